// Finds many phrases in one walk over the words of a text.

import { eachWord, foldWord } from "./words.ts";

export interface Phrase {
  readonly words: readonly string[];
  /** Of the last word only the beginning. */
  readonly prefix: boolean;
}

/** A phrase stands at these places, both in UTF-16 units. True ends the walk. */
export type VisitPhrase = (phrase: number, start: number, end: number) => boolean;

/** A function that tells where phrases stand in a text, in the order of their ends. Linear in the text. */
export function createPhraseFinder(phrases: readonly Phrase[]): (text: string, visit: VisitPhrase) => void {
  const exact = new Map<string, number[]>();
  const prefixes = new Map<number, Map<string, number[]>>();
  /** Long phrases by each word of their body: all words but a last one that is a prefix. */
  const inside = new Map<string, number[]>();
  const bodies = phrases.map(({ words, prefix }) => (prefix ? words.slice(0, -1) : words));
  const fallbacks = bodies.map(fallbacksOf);
  const first = new Uint8Array(0x80);
  let longest = 1;
  phrases.forEach(({ words, prefix }, phrase) => {
    const last = words.at(-1) ?? "";
    longest = Math.max(longest, words.length);
    for (const word of words) {
      const unit = word.charCodeAt(0);
      if (unit < 0x80) first[unit] = first[unit & ~0x20] = 1;
    }
    if (prefix) {
      const ofLength = prefixes.get(last.length) ?? new Map<string, number[]>();
      prefixes.set(last.length, ofLength);
      put(ofLength, last, phrase);
    } else if (words.length === 1) put(exact, last, phrase);
    if (words.length > 1) for (const word of new Set(bodies[phrase])) put(inside, word, phrase);
  });

  return (text, visit) => {
    const starts = new Int32Array(longest);
    /** How many words of the body end at word `seen`. */
    const matched = new Int32Array(phrases.length);
    const seen = new Int32Array(phrases.length).fill(-2);
    let place = -1;
    eachWord(text, (start, end) => {
      place++;
      starts[place % longest] = start;
      const unit = text.charCodeAt(start);
      if (unit < 0x80 && first[unit] !== 1) return false;
      const word = foldWord(text.slice(start, end));
      for (const phrase of exact.get(word) ?? []) if (visit(phrase, start, end)) return true;
      for (const [length, ofLength] of prefixes) {
        for (const phrase of (word.length >= length && ofLength.get(word.slice(0, length))) || []) {
          const before = bodies[phrase]?.length ?? 0;
          const whole = before === 0 || (seen[phrase] === place - 1 && matched[phrase] === before);
          if (whole && visit(phrase, starts[(place - before) % longest] ?? start, end)) return true;
        }
      }
      for (const phrase of inside.get(word) ?? []) {
        const body = bodies[phrase] ?? [];
        const fallback = fallbacks[phrase] ?? [];
        let count = seen[phrase] === place - 1 ? (matched[phrase] ?? 0) : 0;
        while (count > 0 && body[count] !== word) count = fallback[count - 1] ?? 0;
        if (body[count] === word) count++;
        seen[phrase] = place;
        matched[phrase] = count;
        if (count < body.length || phrases[phrase]?.prefix === true) continue;
        if (visit(phrase, starts[(place - count + 1) % longest] ?? start, end)) return true;
      }
      return false;
    });
  };
}

/** Knuth, Morris and Pratt: of the first n + 1 words, how many of their last are the first again. */
function fallbacksOf(words: readonly string[]): Int32Array {
  const fallbacks = new Int32Array(words.length);
  for (let at = 1, count = 0; at < words.length; at++) {
    while (count > 0 && words[at] !== words[count]) count = fallbacks[count - 1] ?? 0;
    if (words[at] === words[count]) count++;
    fallbacks[at] = count;
  }
  return fallbacks;
}

function put(map: Map<string, number[]>, key: string, value: number): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
