// Which words a text has for certain when only a piece of it is known.

import type { Phrase } from "./phrases.ts";
import { alphabet, MARK } from "./unicode61.ts";
import { eachWord, foldWord, isAlone } from "./words.ts";

/** Shorter ones are the beginnings of too many words. */
const SHORTEST_PREFIX = 3;

/** The whole words of the piece, and the beginning of the one that may go on behind it. Null when there are none. */
export function certainPhrase(piece: string): Phrase | null {
  const words: string[] = [];
  let prefix = false;
  eachWord(piece, (start, end) => {
    const alone = isAlone(piece.codePointAt(start) ?? 0);
    // What stands before the piece may belong to its first word.
    if (!alone && words.length === 0 && !beginsHere(piece, start)) return;
    const word = foldWord(piece.slice(start, end));
    prefix = !alone && end === piece.length;
    if (!prefix || word.length >= SHORTEST_PREFIX) words.push(word);
    else prefix = false;
  });
  return words.length === 0 ? null : { words, prefix };
}

/** Something stands before it that belongs to no word, or is one by itself. */
function beginsHere(piece: string, start: number): boolean {
  const { classOf } = alphabet();
  return [...piece.slice(0, start)].some((character) => classOf(character.codePointAt(0) ?? 0) !== MARK);
}
