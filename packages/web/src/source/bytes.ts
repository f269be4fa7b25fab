// Bytes as text where they are UTF-8, and as what they are where they are not.

import type { Stretch } from "./contract.ts";

export function readBytes(bytes: Uint8Array): readonly Stretch[] {
  const found: Stretch[] = [];
  const decoder = new TextDecoder();
  let from = 0;
  let at = 0;
  const settle = (): void => {
    if (at > from) found.push({ kind: "text", text: decoder.decode(bytes.subarray(from, at)) });
  };
  while (at < bytes.length) {
    const length = sequenceAt(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    settle();
    let end = at + 1;
    while (end < bytes.length && sequenceAt(bytes, end) === 0) end += 1;
    found.push({ kind: "bytes", text: hex(bytes.subarray(at, end)) });
    at = end;
    from = end;
  }
  settle();
  return found;
}

/** Long runs, such as the zeros of a lost page, in a few words. */
function hex(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, 32)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return bytes.length > 32 ? `${shown} … ${bytes.length} bytes` : shown;
}

/** Bytes of the UTF-8 sequence that begins here; 0 where none does, and for NUL, which no text holds. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return first === 0 ? 0 : 1;
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i += 1) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  return length;
}
