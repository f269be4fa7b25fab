// The characters of a JSON string, over its raw bytes: where they end, and what an escape may be.

import { memoryOf } from "./scan.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const U = 0x75;
/** Most strings are shorter; a search by vectors begins behind this. */
const SHORT = 64;

/**
 * Behind the last whole character of a string from `from` on: at its closing quote, at a byte that no string may hold,
 * at an escape that JSON does not know or that does not end before `to`, or at `to`. Bytes are not held against UTF-8.
 */
export function skipCharacters(bytes: Uint8Array, from: number, to: number): number {
  const near = Math.min(to, from + SHORT);
  const at = skipBytes(bytes, from, near, to);
  if (at < near || at >= to) return at;
  const memory = memoryOf(bytes);
  if (memory === null) return skipBytes(bytes, at, to, to);
  const base = bytes.byteOffset;
  return Math.min(to, memory.scanner.characters(base + at, base + to) - base);
}

/** Byte by byte, up to the first character at or behind `near`. */
function skipBytes(bytes: Uint8Array, from: number, near: number, to: number): number {
  let at = from;
  while (at < near) {
    const byte = bytes[at] ?? 0;
    if (byte === BACKSLASH) {
      const length = escapeLength(bytes, at, to);
      if (length === 0) return at;
      at += length;
    } else if (byte === QUOTE || byte < 0x20) return at;
    else at++;
  }
  return at;
}

/** Bytes of the escape at `at`; 0 when there is no whole one before `to`. */
function escapeLength(bytes: Uint8Array, at: number, to: number): number {
  const letter = bytes[at + 1] ?? 0;
  if (letter !== U) return at + 1 < to && isEscape(letter) ? 2 : 0;
  if (at + 6 > to) return 0;
  for (let i = at + 2; i < at + 6; i++) if (!isHex(bytes[i] ?? 0)) return 0;
  return 6;
}

/** Whether a backslash and this byte are an escape by themselves. */
export function isEscape(byte: number): boolean {
  return (
    byte === 0x6e ||
    byte === 0x22 ||
    byte === 0x5c ||
    byte === 0x74 ||
    byte === 0x72 ||
    byte === 0x2f ||
    byte === 0x62 ||
    byte === 0x66
  );
}

export function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}
