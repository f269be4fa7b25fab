// Queries as data: what `rollbook search` is asked.

import type { Status } from "../action/contract.ts";
import type { PassageKind } from "../digest/index.ts";

/** Where something stands in the text of the query: UTF-16 units, `end` behind the last one. */
export interface At {
  readonly start: number;
  readonly end: number;
}

/** What passages are, as the digest tells them apart. */
export const KINDS = [
  "prompt",
  "reply",
  "reasoning",
  "plan",
  "review",
  "command",
  "change",
  "tool",
  "agent",
  "compaction",
  "name",
  "goal",
  "error",
  "note",
] as const satisfies readonly PassageKind[];

export const STATUSES = [
  "completed",
  "failed",
  "declined",
  "interrupted",
  "timed_out",
  "unknown",
] as const satisfies readonly Status[];

export const SOURCES = ["interactive", "exec", "subagent", "review", "other"] as const;

/** What is asked of a passage. */
export type PassageField = "path" | "cmd" | "tool" | "exit" | "kind" | "status";
/** What is asked of the session it stands in. */
export type SessionField = "model" | "cwd" | "project" | "branch" | "source" | "session";

/** Words one after another; of the last one only the beginning where `prefix` is true. */
export interface WordsNode {
  readonly type: "words";
  readonly words: readonly string[];
  readonly prefix: boolean;
  readonly at: At;
}

/** A text without a word in it (`->`, `&&`), looked for as it stands. */
export interface LiteralNode {
  readonly type: "literal";
  readonly text: string;
  readonly at: At;
}

/** `flags` holds some of `i`, `s` and `u`; `m` is always meant. */
export interface RegexNode {
  readonly type: "regex";
  readonly source: string;
  readonly flags: string;
  readonly at: At;
}

/** `prefix` is of `tool` alone. */
export interface FieldNode {
  readonly type: "field";
  readonly field: PassageField;
  readonly value: string;
  readonly prefix: boolean;
  readonly at: At;
}

export interface SessionFieldNode {
  readonly type: "session";
  readonly field: SessionField;
  readonly value: string;
  readonly at: At;
}

export interface ManyNode<Leaf> {
  readonly type: "and" | "or";
  /** Two or more; none of the same type as this. */
  readonly of: readonly Tree<Leaf>[];
  readonly at: At;
}

export interface NotNode<Leaf> {
  readonly type: "not";
  /** No `not` itself. */
  readonly of: Tree<Leaf>;
  readonly at: At;
}

export type Tree<Leaf> = Leaf | ManyNode<Leaf> | NotNode<Leaf>;
export type PassageLeaf = WordsNode | LiteralNode | RegexNode | FieldNode;
export type PassageTree = Tree<PassageLeaf>;
export type SessionTree = Tree<SessionFieldNode>;

/** All parts together say what is looked for; a part that is null excludes nothing. */
export interface Query {
  readonly type: "query";
  readonly text: string;
  readonly passages: PassageTree | null;
  readonly sessions: SessionTree | null;
  /** Unix milliseconds, both included. */
  readonly since_ms: number | null;
  readonly until_ms: number | null;
  /** Sentences for the person who asked: what may not have been meant as it was understood. */
  readonly notes: readonly string[];
}

export interface QueryError {
  readonly type: "error";
  /** In characters, from 1. */
  readonly column: number;
  /** A sentence that begins with the column and says what to do. */
  readonly message: string;
}

export interface SearchableTexts {
  /** What somebody said: prompts, replies, reasoning, notes. */
  readonly said: string;
  readonly command: string;
  readonly output: string;
  readonly path: string;
}

/** What a query is decided on. A passage of the digest is one. */
export interface Searchable {
  readonly kind: string;
  readonly status: string | null;
  readonly exit_code: number | null;
  readonly tool: string | null;
  readonly time_ms: number | null;
  readonly texts: SearchableTexts;
}

/** What the session part of a query is decided on. */
export interface SearchableSession {
  readonly session_id: string;
  readonly models: readonly string[];
  readonly cwd: string | null;
  readonly project: string | null;
  readonly branch: string | null;
  readonly source: string;
}
