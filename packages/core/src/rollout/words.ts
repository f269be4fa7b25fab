// The words in a JSON value: its strings and numbers in their order, one a line.

import { CutText, type Json } from "../bytes/json.ts";

/** Keys are left out; of a string that was cut the beginning stands for it. */
export function wordsIn(value: Json): string {
  const words: string[] = [];
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === "string") words.push(next);
    else if (typeof next === "number") words.push(String(next));
    else if (next instanceof CutText) words.push(next.head);
    else if (typeof next === "object" && next !== null) {
      const inner = Array.isArray(next) ? (next as readonly Json[]) : Object.values(next as Record<string, Json>);
      for (let at = inner.length - 1; at >= 0; at--) open.push(inner[at] ?? null);
    }
  }
  return words.join("\n");
}
