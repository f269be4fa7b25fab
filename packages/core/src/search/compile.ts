// What an index is asked for a query: the passages that can match, and whether all of them do.

import type { FieldNode, PassageLeaf, PassageTree, Query, SessionTree, WordsNode } from "./contract.ts";
import { mark } from "./marks.ts";

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

export function compile({ passages, sessions, since_ms, until_ms }: Query): Compiled {
  const { select, exact } = passages === null ? { select: ALL, exact: true } : bound(passages);
  return { select, exact, sessions, since_ms, until_ms };
}

function bound(tree: PassageTree): Bound {
  switch (tree.type) {
    case "and":
      return all(tree.of);
    case "or":
      return any(tree.of.map(bound));
    case "not":
      return all([tree]);
    default:
      return leaf(tree);
  }
}

function leaf(node: PassageLeaf): Bound {
  switch (node.type) {
    case "words":
      return words(`${TEXTS} : ${phrase(node)}`);
    case "literal":
    case "regex":
      return UNKNOWN;
    case "field":
      return field(node);
  }
}

function field({ field, value, prefix }: FieldNode): Bound {
  if (field === "tool") return words(`tool : ${phrase({ words: value.split(" "), prefix })}`);
  if (field !== "path" && field !== "cmd") return words(`marks : ${quote(mark(field, value))}`);
  // Trigrams know nothing shorter, and MATCH ends at NUL.
  if ([...value].length < 3 || /[\0\p{Cs}]/u.test(value)) return UNKNOWN;
  return { select: { type: "parts", match: `${field === "cmd" ? "command" : "path"} : ${quote(value)}` }, exact: true };
}

function words(match: string): Bound {
  return { select: { type: "words", match }, exact: true };
}

function phrase({ words, prefix }: Pick<WordsNode, "words" | "prefix">): string {
  return `${quote(words.join(" "))}${prefix ? " *" : ""}`;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function all(of: readonly PassageTree[]): Bound {
  const wanted = of.filter(({ type }) => type !== "not").map(bound);
  const unwanted = of.flatMap((tree) => (tree.type === "not" ? [bound(tree.of)] : []));
  // Of what may be more than is unwanted nothing can be taken away.
  const taken = unwanted.filter(({ exact }) => exact).map(({ select }) => select);
  const exact = wanted.every((part) => part.exact) && taken.length === unwanted.length;
  const select = merge(
    "and",
    wanted.map(({ select }) => select).filter(({ type }) => type !== "all"),
  );
  return { select: taken.length === 0 ? select : except(select, merge("or", taken)), exact };
}

function any(of: readonly Bound[]): Bound {
  const selects = of.map(({ select }) => select);
  const select = selects.some(({ type }) => type === "all") ? ALL : merge("or", selects);
  return { select, exact: of.every(({ exact }) => exact) };
}

/** One table is asked once. */
function merge(type: "and" | "or", of: readonly Selection[]): Selection {
  const merged: Selection[] = of.filter(({ type }) => type !== "words" && type !== "parts");
  for (const table of ["words", "parts"] as const) {
    const matches = of.flatMap((select) => (select.type === table ? [select.match] : []));
    const match =
      matches.length === 1 ? matches[0] : matches.map((match) => `(${match})`).join(` ${type.toUpperCase()} `);
    if (match !== undefined && match !== "") merged.push({ type: table, match });
  }
  const [first, ...rest] = merged;
  if (first === undefined) return ALL;
  return rest.length === 0 ? first : { type, of: merged };
}

function except(from: Selection, without: Selection): Selection {
  if (from.type !== without.type || (from.type !== "words" && from.type !== "parts") || !("match" in without))
    return { type: "except", from, without };
  return { type: from.type, match: `(${from.match}) NOT (${without.match})` };
}
