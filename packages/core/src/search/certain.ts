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

/** A word that begins before the piece, and perhaps goes on behind it. */
export interface BrokenWord {
  /** What the piece has of it, as the index holds words. */
  readonly text: string;
  /** It ends in the piece. */
  readonly ends: boolean;
}

/** The words of an index that one may be; null where there are too many to ask for, or it is not known. */
export type WordsWith = (broken: BrokenWord) => readonly string[] | null;

/** The first word of the piece, where `certainPhrase` leaves it out; null where that is too short to tell anything. */
export function brokenWord(piece: string): BrokenWord | null {
  let broken: BrokenWord | null = null;
  eachWord(piece, (start, end) => {
    if (!isAlone(piece.codePointAt(start) ?? 0) && !beginsHere(piece, start)) {
      broken = { text: foldWord(piece.slice(start, end)), ends: end < piece.length };
    }
    return true;
  });
  const found = broken as BrokenWord | null;
  return found === null || found.text.length < SHORTEST_PREFIX ? null : found;
}

/** Something stands before it that belongs to no word, or is one by itself. */
function beginsHere(piece: string, start: number): boolean {
  const { classOf } = alphabet();
  return [...piece.slice(0, start)].some((character) => classOf(character.codePointAt(0) ?? 0) !== MARK);
}
