// rollbook list: the sessions of codex homes, a page at a time.

import { createPricing, PRICES } from "rollbook-core/usage";
import { sessionFiles, type Library } from "../../home/index.ts";
import {
  projectOf,
  turnPage,
  writeCursor,
  type Listed,
  type Page,
  type Row,
  type Tell,
  type Weigh,
} from "../../listing/index.ts";
import { createDeepRedactor, type DeepRedactor } from "../../redact/index.ts";
import { knownFacets } from "../../refresh/index.ts";
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
import { lookOver } from "./look.ts";
import { readListOptions, type ListOptions } from "./options.ts";
import { openReaders, type Readers } from "./readers.ts";
import { shortIds } from "./short.ts";
import { tellSessions, type Asked } from "./tell.ts";
import { footOf, tableText } from "./text.ts";

export const runList: Run = async (invocation, console) => {
  const options = readListOptions(invocation, Date.now());
  const readers = openReaders(options.prices);
  try {
    return await list(invocation, options, console, readers);
  } finally {
    readers.end();
  }
};

async function list(
  invocation: Invocation,
  options: ListOptions,
  console: Console,
  readers: Readers,
): Promise<Awaited<ReturnType<Run>>> {
  const homes = homesOf(invocation, console.env);
  const { library, all, total, ids } = lookOver(homes, options.question, console.env, readers.prepare);
  const say = (line: string): void => console.note(`rollbook: ${line}`);
  for (const { error } of library.problems) say(describeReadError(error));
  for (const { path, kind } of library.empty) say(describeEmpty(path, kind === "home"));
  const { unweighed, ...page } = await turn(all, options, library, homes, console, readers);
  const problems = new Set([...page.rows.flatMap((row) => row.problems), ...unweighed]);
  for (const sentence of problems) say(sentence);

  const redactor = options.redact ? createDeepRedactor() : null;
  const output = openStdout();
  output.write(
    options.json ? await jsonOf(page, options, redactor) : await tableOf(page, ids, options, console, redactor),
  );
  await output.finish();
  const hidden = Object.entries(redactor?.hidden() ?? {});
  if (hidden.length > 0) say(describeHidden(hidden));
  if (page.reachedCap) say(`stopped after ${page.scanned} files (--scan-cap); there may be more behind the cursor`);
  if (!options.json && total > 0) say(footOf(page.rows.length, total, moreOf(page, invocation, options)));
  return library.problems.length > 0 || problems.size > 0 ? EXIT.input : EXIT.ok;
}

async function turn(
  all: readonly Listed[],
  { question, prices }: ListOptions,
  library: Library,
  homes: readonly string[],
  console: Console,
  readers: Readers,
): Promise<Page & { readonly unweighed: readonly string[] }> {
  // An index tells long responses apart as the prices do that are built in.
  const known = prices === PRICES ? knownFacets(homes, console.env) : null;
  const unweighed: string[] = [];
  let progress: Progress | null = null;
  const tell: Tell = async (sessions, take) => {
    const readings = sessions.map((listed) => askFor(library, listed));
    const bar = showProgress(
      console,
      sessions.reduce((sum, { size }) => sum + size, 0),
    );
    progress = bar;
    await tellSessions(readings, known, readers, take, bar.add);
  };
  const weigh: Weigh = async (sessions) => {
    const { weighSessions } = await import("./weigh.ts");
    const asked = sessions.map((listed) => ({ ...askFor(library, listed), thread: listed.thread }));
    // Nothing is printed before the bar is taken away.
    const bar = (total: number): Progress => showProgress({ ...console, outputSeen: false }, total);
    const { weights, problems } = await weighSessions(asked, { known, prices }, bar);
    unweighed.push(...problems);
    return weights;
  };
  try {
    return { ...(await turnPage(all, question, tell, weigh)), unweighed };
  } finally {
    (progress as Progress | null)?.clear();
    known?.close();
  }
}

function askFor(library: Library, { thread, id, path, size }: Listed): Asked {
  return { files: sessionFiles(library, thread.rollouts, false), key: id ?? path, size };
}

async function jsonOf(
  page: Page,
  { head, question, prices }: ListOptions,
  redactor: DeepRedactor | null,
): Promise<string> {
  const { cost } = createPricing(prices);
  const sessions = [];
  for (const row of page.rows) {
    const records = head === 0 ? {} : { head: await readHeadRecords(row.listed.path, head) };
    const session = { ...sessionObject(row, cost(row.cells)), ...records };
    sessions.push(redactor === null ? session : await redactor.hide(session));
  }
  return pageText(page, question.sort, prices, sessions);
}

async function tableOf(
  { rows }: Page,
  ids: Iterable<string | null>,
  { question: { sort }, prices }: ListOptions,
  { columns, colour }: Console,
  redactor: DeepRedactor | null,
): Promise<string> {
  const short = shortIds(
    rows.map(({ listed }) => listed.id),
    ids,
  );
  const projects = new Map<Row, string | null>();
  for (const row of rows) {
    const { listed, facets } = row;
    const told = {
      name: listed.name ?? facets.name,
      first_words: facets.first_words,
      path: listed.path,
      project: projectOf(listed.header, listed.header.cwd ?? facets.cwd),
    };
    const { name, first_words, path, project } = redactor === null ? told : await redactor.hide(told);
    projects.set({ ...row, facets: { ...facets, first_words }, listed: { ...listed, name, path } }, project);
  }
  const pricing = createPricing(prices);
  return tableText([...projects.keys()], {
    columns,
    colour,
    sort,
    cost: ({ cells }) => pricing.cost(cells),
    project: (row) => projects.get(row) ?? null,
    shortId: ({ listed }) => short(listed),
  });
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
