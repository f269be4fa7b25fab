// Short stretches of a JSON string that are ASCII, decoded by vectors: what most strings begin and end with.

import { memoryOf } from "./scan.ts";
import { LONGEST_TEXT } from "./simd.ts";
import { decodeAscii } from "./text.ts";

/**
 * The text of `bytes[from, to)`, which lies between two quotes, up to `most` characters of it. Null when it must be
 * read the usual way: where it is no ASCII, holds what no string may hold, ends within an escape, or lies elsewhere
 * than in memory that vectors search.
 */
export function plainText(bytes: Uint8Array, from: number, to: number, most: number): string | null {
  const memory = most > LONGEST_TEXT && to - from > LONGEST_TEXT ? null : memoryOf(bytes);
  if (memory === null) return null;
  const { text, scanner } = memory;
  const base = bytes.byteOffset;
  const start = text.byteOffset;
  const length = scanner.plain(base + from, base + to, start, start + Math.min(most, LONGEST_TEXT));
  return length === -1 ? null : decodeAscii(text, 0, Math.min(length, most));
}
