// rollbook sql: asks the index a question of one's own.

import { resolve } from "node:path";
import type { SQLOutputValue } from "node:sqlite";
import { createDeepRedactor } from "../../redact/index.ts";
import { bringUp, openIndexViews } from "../../refresh/index.ts";
import type { Run } from "../command.ts";
import { EXIT } from "../exit.ts";
import { printColumns } from "../format/columns.ts";
import { csvLine } from "../format/csvline.ts";
import { describeHidden } from "../hidden.ts";
import { requireHomes } from "../homes.ts";
import { homesOf } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { printable } from "../printable.ts";
import { asFailure, prepareQuestion } from "./question.ts";

/** Values in the order of the columns, of which several may have one title. Numbers that are too large are texts. */
type Row = readonly SQLOutputValue[];

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
    const { titles, rows } = prepareQuestion(database, operands[0] ?? "");
    let part: Row[] = [];
    let first = true;
    const print = (): void => {
      output.write(format(titles, part, first));
      part = [];
      first = false;
    };
    for (const row of rows) {
      // By numbers, for what is hidden must not depend on what a question calls its columns.
      const byNumber: Readonly<Record<number, SQLOutputValue>> = { ...row };
      part.push(redactor === null ? row : Object.values(await redactor.hide(byNumber)));
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

type Format = (titles: readonly string[], rows: readonly Row[], first: boolean) => string;

/** An object has each key once: a second column of a title is `title_2`. */
const jsonLines: Format = (titles, rows) => {
  const keys = new Set<string>();
  for (const title of titles) {
    let key = title;
    for (let number = 2; keys.has(key); number++) key = `${title}_${number}`;
    keys.add(key);
  }
  return rows
    .map((row) => {
      const told = row.map((value) => (ArrayBuffer.isView(value) ? hex(value) : value));
      return `${JSON.stringify(Object.fromEntries([...keys].map((key, at) => [key, told[at]])))}\n`;
    })
    .join("");
};

const csvLines: Format = (titles, rows, first) =>
  (first ? csvLine(titles) : "") + rows.map((row) => csvLine(row.map(cellOf))).join("");

function columnsFor(width: number): Format {
  return (titles, rows) => {
    const numeric = titles.map((_, at) => rows.every((row) => typeof row[at] !== "string"));
    const columns = titles.map((title, index) => ({
      title,
      right: numeric[index] === true,
      rest: index === titles.length - 1 && numeric[index] !== true,
    }));
    const cells = rows.map((row) => row.map((value) => printable(cellOf(value).replaceAll(/\s+/g, " "))));
    return printColumns(columns, cells, width, []);
  };
}

function cellOf(value: SQLOutputValue): string {
  if (value === null) return "";
  return ArrayBuffer.isView(value) ? hex(value) : String(value);
}

function hex(bytes: ArrayBufferView): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
