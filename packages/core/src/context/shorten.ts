// Codex's measure of tokens, and how it cuts a text that has too many.

import { CutText } from "../bytes/json.ts";

const BYTES_PER_TOKEN = 4;

/** Bytes by four, rounded up: a measure of Codex's own, no count of any model's tokens. */
export function tokensOf(...parts: readonly (string | CutText)[]): number {
  const bytes = parts.reduce((sum, part) => sum + (part instanceof CutText ? part.bytes : utf8Bytes(part)), 0);
  return Math.ceil(bytes / BYTES_PER_TOKEN);
}

/** The beginning and the end of a text, with a mark between them that says how many tokens are missing. */
export function shortenMiddle(text: string, tokens: number): string {
  return shortenParts([text], tokens).join("");
}

/** The same of a text of which only the ends were read. */
export function shortenCut({ head, tail, bytes }: CutText, tokens: number): CutText {
  const budget = tokens * BYTES_PER_TOKEN;
  const mark = markFor(bytes - budget);
  return new CutText(head, mark, tail, budget + utf8Bytes(mark));
}

/** The same for a text in parts: whole parts, parts of them, and the mark as a part of its own. */
export function shortenParts(parts: readonly string[], tokens: number): readonly string[] {
  const budget = tokens * BYTES_PER_TOKEN;
  const total = parts.reduce((sum, part) => sum + utf8Bytes(part), 0);
  if (total <= budget) return parts;
  const half = Math.floor(budget / 2);
  return [...takeStart(parts, half), markFor(total - budget), ...takeEnd(parts, budget - half)];
}

function markFor(bytes: number): string {
  return `…${Math.ceil(bytes / BYTES_PER_TOKEN)} tokens truncated…`;
}

function takeStart(parts: readonly string[], bytes: number): readonly string[] {
  const taken: string[] = [];
  let left = bytes;
  for (const part of parts) {
    if (left === 0) break;
    const some = part.slice(0, unitsWithin(part, left));
    if (some !== "") taken.push(some);
    if (some.length < part.length) break;
    left -= utf8Bytes(part);
  }
  return taken;
}

function takeEnd(parts: readonly string[], bytes: number): readonly string[] {
  const turned = parts.toReversed().map(reverse);
  return takeStart(turned, bytes).toReversed().map(reverse);
}

function reverse(text: string): string {
  return Array.from(text).toReversed().join("");
}

/** How many units of a text fit, without half a character. */
function unitsWithin(text: string, bytes: number): number {
  let used = 0;
  let units = 0;
  for (const character of text) {
    used += utf8Bytes(character);
    if (used > bytes) break;
    units += character.length;
  }
  return units;
}

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}
