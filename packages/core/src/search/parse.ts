// The text of a query read to a tree.

import type { At, PassageTree, Query, QueryError, SessionTree, Tree } from "./contract.ts";
import { cite, fail } from "./fail.ts";
import type { FieldContext } from "./field.ts";
import { type Leaf, lex, type Lexeme } from "./lex.ts";

const LONGEST = 10_000;
const DEEPEST = 50;

type AnyTree = Tree<Leaf>;

/**
 * Reads a query as docs/search.md explains it. What is no syntax is looked for as text; an error is only what cannot be
 * meant: a quote or regular expression that is never closed, a value that a field cannot have, nothing to look for.
 */
export function parseQuery(text: string, context: FieldContext): Query | QueryError {
  if (text.length > LONGEST)
    return fail(text, LONGEST, `the query is longer than ${LONGEST} characters; leave out what stands from here on`);
  const read = lex(text, context);
  if (!Array.isArray(read)) return read;
  const notes: string[] = [];
  const lexemes = settle(text, read, notes);
  if (!Array.isArray(lexemes)) return lexemes;
  const tree = parseOr(lexemes, { at: 0 });
  if (tree === null)
    return fail(text, 0, `there is nothing to look for; type words, a "phrase", or a field such as cmd:npm or exit:1`);
  if (isOnlyLeftOut(tree)) {
    const quoted = cite(text.trim()).replaceAll('"', "");
    return fail(
      text,
      0,
      `this only says what to leave out; add what to look for, or look for the text itself: "${quoted}"`,
    );
  }
  return divide(text, tree, notes);
}

/** Operators with nothing to work on become words, and what is open is closed. */
function settle(text: string, lexemes: readonly Lexeme[], notes: string[]): Lexeme[] | QueryError {
  const begins: boolean[] = [];
  for (let at = lexemes.length - 1; at >= 0; at--) {
    const type = lexemes[at]?.type;
    begins[at] = type === "term" || type === "open" || (type === "not" && begins[at + 1] === true);
  }
  const settled: Lexeme[] = [];
  let open = 0;
  lexemes.forEach((lexeme, at) => {
    const before = settled.at(-1)?.type;
    const idle =
      lexeme.type === "and" || lexeme.type === "or"
        ? (before !== "term" && before !== "close") || begins[at + 1] !== true
        : lexeme.type === "not" && begins[at + 1] !== true;
    if (lexeme.type === "open") open++;
    if (lexeme.type === "close") open--;
    settled.push(idle ? { ...lexeme, type: "term" } : lexeme);
    const word = lexemes[at + 1];
    if (lexeme.type === "not" && !idle && word !== undefined && isFlag(text, lexeme, word))
      notes.push(
        `-${cite(text.slice(word.at.start, word.at.end))} leaves passages out; to look for it, put it in quotes together with what stands before it, as in "rm -rf"`,
      );
  });
  if (open > 0) notes.push("a parenthesis is never closed; it is taken to end with the query");
  for (const end = text.length; open > 0; open--) settled.push({ type: "close", leaf: null, at: { start: end, end } });
  return tooDeep(text, settled) ?? settled;
}

/** `rm -rf`: written with one dash and as short as flags are. */
function isFlag(text: string, { at }: Lexeme, word: Lexeme): boolean {
  return text[at.start] === "-" && word.leaf?.type === "words" && word.at.end - word.at.start <= 3;
}

function tooDeep(text: string, lexemes: readonly Lexeme[]): QueryError | null {
  let depth = 0;
  for (const { type, at } of lexemes) {
    if (type === "close") depth--;
    if (type === "open" && ++depth > DEEPEST)
      return fail(text, at.start, `parentheses are nested more than ${DEEPEST} deep; write the query flatter`);
  }
  return null;
}

interface Cursor {
  at: number;
}

function parseOr(lexemes: readonly Lexeme[], cursor: Cursor): AnyTree | null {
  const parts: AnyTree[] = [];
  for (;;) {
    const part = parseAnd(lexemes, cursor);
    if (part !== null) parts.push(part);
    if (lexemes[cursor.at]?.type !== "or") return join("or", parts);
    cursor.at++;
  }
}

