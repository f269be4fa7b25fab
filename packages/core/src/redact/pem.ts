// Private keys in PEM armour, whole or cut.

import type { SecretSpan } from "./spans.ts";

const ARMOUR = /-----(BEGIN|END)[ A-Z0-9]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
/**
 * What the body of a key is made of, also with its newlines escaped or quoted with `>` or `+` at their start. The lines
 * before it that say how it is encrypted, or what wrote it, are made of more.
 */
const BODY =
  /(?:(?:\s|\\[rn])*(?:Proc-Type|DEK-Info|Version|Comment|Charset): [^\r\n\\]{0,200})*[A-Za-z0-9+/=\s\\:,.>|"']*/y;
const OF_BODY = /[A-Za-z0-9+/=\s\\:,.>|"']/;
/** Words are shorter. */
const KEY = /[A-Za-z0-9+/]{16}/;

/**
 * The keys with their armour. One of which the end is missing is hidden as far as its body goes, one of which the
 * beginning is missing from where its body begins; one pass over the text.
 */
export function findPrivateKeys(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  let done = 0;
  for (const { 0: armour, 1: side, index } of text.matchAll(ARMOUR)) {
    let start: number | null = index;
    let end = index + armour.length;
    if (side === "BEGIN") end = bodyBehind(text, end);
    else if (index === done && spans.length > 0) start = spans.pop()?.start ?? index;
    else start = bodyBefore(text, index, done);
    if (start === null) continue;
    spans.push({ start, end, rule: "private-key" });
    done = end;
  }
  return spans;
}

function bodyBehind(text: string, from: number): number {
  BODY.lastIndex = from;
  BODY.test(text);
  return Math.max(BODY.lastIndex, from);
}

/** Where the body begins that ends at `to`; null where there is none, as in a text about keys. */
function bodyBefore(text: string, to: number, least: number): number | null {
  let from = to;
  while (from > least && OF_BODY.test(text.charAt(from - 1))) from -= 1;
  const key = KEY.exec(text.slice(from, to));
  return key === null ? null : from + key.index;
}
