// Words looked for in what an item shows.

import type { ItemView } from "./contract.ts";

/** All words have to be there, in any order, capital letters or not; `"a phrase"` as it stands. */
export function createWordSearch(said: string): (view: ItemView) => boolean {
  const words = wordsOf(said);
  return (view) => words.every((word) => holds(view, word));
}

export function wordsOf(said: string): readonly string[] {
  return [...said.toLowerCase().matchAll(/"([^"]+)"|[^\s"]+/g)].map(([whole, phrase]) => phrase ?? whole);
}

function holds({ title, remarks, parts }: ItemView, word: string): boolean {
  const has = (text: string): boolean => text.toLowerCase().includes(word);
  if (has(title) || remarks.some(has)) return true;
  return parts.some((part) => {
    if (part.type === "steps") return part.steps.some(({ text }) => has(text));
    if (part.type === "diff") return has(part.file.path) || part.file.lines.some(has);
    return has(part.text);
  });
}