function parseAnd(lexemes: readonly Lexeme[], cursor: Cursor): AnyTree | null {
  const parts: AnyTree[] = [];
  for (;;) {
    const type = lexemes[cursor.at]?.type;
    if (type === undefined || type === "or" || type === "close") return join("and", parts);
    if (type === "and") cursor.at++;
    const part = parseOne(lexemes, cursor);
    if (part !== null) parts.push(part);
  }
}

function parseOne(lexemes: readonly Lexeme[], cursor: Cursor): AnyTree | null {
  const start = lexemes[cursor.at]?.at.start ?? 0;
  let negated = false;
  for (; lexemes[cursor.at]?.type === "not"; cursor.at++) negated = !negated;
  const lexeme = lexemes[cursor.at++];
  let tree: AnyTree | null = lexeme?.leaf ?? null;
  if (lexeme?.type === "open") {
    tree = parseOr(lexemes, cursor);
    const end = lexemes[cursor.at++]?.at.end ?? 0;
    // Parentheses around nothing are a text of signs.
    tree ??= { type: "literal", text: "()", at: { start: lexeme.at.start, end } };
  }
  if (tree === null || !negated) return tree;
  return tree.type === "not" ? tree.of : { type: "not", of: tree, at: { start, end: tree.at.end } };
}

function join(type: "and" | "or", parts: readonly AnyTree[]): AnyTree | null {
  const of = parts.flatMap((part) => (part.type === type ? part.of : [part]));
  const [first] = of;
  if (first === undefined) return null;
  return of.length === 1 ? first : { type, of, at: around(of) };
}

function around(of: readonly AnyTree[]): At {
  return { start: of[0]?.at.start ?? 0, end: of.at(-1)?.at.end ?? 0 };
}

function isOnlyLeftOut(tree: AnyTree): boolean {
  if (tree.type === "not") return true;
  return (tree.type === "and" || tree.type === "or") && tree.of.every(isOnlyLeftOut);
}

/** Sets apart what is asked of sessions and of times, which narrows the search as a whole. */
function divide(text: string, tree: AnyTree, notes: string[]): Query | QueryError {
  const passages: PassageTree[] = [];
  const sessions: SessionTree[] = [];
  let since: number | null = null;
  let until: number | null = null;
  for (const part of tree.type === "and" ? tree.of : [tree]) {
    const leaves = leavesOf(part);
    if (leaves.some((leaf) => leaf.type === "field" && leaf.field === "path" && leaf.value.includes("*")))
      notes.push("path: takes a part of a path as it stands; * stands for itself there");
    const stranger = leaves.find(({ type }) => type === "session" || type === "time");
    if (part.type === "time") {
      if (part.edge === "since") since = Math.max(part.ms, since ?? part.ms);
      else until = Math.min(part.ms, until ?? part.ms);
    } else if (stranger === undefined) passages.push(part as PassageTree);
    else if (leaves.every(({ type }) => type === "session")) sessions.push(part as SessionTree);
    else {
      const name = cite(text.slice(stranger.at.start, stranger.at.end));
      return fail(
        text,
        stranger.at.start,
        stranger.type === "time"
          ? `${name} narrows the whole search and stands alone; take it out of OR, NOT and parentheses`
          : `${name} is asked of sessions and narrows the whole search; take it out of the OR or NOT that holds words as well`,
      );
    }
  }
  return {
    type: "query",
    text,
    passages: join("and", passages) as PassageTree | null,
    sessions: join("and", sessions) as SessionTree | null,
    since_ms: since,
    until_ms: until,
    notes,
  };
}

function leavesOf(tree: AnyTree): Leaf[] {
  switch (tree.type) {
    case "and":
    case "or":
      return tree.of.flatMap(leavesOf);
    case "not":
      return leavesOf(tree.of);
    default:
      return [tree];
  }
}
