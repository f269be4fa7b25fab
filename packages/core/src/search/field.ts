// Fields of a query: `exit:1`, `cwd:/home/me`.

import {
  type FieldNode,
  KINDS,
  type QueryError,
  type SessionField,
  type SessionFieldNode,
  SOURCES,
  STATUSES,
} from "./contract.ts";
import { cite, fail } from "./fail.ts";
import { momentOf, MOMENTS } from "./moment.ts";
import { wordsOf } from "./words.ts";

export interface TimeNode {
  readonly type: "time";
  readonly edge: "since" | "until";
  readonly ms: number;
  readonly at: { readonly start: number; readonly end: number };
}

export interface FieldContext {
  /** Unix milliseconds, for times like `7d`. */
  readonly now_ms: number;
  /** Makes a path absolute; by default it stays as it is. */
  readonly resolve?: (path: string) => string;
}

/** What was written: `value` without its quotes, `prefix` where a star stands behind it. */
export interface FieldTerm {
  readonly name: string;
  readonly value: string;
  readonly prefix: boolean;
  readonly at: { readonly start: number; readonly end: number };
}

type Read = (term: FieldTerm, context: FieldContext) => FieldNode | SessionFieldNode | TimeNode | string;

const part =
  (field: "path" | "cmd"): Read =>
  ({ value, at }) => ({ type: "field", field, value, prefix: false, at });

const oneOf =
  (field: "kind" | "status", values: readonly string[]): Read =>
  ({ value, at }) =>
    values.includes(value.toLowerCase())
      ? { type: "field", field, value: value.toLowerCase(), prefix: false, at }
      : `is none of ${values.join(", ")}`;

const session =
  (field: SessionField, fit: (value: string) => string): Read =>
  ({ value, at }) => ({ type: "session", field, value: fit(value), at });

const moment =
  (edge: "since" | "until"): Read =>
  ({ value, at }, { now_ms }) => {
    const ms = momentOf(value, edge === "since" ? "start" : "end", now_ms);
    return ms === null ? `is not ${MOMENTS}` : { type: "time", edge, ms, at };
  };

const lower = (value: string): string => value.toLowerCase();

const FIELDS: Readonly<Record<string, Read>> = {
  path: part("path"),
  cmd: part("cmd"),
  tool: ({ value, prefix, at }) =>
    wordsOf(value).length > 0
      ? { type: "field", field: "tool", value: wordsOf(value).join(" "), prefix, at }
      : "has no letter or digit, as names of tools do",
  exit: ({ value, at }) =>
    /^-?\d{1,10}$/.test(value)
      ? { type: "field", field: "exit", value: String(Number(value)), prefix: false, at }
      : "is no exit code, which is a whole number",
  kind: oneOf("kind", KINDS),
  status: oneOf("status", STATUSES),
  // The beginning of a name it is anyway.
  model: session("model", (value) => lower(value).replace(/\*+$/, "")),
  project: session("project", lower),
  branch: session("branch", (value) => value),
  cwd: ({ value, at }, { resolve }) => {
    const path = resolve?.(value) ?? value;
    return { type: "session", field: "cwd", value: path.length > 1 ? path.replace(/[/\\]+$/, "") || "/" : path, at };
  },
  source: ({ value, at }) =>
    SOURCES.some((source) => source === lower(value))
      ? { type: "session", field: "source", value: lower(value), at }
      : `is none of ${SOURCES.join(", ")}`,
  session: ({ value, at }) =>
    /^[\da-f-]+$/i.test(value)
      ? { type: "session", field: "session", value: lower(value), at }
      : "is not how the id of a session begins (digits, a to f, and -)",
  since: moment("since"),
  until: moment("until"),
};

export const FIELD_NAMES: readonly string[] = Object.keys(FIELDS);

/** The field, or what is wrong with it; `text` is the whole query. */
export function readField(
  text: string,
  term: FieldTerm,
  context: FieldContext,
): FieldNode | SessionFieldNode | TimeNode | QueryError {
  const value = term.prefix && term.name !== "tool" ? `${term.value}*` : term.value;
  const read = FIELDS[term.name]?.({ ...term, value }, context) ?? "is no field";
  if (typeof read !== "string" && (read.type === "time" || read.value !== "")) return read;
  if (typeof read !== "string")
    return fail(text, term.at.start, `${term.name}: has no value; write one behind it, or leave it out`);
  const quoted = `${term.name}:${cite(term.value).replaceAll('"', "")}`;
  return fail(text, term.at.start, `"${quoted}" ${read}; to look for the text itself, put it in quotes: "${quoted}"`);
}
