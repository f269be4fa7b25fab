// The beginning of a prompt, as long as a list keeps it.

import { findSecrets } from "../redact/index.ts";

/** Nobody looks further in a list. */
const MOST = 1000;
/** So much of a secret tells that it is one. */
const BEYOND = 1000;
const MORE = "…";

/**
 * No secret is cut in two: its beginning could not be told for one any more. Of a text that ends within one, what stands
 * before it.
 */
export function beginningOf(text: string): string {
  if (text.length <= MOST) return text;
  const most = MOST - MORE.length;
  const cut = findSecrets(text.slice(0, most + BEYOND)).find(({ start, end }) => start < most && end > most);
  const kept = text.slice(0, cut?.start ?? most);
  return `${kept.replace(/[\uD800-\uDBFF]$/, "")}${MORE}`;
}
