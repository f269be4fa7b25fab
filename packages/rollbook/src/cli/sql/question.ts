// A question in SQL: one statement that gives rows, and nothing that does anything.

import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import { EXIT, Failure } from "../exit.ts";

export interface Question {
  readonly titles: readonly string[];
  /** As they are asked for. Whole numbers beyond those that JSON's readers keep are texts. */
  readonly rows: Iterable<readonly SQLOutputValue[]>;
}

/** Throws a `Failure` for what is no question; what goes wrong while rows are asked for is for `asFailure`. */
export function prepareQuestion(database: DatabaseSync, text: string): Question {
  const statement = prepare(database, text);
  const rest = text.slice(text.indexOf(statement.sourceSQL) + statement.sourceSQL.length);
  if (holdsMore(database, rest)) throw refuse("there is a second statement; ask one at a time");
  const titles = statement.columns().map(({ name }) => name);
  // These alone write, whatever a connection is told: ATTACH and VACUUM make files.
  if (titles.length === 0) throw refuse("it asks for nothing: only a statement that gives rows is one");
  statement.setReturnArrays(true);
  statement.setReadBigInts(true);
  return { titles, rows: rowsOf(statement) };
}

function* rowsOf(statement: StatementSync): Generator<readonly SQLOutputValue[]> {
  for (const row of statement.iterate()) yield (row as unknown as readonly SQLOutputValue[]).map(plain);
}

function plain(value: SQLOutputValue): SQLOutputValue {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function prepare(database: DatabaseSync, text: string): StatementSync {
  try {
    return database.prepare(text);
  } catch (error) {
    if (isEmpty(error)) throw refuse("there is no statement in it");
    throw asFailure(error);
  }
}

function holdsMore(database: DatabaseSync, rest: string): boolean {
  if (rest.trim() === "") return false;
  try {
    database.prepare(rest);
    return true;
  } catch (error) {
    return !isEmpty(error);
  }
}

/** Nothing but spaces, comments and semicolons: SQLite makes no statement of it, which Node tells of itself. */
function isEmpty(error: unknown): boolean {
  return !(error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR");
}

/** What SQLite says of a question that it cannot answer. */
export function asFailure(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code !== "ERR_SQLITE_ERROR" || !(error instanceof Error)) return error;
  return refuse(error.message);
}

function refuse(why: string): Failure {
  return new Failure(EXIT.usage, `SQLite does not answer this: ${why}; contracts/index.sql names the views`);
}
