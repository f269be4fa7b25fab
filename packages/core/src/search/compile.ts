// What an index is asked for a query: the passages that can match, and whether all of them do.

import type { FieldNode, PassageLeaf, PassageTree, Query, RegexNode, SessionTree } from "./contract.ts";
import { brokenWord, certainPhrase, type WordsWith } from "./certain.ts";
import { mark } from "./marks.ts";
import type { Phrase } from "./phrases.ts";
import { oneOfAll } from "./factor.ts";
import { trigramsOf } from "./trigrams.ts";
import { literalsOf } from "./regex/literals.ts";

/** Sets of passages. `match` is what FTS5's MATCH takes; of the word table, or of the trigram table (`parts`). */
export type Selection =
  | { readonly type: "all" }
  | { readonly type: "words" | "parts"; readonly match: string }
  | { readonly type: "and" | "or"; readonly of: readonly Selection[] }
  | { readonly type: "except"; readonly from: Selection; readonly without: Selection };

export interface Compiled {
  readonly select: Selection;
  /** Every passage selected matches; else `createMatcher` decides on their texts. */
  readonly exact: boolean;
  readonly sessions: SessionTree | null;
  readonly since_ms: number | null;
  readonly until_ms: number | null;
}

/** A selection of all that matches and, unless `exact`, of more. */
interface Bound {
  readonly select: Selection;
  readonly exact: boolean;
}

/**
 * What the tables of an index keep of where a word stands in a text: its position (`full`), its column (`column`), or
 * nothing (`none`, and then the word table has one column for all). FTS5's option `detail`. But for `full`, the trigram
 * table has one column, and no positions.
 */
export type Detail = "full" | "column" | "none";

/** The index that is asked. */
interface Asked {
  readonly detail: Detail;
  readonly wordsWith: WordsWith;
}

const ALL: Selection = { type: "all" };
const UNKNOWN: Bound = { select: ALL, exact: false };
const TEXTS = "{said command output path}";

/** With the words of an index, less is selected for a regular expression: words that may begin before what is known. */
export function compile(
  { passages, sessions, since_ms, until_ms }: Query,
  detail: Detail = "full",
  wordsWith: WordsWith = () => null,
): Compiled {
  const index: Asked = { detail, wordsWith };
  const { select, exact } = passages === null ? { select: ALL, exact: true } : bound(passages, index);
  return { select, exact, sessions, since_ms, until_ms };
}

function bound(tree: PassageTree, index: Asked): Bound {
  switch (tree.type) {
    case "and":
      return all(tree.of, index);
    case "or":
      return any(tree.of.map((part) => bound(part, index)));
    case "not":
      return all([tree], index);
    default:
      return leaf(tree, index);
  }
}

function leaf(node: PassageLeaf, index: Asked): Bound {
  switch (node.type) {
    case "words":
      return words(TEXTS, node, index.detail);
    case "literal":
      return UNKNOWN;
    case "regex":
      return regex(node, index);
    case "field":
      return field(node, index.detail);
  }
}

function field({ field, value, prefix }: FieldNode, detail: Detail): Bound {
  if (field === "tool") return words("tool", { words: value.split(" "), prefix }, detail);
  if (field !== "path" && field !== "cmd")
    return words("marks", { words: [mark(field, value)], prefix: false }, detail);
  const trigrams = trigramsOf(value);
  if (trigrams === null) return UNKNOWN;
  if (detail !== "full") return { select: { type: "parts", match: trigrams.join(" AND ") }, exact: false };
  const column = field === "cmd" ? "command" : "path";
  return { select: { type: "parts", match: `${column} : ${quote(value)}` }, exact: true };
}

/** What a match must hold, as far as it holds whole words or a long enough part of one. */
function regex(node: RegexNode, index: Asked): Bound {
  const selects = literalsOf(node).flatMap((literals): Selection[] => {
    const pieces = literals.map(({ text }) => wordsIn(text, index));
    if (pieces.some((matches) => matches.length === 0)) return [];
    return [{ type: "words", match: oneOfAll(pieces) }];
  });
  return { select: merge("and", selects), exact: false };
}

/** What is certain to be found of a text that has this piece in it. */
function wordsIn(text: string, { detail, wordsWith }: Asked): readonly string[] {
  const columns = detail === "none" ? "" : `${TEXTS} : `;
  const phrase = certainPhrase(text);
  const broken = brokenWord(text);
  const known = broken === null ? null : wordsWith(broken);
  const matches = phrase === null ? [] : matchesOf(phrase, detail).map((match) => columns + match);
  if (broken !== null && known !== null) {
    // Where no word is like it, it stands for itself: nothing is found.
    const each = known.length === 0 ? [broken.text] : known;
    matches.push(`${columns}(${each.map(quote).join(" OR ")})`);
  }
  return matches;
}

/** Without positions, words that stand one after another are words that stand anywhere. */
function matchesOf({ words, prefix }: Phrase, detail: Detail): string[] {
  const star = prefix ? " *" : "";
  if (detail === "full") return [`${quote(words.join(" "))}${star}`];
  return words.map((word, at) => `${quote(word)}${at === words.length - 1 ? star : ""}`);
}

function words(columns: string, phrase: Phrase, detail: Detail): Bound {
  const each = matchesOf(phrase, detail);
  const match = each.length === 1 || detail === "none" ? each.join(" AND ") : `(${each.join(" AND ")})`;
  const exact = detail === "full" || (detail === "column" && each.length === 1);
  return { select: { type: "words", match: detail === "none" ? match : `${columns} : ${match}` }, exact };
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function all(of: readonly PassageTree[], index: Asked): Bound {
  const wanted = of.filter(({ type }) => type !== "not").map((tree) => bound(tree, index));
  const unwanted = of.flatMap((tree) => (tree.type === "not" ? [bound(tree.of, index)] : []));
  // Of what may be more than is unwanted nothing can be taken away.
  const taken = unwanted.filter(({ exact }) => exact).map(({ select }) => select);
  const exact = wanted.every((part) => part.exact) && taken.length === unwanted.length;
  const selects = wanted.map(({ select }) => select).filter(({ type }) => type !== "all");
  const select = merge("and", selects);
  return { select: taken.length === 0 ? select : except(select, merge("or", taken)), exact };
}

function any(of: readonly Bound[]): Bound {
  const selects = of.map(({ select }) => select);
  const select = selects.some(({ type }) => type === "all") ? ALL : merge("or", selects);
  return { select, exact: of.every(({ exact }) => exact) };
}

/** One table is asked once, and before what is made of several. */
function merge(type: "and" | "or", of: readonly Selection[]): Selection {
  const merged: Selection[] = [];
  for (const table of ["words", "parts"] as const) {
    const matches = of.flatMap((select) => (select.type === table ? [select.match] : []));
    const match =
      matches.length === 1 ? matches[0] : matches.map((match) => `(${match})`).join(` ${type.toUpperCase()} `);
    if (match !== undefined && match !== "") merged.push({ type: table, match });
  }
  merged.push(...of.filter(({ type }) => type !== "words" && type !== "parts"));
  const [first, ...rest] = merged;
  if (first === undefined) return ALL;
  return rest.length === 0 ? first : { type, of: merged };
}

function except(from: Selection, without: Selection): Selection {
  if (from.type !== without.type || (from.type !== "words" && from.type !== "parts") || !("match" in without))
    return { type: "except", from, without };
  return { type: from.type, match: `(${from.match}) NOT (${without.match})` };
}
