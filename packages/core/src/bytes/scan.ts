// The two searches a skipped string or line still needs, over its raw bytes.

import { sameBytes } from "./literal.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;

/** The first quote in `bytes[from, to)` that no backslash escapes, or -1: the end of a string that begins at `from`. */
export function findQuote(bytes: Uint8Array, from: number, to: number): number {
  for (let at = bytes.indexOf(QUOTE, from); at !== -1 && at < to; at = bytes.indexOf(QUOTE, at + 1)) {
    let before = at;
    while (before > from && bytes[before - 1] === BACKSLASH) before--;
    if ((at - before) % 2 === 0) return at;
  }
  return -1;
}

/** Where `object`, some bytes that begin with a brace, first stands in `bytes[from, to)`, or -1. */
export function findObject(bytes: Uint8Array, from: number, to: number, object: Uint8Array): number {
  for (let at = bytes.indexOf(BRACE, from); at !== -1 && at < to; at = bytes.indexOf(BRACE, at + 1)) {
    if (bytes[at + 1] === QUOTE && sameBytes(bytes, at, to, object)) return at;
  }
  return -1;
}
