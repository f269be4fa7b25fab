// Literal bytes at a known place.

const ENCODER = new TextEncoder();

export function encodeAscii(text: string): Uint8Array {
  return ENCODER.encode(text);
}

/** Whether `literal` stands at `from`, within `to`. */
export function sameBytes(bytes: Uint8Array, from: number, to: number, literal: Uint8Array): boolean {
  const { length } = literal;
  if (from + length > to) return false;
  for (let at = 0; at < length; at++) if (bytes[from + at] !== literal[at]) return false;
  return true;
}

/** Where `literal` first stands in `bytes[from, to)`, or -1. For short stretches. */
export function findBytes(bytes: Uint8Array, from: number, to: number, literal: Uint8Array): number {
  for (let at = from; at + literal.length <= to; at++) if (sameBytes(bytes, at, to, literal)) return at;
  return -1;
}
