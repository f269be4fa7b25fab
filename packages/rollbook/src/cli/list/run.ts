// rollbook list: the sessions of codex homes, a page at a time.

import { openCatalogue, sessionFiles, type Library } from "../../home/index.ts";
import { listAll, turnPage, writeCursor, type Listed, type Page, type Row, type Tell } from "../../listing/index.ts";
import { createDeepRedactor, type DeepRedactor } from "../../redact/index.ts";
import type { Invocation, Run } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT } from "../exit.ts";
import { describeReadError } from "../input.ts";
import { describeEmpty, homesOf } from "../operand.ts";
import { describeHidden } from "../hidden.ts";
import { openStdout } from "../output/stdout.ts";
import { showProgress, type Progress } from "../progress.ts";
import { readHeadRecords } from "./head.ts";
import { pageText, sessionObject } from "./json.ts";
import { readListOptions, type ListOptions } from "./options.ts";
import { readSessions } from "./read.ts";
import { shortIds } from "./short.ts";
import { footOf, tableText } from "./text.ts";

export const runList: Run = async (invocation, console) => {
  const options = readListOptions(invocation, Date.now());
  const homes = homesOf(invocation, console.env);
  const library = openCatalogue(homes);
  const all = listAll(library);
  const say = (line: string): void => console.note(`rollbook: ${line}`);
  for (const { error } of library.problems) say(describeReadError(error));
  for (const { path, kind } of library.empty) say(describeEmpty(path, kind === "home"));
  const page = await turn(all, options, library, console);
  for (const sentence of new Set(page.rows.flatMap(({ problems }) => problems))) say(sentence);

  const redactor = options.redact ? createDeepRedactor() : null;
  const output = openStdout();
  output.write(
    options.json ? await jsonOf(page, options, redactor) : await tableOf(page, all, options, console, redactor),
  );
  await output.finish();
  const hidden = Object.entries(redactor?.hidden() ?? {});
  if (hidden.length > 0) say(describeHidden(hidden));
  if (page.reachedCap) say(`stopped after ${page.scanned} files (--scan-cap); there may be more behind the cursor`);
  if (!options.json && all.length > 0) say(footOf(page.rows.length, all.length, moreOf(page, invocation, options)));
  const unread = library.problems.length > 0 || page.rows.some(({ problems }) => problems.length > 0);
  return unread ? EXIT.input : EXIT.ok;
};

async function turn(
  all: readonly Listed[],
  { question }: ListOptions,
  library: Library,
  console: Console,
): Promise<Page> {
  let progress: Progress | null = null;
  const tell: Tell = async (sessions, take) => {
    const readings = sessions.map(({ thread, size }) => ({
      files: sessionFiles(library, thread.rollouts, false),
      size,
    }));
    const bar = showProgress(
      console,
      sessions.reduce((sum, { size }) => sum + size, 0),
    );
    progress = bar;
    await readSessions(readings, take, bar.add);
  };
  try {
    return await turnPage(all, question, tell);
  } finally {
    (progress as Progress | null)?.clear();
  }
}

async function jsonOf(page: Page, { head, question }: ListOptions, redactor: DeepRedactor | null): Promise<string> {
  const sessions = [];
  for (const row of page.rows) {
    const records = head === 0 ? {} : { head: await readHeadRecords(row.listed.path, head) };
    const session = { ...sessionObject(row), ...records };
    sessions.push(redactor === null ? session : await redactor.hide(session));
  }
  return pageText(page, question.sort, sessions);
}

async function tableOf(
  { rows }: Page,
  all: readonly Listed[],
  { question }: ListOptions,
  { columns, colour }: Console,
  redactor: DeepRedactor | null,
): Promise<string> {
  const short = shortIds(all);
  const safe: Row[] = [];
  for (const row of rows) {
    const told = { name: row.listed.name ?? row.facets.name, first_words: row.facets.first_words };
    const { name, first_words } = redactor === null ? told : await redactor.hide(told);
    safe.push({ ...row, facets: { ...row.facets, first_words }, listed: { ...row.listed, name } });
  }
  return tableText(safe, { columns, colour, sort: question.sort, shortId: ({ listed }) => short(listed) });
}

/** The command line that gives the next page. */
function moreOf({ next }: Page, { values, flags }: Invocation, { question }: ListOptions): string | null {
  if (next === null) return null;
  const words = [...values]
    .filter(([name]) => name !== "cursor")
    .flatMap(([name, given]) => given.flatMap((value) => [`--${name}`, quoted(value)]));
  const switches = [...flags].map((name) => `--${name}`);
  return ["rollbook list", ...words, ...switches, "--cursor", writeCursor(question.sort, next)].join(" ");
}

function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
