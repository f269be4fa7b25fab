// A query's text cut into terms, operators and parentheses. What is no syntax is a term.

import type { At, LiteralNode, PassageLeaf, QueryError, SessionFieldNode, WordsNode } from "./contract.ts";
import { fail } from "./fail.ts";
import { FIELD_NAMES, type FieldContext, readField, type TimeNode } from "./field.ts";
import { readRegex } from "./regex/read.ts";
import { alphabet, SEPARATOR } from "./unicode61.ts";
import { wordsOf } from "./words.ts";

export type Leaf = PassageLeaf | SessionFieldNode | TimeNode;

export interface Lexeme {
  readonly type: "term" | "open" | "close" | "and" | "or" | "not";
  /** Of an operator, what it is where it has nothing to work on. Null when there is nothing to look for. */
  readonly leaf: Leaf | null;
  readonly at: At;
}

const SPACE = /\s/;
const FIELD = new RegExp(`^(${FIELD_NAMES.join("|")}):(?=[^\\s:])`);
const LONGEST_FIELD = Math.max(...FIELD_NAMES.map((name) => name.length)) + 2;
const OPERATORS: Readonly<Record<string, "and" | "or" | "not">> = { AND: "and", OR: "or", NOT: "not" };

export function lex(text: string, context: FieldContext): Lexeme[] | QueryError {
  const lexemes: Lexeme[] = [];
  let groups = 0;
  let at = 0;
  while (at < text.length) {
    const start = at;
    const character = text[at] ?? "";
    if (SPACE.test(character)) {
      at++;
    } else if (character === "(" || (character === ")" && groups > 0)) {
      groups += character === "(" ? 1 : -1;
      at++;
      lexemes.push({ type: character === "(" ? "open" : "close", leaf: null, at: { start, end: at } });
    } else if (character === "-" && leavesOut(text, at + 1)) {
      at++;
      lexemes.push({ type: "not", leaf: textLeaf("-", false, { start, end: at }), at: { start, end: at } });
    } else {
      const leaf = readTerm(text, start, groups > 0, context);
      if (leaf.type === "error") return leaf;
      const word = text.slice(start, leaf.at.end);
      const operator = Object.hasOwn(OPERATORS, word) ? OPERATORS[word] : undefined;
      lexemes.push({ type: operator ?? "term", leaf: isEmpty(leaf) ? null : leaf, at: leaf.at });
      at = leaf.at.end;
    }
  }
  return lexemes;
}

function readTerm(text: string, start: number, inGroup: boolean, context: FieldContext): Leaf | QueryError {
  if (text[start] === '"') {
    const quoted = readQuoted(text, start);
    return quoted.type === "error" ? quoted : textLeaf(quoted.value, quoted.prefix, { start, end: quoted.end });
  }
  const regex = text[start] === "/" ? readRegex(text, start, inGroup) : null;
  if (regex !== null) return regex;
  const [, name] = FIELD.exec(text.slice(start, start + LONGEST_FIELD)) ?? [];
  const from = start + (name?.length ?? 0) + 1;
  if (name !== undefined && text[from] === '"') {
    const quoted = readQuoted(text, from);
    if (quoted.type === "error") return quoted;
    const { value, prefix, end } = quoted;
    return readField(text, { name, value, prefix, at: { start, end } }, context);
  }
  const end = endOfWord(text, name === undefined ? start : from, inGroup);
  // A star asks for a beginning only behind a word: `TODO*`, not `foo.*`.
  const prefix = text[end - 1] === "*" && isWord(text[end - 2] ?? "");
  if (name === undefined || end === from) return textLeaf(text.slice(start, end), prefix, { start, end });
  const value = text.slice(from, prefix ? end - 1 : end);
  return readField(text, { name, value, prefix, at: { start, end } }, context);
}

/** Parentheses of its own belong to a word: `foo()`. One that closes a group does not. */
function endOfWord(text: string, start: number, inGroup: boolean): number {
  let open = 0;
  let at = start;
  for (; at < text.length && !SPACE.test(text[at] ?? ""); at++) {
    if (text[at] === "(") open++;
    else if (text[at] === ")" && open > 0) open--;
    else if (text[at] === ")" && inGroup) break;
  }
  return at;
}

interface Quoted {
  readonly type: "quoted";
  readonly value: string;
  readonly prefix: boolean;
  readonly end: number;
}

/** Two quotes inside stand for one. */
function readQuoted(text: string, start: number): Quoted | QueryError {
  let end = start + 1;
  while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) end += text[end] === '"' ? 2 : 1;
  if (end >= text.length)
    return fail(text, start, `the quote is never closed; add " behind the phrase, or leave this one out`);
  const value = text.slice(start + 1, end).replaceAll('""', '"');
  const prefix = text[end + 1] === "*";
  return { type: "quoted", value, prefix, end: end + (prefix ? 2 : 1) };
}

function textLeaf(text: string, prefix: boolean, at: At): WordsNode | LiteralNode {
  const words = wordsOf(text);
  return words.length > 0 ? { type: "words", words, prefix, at } : { type: "literal", text, at };
}

function isEmpty(leaf: Leaf): boolean {
  return leaf.type === "literal" && leaf.text.trim() === "";
}

/** `-word`, `-"a phrase"`, `-(a OR b)`, `-/regex/`; but `--flag`, `->` and `-1` are texts. */
function leavesOut(text: string, at: number): boolean {
  const next = text.codePointAt(at);
  if (next === undefined) return false;
  const character = String.fromCodePoint(next);
  return /["(/]/.test(character) || (isWord(character) && !/\d/.test(character));
}

/** Whether a character may stand inside a word. */
function isWord(character: string): boolean {
  return character !== "" && alphabet().classOf(character.codePointAt(0) ?? 0) !== SEPARATOR;
}
