// Items that say something: looked for in what they are answered with, giving way to other questions.

import { setImmediate as nextTurn } from "node:timers/promises";
import { createWordSearch, type ItemView, wordsOf } from "rollbook-core/view";
import type { Book } from "./book.ts";
import { unpackShown } from "./shown.ts";

/** Items between two looks at what else is asked. */
const STEP = 100;

export async function findWords(book: Book, words: string): Promise<readonly number[]> {
  const matches = createWordSearch(words);
  // What JSON makes of a word: where that does not stand, the word does not.
  const needed = wordsOf(words).map((word) => JSON.stringify(word).slice(1, -1));
  const found: number[] = [];
  for (let position = 0; position < book.size(); position++) {
    if (position % STEP === 0) await nextTurn();
    const packed = book.shown(position);
    if (packed === undefined) continue;
    const { text } = unpackShown(packed);
    const lower = text.toLowerCase();
    if (!needed.every((word) => lower.includes(word))) continue;
    const { view } = JSON.parse(`${text}}`) as { readonly view: ItemView };
    if (matches(view)) found.push(position);
  }
  return found;
}
