// Cutting a long JSON string: both ends and the middle, read from its bytes without reading the rest.

import { CUT_HEAD, CUT_TAIL, CutText } from "./json.ts";
import { plainText } from "./plain.ts";
import { decodeText, isIllFormed, unescapeText } from "./text.ts";

const BACKSLASH = 0x5c;
const U = 0x75;

/** A string of more bytes than this between its quotes may be cut. */
export const CUT_FROM = CUT_HEAD + 4 * CUT_TAIL;

/**
 * Cuts the string whose content is `bytes[from, to)`. Null when one of the parts it reads has an escape JSON does not
 * know, or (unless `lenient`) bytes that are no UTF-8.
 *
 * - `head`: the first `CUT_HEAD` UTF-16 units of the string, one more where they would end in half a pair
 * - `tail`: what the last `CUT_TAIL` bytes hold, from the first whole character on
 * - `middle`: what `CUT_TAIL` bytes on either side of the middle byte hold, in whole characters
 */
export function cutString(bytes: Uint8Array, from: number, to: number, lenient = false): CutText | null {
  const half = from + ((to - from) >> 1);
  const head = headOf(bytes, from, to, lenient);
  const start = characterFrom(bytes, from, Math.max(from, half - CUT_TAIL), to);
  const end = characterFrom(bytes, from, Math.min(to, half + CUT_TAIL), to);
  const middle = textOf(bytes, start, end, lenient);
  const tail = tailOf(bytes, from, to, lenient);
  if (head === null || middle === null || tail === null) return null;
  return new CutText(head, middle, tail, to - from);
}

/** The head of a string of which only the first bytes are at hand; they must be six for each unit of the head. */
export function headOf(bytes: Uint8Array, from: number, to: number, lenient: boolean): string | null {
  const plain = plainText(bytes, from, to, CUT_HEAD);
  if (plain !== null) return plain;
  let head = "";
  // No byte gives more than one unit, so as many bytes as units are missing never read too far by more than a character.
  while (head.length < CUT_HEAD && from < to) {
    const end = characterFrom(bytes, from, Math.min(to, from + CUT_HEAD - head.length), to);
    const text = textOf(bytes, from, end, lenient);
    if (text === null) return null;
    head += text;
    from = end;
  }
  return head.slice(0, (head.codePointAt(CUT_HEAD - 1) ?? 0) > 0xffff ? CUT_HEAD + 1 : CUT_HEAD);
}

/** The last characters of a string; `from` is where the bytes at hand begin. */
export function tailOf(bytes: Uint8Array, from: number, to: number, lenient: boolean): string | null {
  return textOf(bytes, characterFrom(bytes, from, Math.max(from, to - CUT_TAIL), to), to, lenient);
}

function textOf(bytes: Uint8Array, from: number, to: number, lenient: boolean): string | null {
  const plain = plainText(bytes, from, to, Infinity);
  if (plain !== null) return plain;
  const text = decodeText(bytes, from, to);
  return lenient || !isIllFormed(text, bytes, from, to) ? unescapeText(text) : null;
}

/** The first place at or after `at` where a character of the string starts, escapes and escaped pairs taken whole. */
function characterFrom(bytes: Uint8Array, start: number, at: number, end: number): number {
  if (at <= start) return start;
  while (at < end && ((bytes[at] ?? 0) & 0xc0) === 0x80) at++;
  if (at >= end) return end;
  for (let back = Math.max(start, at - 5); back < at; back++) {
    if (bytes[back] !== BACKSLASH || !startsEscape(bytes, start, back)) continue;
    const length = bytes[back + 1] === U ? 6 : 2;
    if (back + length > at) {
      at = Math.min(end, back + length);
      break;
    }
    back += length - 1;
  }
  while (at < end && isLowEscape(bytes, at)) at += 6;
  return Math.min(end, at);
}

/** Whether the backslash at `at` starts an escape: an even number of them stands before it. */
function startsEscape(bytes: Uint8Array, start: number, at: number): boolean {
  let before = at;
  while (before > start && bytes[before - 1] === BACKSLASH) before--;
  return (at - before) % 2 === 0;
}

/** `\udc00` to `\udfff`: the second half of an escaped pair. */
function isLowEscape(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== BACKSLASH || bytes[at + 1] !== U) return false;
  const d = (bytes[at + 2] ?? 0) | 0x20;
  const c = (bytes[at + 3] ?? 0) | 0x20;
  return d === 0x64 && c >= 0x63 && c <= 0x66;
}
