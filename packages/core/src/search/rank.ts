// How well a passage answers a query, among those that match.

import type { PassageTree, Query, Searchable, SearchableTexts } from "./contract.ts";
import { wordsOf } from "./words.ts";

/** What was said counts most, then what was done, then what came of it. */
const WEIGHTS: Readonly<Record<keyof SearchableTexts, number>> = { said: 8, command: 4, path: 4, output: 1 };
/** Characters of a text that are looked at: what is asked for stands near the beginning of a good answer. */
const LOOKED_AT = 1 << 16;
/** A text of so many words is neither long nor short. */
const USUAL = 200;

interface Wanted {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/**
 * A function that gives the better passages larger numbers: words that come often in a short text, in a text of weight,
 * and beside each other. For passages that match; no number has a meaning of its own.
 */
export function createScore({ passages }: Query): (passage: Pick<Searchable, "texts" | "kind">) => number {
  const wanted = passages === null ? [] : wantedIn(passages);
  const pairs = wanted.slice(1).map((next, index) => [wanted[index]?.words.at(-1) ?? "", next.words[0] ?? ""] as const);
  return ({ texts, kind }) => {
    let score = 0;
    for (const [name, weight] of Object.entries(WEIGHTS)) {
      const text = texts[name as keyof SearchableTexts];
      if (text !== "") score += weight * scoreText(wordsOf(text.slice(0, LOOKED_AT)), wanted, pairs);
    }
    return kind === "prompt" ? score * 1.5 : score;
  };
}

function scoreText(
  words: readonly string[],
  wanted: readonly Wanted[],
  pairs: readonly (readonly [string, string])[],
): number {
  const saturation = 1.2 * (0.25 + (0.75 * words.length) / USUAL);
  let score = 0;
  for (const { words: phrase, prefix } of wanted) {
    const [first = ""] = phrase;
    const only = phrase.length === 1;
    let count = 0;
    for (const [at, word] of words.entries()) {
      if (only ? (prefix ? word.startsWith(first) : word === first) : stands(words, at, phrase, prefix)) count += 1;
    }
    score += count / (count + saturation);
  }
  for (const [before, after] of pairs) {
    if (words.some((word, at) => word === before && words[at + 1] === after)) score += 1;
  }
  return score;
}

function stands(words: readonly string[], at: number, phrase: readonly string[], prefix: boolean): boolean {
  return phrase.every((word, index) => {
    const found = words[at + index];
    return index === phrase.length - 1 && prefix ? found?.startsWith(word) === true : found === word;
  });
}

/** What a query wants found, less what it leaves out. */
function wantedIn(tree: PassageTree): readonly Wanted[] {
  switch (tree.type) {
    case "and":
    case "or":
      return tree.of.flatMap(wantedIn);
    case "words":
      return [tree];
    default:
      return [];
  }
}
