// rollbook sql: asks the index a question of one's own.

import { resolve } from "node:path";
import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import { createDeepRedactor } from "../../redact/index.ts";
import { bringUp, openIndexViews } from "../../refresh/index.ts";
import type { Run } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { printColumns } from "../format/columns.ts";
import { csvLine } from "../format/csvline.ts";
import { describeHidden } from "../hidden.ts";
import { requireHomes } from "../homes.ts";
import { homesOf } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { printable } from "../printable.ts";

type Row = Readonly<Record<string, SQLOutputValue>>;

/** Rows that columns are fitted to; more of them come in parts of so many. */
const PART = 1000;

export const runSql: Run = async (invocation, console) => {
  const { operands, flags } = invocation;
  const homes = [...new Set(homesOf(invocation, console.env).map((home) => resolve(home)))];
  requireHomes(homes);
  const places = [];
  for (const home of homes) {
    const { place, behind } = await bringUp(home, console.env);
    places.push(place);
    if (behind) console.note(`rollbook: the index of ${home} is behind its files; rollbook index brings it up to them`);
  }
  const database = openIndexViews(places);
  const redactor = flags.has("no-redact") ? null : createDeepRedactor();
  const output = openStdout();
  const format = flags.has("json") ? jsonLines : flags.has("csv") ? csvLines : columnsFor(console.columns);
  try {
    const statement = prepare(database, operands[0] ?? "");
    const titles = statement.columns().map(({ name }) => name);
    let part: Row[] = [];
    let first = true;
    const print = (): void => {
      output.write(format(titles, part, first));
      part = [];
      first = false;
    };
    for (const row of statement.iterate()) {
      part.push(redactor === null ? row : await redactor.hide(row));
      if (part.length < PART) continue;
      print();
      await output.settle();
    }
    if (part.length > 0 || first) print();
  } catch (error) {
    throw asFailure(error);
  } finally {
    database.close();
  }
  await output.finish();
  const hidden = Object.entries(redactor?.hidden() ?? {});
  if (hidden.length > 0) console.note(`rollbook: ${describeHidden(hidden)}`);
  return EXIT.ok;
};

function prepare(database: DatabaseSync, text: string): StatementSync {
  try {
    return database.prepare(text);
  } catch (error) {
    throw asFailure(error);
  }
}

/** What SQLite says of a question that it cannot answer. */
function asFailure(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code !== "ERR_SQLITE_ERROR" || !(error instanceof Error)) return error;
  return new Failure(EXIT.usage, `SQLite does not answer this: ${error.message}; contracts/index.sql names the views`);
}

type Format = (titles: readonly string[], rows: readonly Row[], first: boolean) => string;

const jsonLines: Format = (_, rows) =>
  rows
    .map((row) => `${JSON.stringify(row, (__, value: unknown) => (ArrayBuffer.isView(value) ? hex(value) : value))}\n`)
    .join("");

const csvLines: Format = (titles, rows, first) =>
  (first ? csvLine(titles) : "") + rows.map((row) => csvLine(titles.map((title) => cellOf(row[title])))).join("");

function columnsFor(width: number): Format {
  return (titles, rows) => {
    const numeric = titles.map((title) => rows.every((row) => typeof row[title] !== "string"));
    const columns = titles.map((title, index) => ({
      title,
      right: numeric[index] === true,
      rest: index === titles.length - 1 && numeric[index] !== true,
    }));
    const cells = rows.map((row) => titles.map((title) => printable(cellOf(row[title]).replaceAll(/\s+/g, " "))));
    return printColumns(columns, cells, width, []);
  };
}

function cellOf(value: SQLOutputValue | undefined): string {
  if (value === null || value === undefined) return "";
  return ArrayBuffer.isView(value) ? hex(value) : String(value);
}

function hex(bytes: ArrayBufferView): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
