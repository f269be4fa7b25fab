// Bytes → text: UTF-8 with U+FFFD for what is none, and the decoding of what stands between the quotes of a JSON string.

const LENIENT = new TextDecoder("utf-8", { ignoreBOM: true });
const STRICT = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/** A Buffer has faster ways to text than a TextDecoder; any other array of bytes does without. */
interface Sliceable {
  utf8Slice?: (from: number, to: number) => string;
  latin1Slice?: (from: number, to: number) => string;
}

/** The text of `bytes[from, to)`, U+FFFD standing for every ill-formed sequence. */
export function decodeText(bytes: Uint8Array, from: number, to: number): string {
  const { utf8Slice } = bytes as Sliceable;
  if (utf8Slice === undefined) return LENIENT.decode(bytes.subarray(from, to));
  const text = utf8Slice.call(bytes, from, to);
  return text.includes("\uFFFD") ? LENIENT.decode(bytes.subarray(from, to)) : text;
}

/** The text of `bytes[from, to)`, which are all ASCII. */
export function decodeAscii(bytes: Uint8Array, from: number, to: number): string {
  const { latin1Slice } = bytes as Sliceable;
  return latin1Slice === undefined ? LENIENT.decode(bytes.subarray(from, to)) : latin1Slice.call(bytes, from, to);
}

/** A Buffer, where there are Buffers, over the bytes of `buffer`: an array of bytes that turns into text faster. */
export function viewBytes(buffer: ArrayBuffer, offset: number, length: number): Uint8Array {
  const { Buffer } = globalThis as {
    Buffer?: { from: (buffer: ArrayBuffer, offset: number, length: number) => Uint8Array };
  };
  return Buffer?.from(buffer, offset, length) ?? new Uint8Array(buffer, offset, length);
}

/** Whether a text made from `bytes[from, to)` has replaced something, rather than read a U+FFFD that was there. */
export function isIllFormed(text: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (!text.includes("\uFFFD")) return false;
  try {
    STRICT.decode(bytes.subarray(from, to));
    return false;
  } catch {
    return true;
  }
}

/** The string that stands between two quotes of a JSON text; null when it has an escape JSON does not know. */
export function unescapeText(text: string): string | null {
  if (!text.includes("\\")) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return null;
  }
}

const ESCAPED_SURROGATE =
  /\\(?:u([dD][89abAB][0-9a-fA-F]{2})(\\u[dD][c-fC-F][0-9a-fA-F]{2})?|u([dD][c-fC-F][0-9a-fA-F]{2})|[^])/g;

/** Whether a JSON text holds an escape such as `\ud83d` without its other half. */
export function hasLoneSurrogate(text: string): boolean {
  if (!text.includes("\\ud") && !text.includes("\\uD")) return false;
  for (const found of text.matchAll(ESCAPED_SURROGATE)) {
    if (found[3] !== undefined || (found[1] !== undefined && found[2] === undefined)) return true;
  }
  return false;
}
