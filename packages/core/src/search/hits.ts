// Where in its texts a passage has what a query looks for.

import type { At, PassageLeaf, PassageTree, Query, SearchableTexts } from "./contract.ts";
import { createPhraseFinder, type Phrase } from "./phrases.ts";
import { createRegexScanner } from "./regex/scan.ts";
import { foldCase } from "./words.ts";

export type TextName = keyof SearchableTexts;

/** The texts that words, signs and regular expressions are looked for in. */
export const TEXTS = ["said", "command", "output", "path"] as const satisfies readonly TextName[];

export interface Hit extends At {
  /** Which of the query's terms. */
  readonly term: number;
}

/** Of each text no more hits than these, the first ones. */
const MOST = 20_000;

/** A function that tells the hits in one of the texts, by their start. What a query leaves out is no hit. */
export function createHitFinder({ passages }: Query): (name: TextName, text: string) => Hit[] {
  const leaves = passages === null ? [] : wanted(passages);
  const phrases: Phrase[] = [];
  const terms: number[] = [];
  const others: ((name: TextName, text: string, visit: (start: number, end: number) => boolean) => void)[] = [];
  leaves.forEach((leaf, term) => {
    if (leaf.type === "words") {
      phrases.push(leaf);
      terms.push(term);
    }
    others.push(finderOf(leaf));
  });
  const findPhrases = createPhraseFinder(phrases);

  return (name, text) => {
    const hits: Hit[] = [];
    const full = (): boolean => hits.length >= MOST;
    if (phrases.length > 0) {
      findPhrases(text, (phrase, start, end) => {
        hits.push({ term: terms[phrase] ?? 0, start, end });
        return full();
      });
    }
    others.forEach((find, term) => {
      if (full()) return;
      find(name, text, (start, end) => {
        hits.push({ term, start, end });
        return full();
      });
    });
    return hits.sort((a, b) => a.start - b.start || b.end - a.end);
  };
}

/** The leaves of a tree that are looked for, not left out. */
function wanted(tree: PassageTree, positive = true): PassageLeaf[] {
  switch (tree.type) {
    case "and":
    case "or":
      return tree.of.flatMap((part) => wanted(part, positive));
    case "not":
      return wanted(tree.of, !positive);
    default:
      return positive ? [tree] : [];
  }
}

function finderOf(
  leaf: PassageLeaf,
): (name: TextName, text: string, visit: (start: number, end: number) => boolean) => void {
  if (leaf.type === "literal") return (_, text, visit) => eachPart(text, leaf.text, visit);
  if (leaf.type === "regex") {
    const scanner = createRegexScanner(leaf);
    return (_, text, visit) => scanner.each(text, visit);
  }
  if (leaf.type === "words" || (leaf.field !== "cmd" && leaf.field !== "path")) return () => {};
  const own: TextName = leaf.field === "cmd" ? "command" : "path";
  const part = foldCase(leaf.value);
  return (name, text, visit) => {
    if (name === own) eachPart(foldCase(text), part, visit);
  };
}

function eachPart(text: string, part: string, visit: (start: number, end: number) => boolean): void {
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length))
    if (visit(at, at + part.length)) return;
}

/** What to mark in a text: the hits as spans that do not touch, in order. */
export function createHighlighter(query: Query): (name: TextName, text: string) => At[] {
  const find = createHitFinder(query);
  return (name, text) => join(find(name, text));
}

/** Spans sorted by their start, those that touch made one. */
export function join(spans: readonly At[]): At[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of spans) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}
