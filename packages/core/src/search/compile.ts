// What an index is asked for a query: the passages that can match, and whether all of them do.

import type { FieldNode, PassageLeaf, PassageTree, Query, SessionTree } from "./contract.ts";
import { mark } from "./marks.ts";
import type { Phrase } from "./phrases.ts";

/** The columns of the word table, in order. A text goes into them as `spread` makes it. */
export const WORD_COLUMNS = ["said", "command", "output", "path", "tool", "marks"] as const;
/** The columns of the table with FTS5's tokenizer `trigram`, in order. A text goes into them without NUL. */
export const PART_COLUMNS = ["command", "path"] as const;

/** Sets of passages. `match` is what FTS5's MATCH takes; of the word table, or of the trigram table (`parts`). */
export type Selection =
  | { readonly type: "all" }
  | { readonly type: "words" | "parts"; readonly match: string }
  | { readonly type: "and" | "or"; readonly of: readonly Selection[] }
  | { readonly type: "except"; readonly from: Selection; readonly without: Selection };

/**
 * What an index keeps: `full` the columns of `WORD_COLUMNS` with the place of each word; `compact` one column `texts` that
 * holds all of them, without places (`detail=none`), which knows only whether a word is there.
 */
export type IndexDetail = "full" | "compact";

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

const ALL: Selection = { type: "all" };
const UNKNOWN: Bound = { select: ALL, exact: false };
const TEXTS = "{said command output path}";

export function compile(query: Query, detail: IndexDetail = "full"): Compiled {
  const { passages, sessions, since_ms, until_ms } = query;
  const { select, exact } = passages === null ? { select: ALL, exact: true } : bound(passages, detail);
  return { select, exact, sessions, since_ms, until_ms };
}

function bound(tree: PassageTree, detail: IndexDetail): Bound {
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

function leaf(node: PassageLeaf, detail: IndexDetail): Bound {
  switch (node.type) {
    case "words":
      return words(TEXTS, node, detail);
    case "literal":
    case "regex":
      return UNKNOWN;
    case "field":
      return field(node, detail);
  }
}

function field({ field, value, prefix }: FieldNode, detail: IndexDetail): Bound {
  if (field === "tool") return words("tool", { words: value.split(" "), prefix }, detail);
  if (field !== "path" && field !== "cmd")
    return words("marks", { words: [mark(field, value)], prefix: false }, detail);
  // Trigrams know nothing shorter, and MATCH ends at NUL.
  if ([...value].length < 3 || /[\0\p{Cs}]/u.test(value)) return UNKNOWN;
  return { select: { type: "parts", match: `${field === "cmd" ? "command" : "path"} : ${quote(value)}` }, exact: true };
}

function words(columns: string, phrase: Phrase, detail: IndexDetail): Bound {
  const star = phrase.prefix ? " *" : "";
  if (detail === "full")
    return { select: { type: "words", match: `${columns} : ${quote(phrase.words.join(" "))}${star}` }, exact: true };
  const match = `${phrase.words.map(quote).join(" AND ")}${star}`;
  return { select: { type: "words", match: phrase.words.length > 1 ? `(${match})` : match }, exact: false };
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function all(of: readonly PassageTree[], detail: IndexDetail): Bound {
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
