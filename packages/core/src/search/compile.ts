// What an index is asked for a query: the passages that can match, and whether all of them do.

import type { FieldNode, PassageLeaf, PassageTree, Query, RegexNode, SessionTree } from "./contract.ts";
import { certainPhrase } from "./certain.ts";
import { mark } from "./marks.ts";
import type { Phrase } from "./phrases.ts";
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

const ALL: Selection = { type: "all" };
const UNKNOWN: Bound = { select: ALL, exact: false };
const TEXTS = "{said command output path}";

export function compile({ passages, sessions, since_ms, until_ms }: Query, detail: Detail = "full"): Compiled {
  const { select, exact } = passages === null ? { select: ALL, exact: true } : bound(passages, detail);
  return { select, exact, sessions, since_ms, until_ms };
}

function bound(tree: PassageTree, detail: Detail): Bound {
  switch (tree.type) {
    case "and":
      return all(tree.of, detail);
    case "or":
      return any(tree.of.map((part) => bound(part, detail)));
    case "not":
      return all([tree], detail);
    default:
      return leaf(tree, detail);
  }
}

function leaf(node: PassageLeaf, detail: Detail): Bound {
  switch (node.type) {
    case "words":
      return words(TEXTS, node, detail);
    case "literal":
      return UNKNOWN;
    case "regex":
      return regex(node, detail);
    case "field":
      return field(node, detail);
  }
}

function field({ field, value, prefix }: FieldNode, detail: Detail): Bound {
  if (field === "tool") return words("tool", { words: value.split(" "), prefix }, detail);
  if (field !== "path" && field !== "cmd")
    return words("marks", { words: [mark(field, value)], prefix: false }, detail);
  const match = trigramsOf(value);
  if (match === null) return UNKNOWN;
  if (detail !== "full") return { select: { type: "parts", match }, exact: false };
  const column = field === "cmd" ? "command" : "path";
  return { select: { type: "parts", match: `${column} : ${quote(value)}` }, exact: true };
}

/** What a match must hold, as far as it holds whole words or a long enough beginning of one. */
function regex(node: RegexNode, detail: Detail): Bound {
  const bounds = literalsOf(node).flatMap((literals): Bound[] => {
    const phrases = literals.map(({ text }) => certainPhrase(text));
    return phrases.some((phrase) => phrase === null)
      ? []
      : [any(phrases.filter((phrase) => phrase !== null).map((phrase) => words(TEXTS, phrase, detail)))];
  });
  return {
    select: merge(
      "and",
      bounds.map(({ select }) => select),
    ),
    exact: false,
  };
}

/** Without positions, words that stand one after another are words that stand anywhere. */
function words(columns: string, { words, prefix }: Phrase, detail: Detail): Bound {
  const star = prefix ? " *" : "";
  if (detail === "full") {
    return { select: { type: "words", match: `${columns} : ${quote(words.join(" "))}${star}` }, exact: true };
  }
  const each = words.map((word, at) => `${quote(word)}${at === words.length - 1 ? star : ""}`).join(" AND ");
  const match = detail === "none" ? each : words.length === 1 ? `${columns} : ${each}` : `${columns} : (${each})`;
  return { select: { type: "words", match }, exact: detail === "column" && words.length === 1 };
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function all(of: readonly PassageTree[], detail: Detail): Bound {
  const wanted = of.filter(({ type }) => type !== "not").map((tree) => bound(tree, detail));
  const unwanted = of.flatMap((tree) => (tree.type === "not" ? [bound(tree.of, detail)] : []));
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
