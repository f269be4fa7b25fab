// rollbook stats: what sessions spent: tokens, what they cost, turns and time.

import { createPricing, groupUsage, NO_TOKENS, PRICES, type Cell, type SessionUsage } from "rollbook-core/usage";
import { createWorkSum, NO_WORK, type WorkSum } from "rollbook-core/deeds";
import { createDeepRedactor } from "../../redact/index.ts";
import type { Run } from "../command.ts";
import { EXIT } from "../exit.ts";
import { describeHidden } from "../hidden.ts";
import { homesOf } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { showProgress } from "../progress.ts";
import { countIndexed } from "./indexed.ts";
import { readStatsOptions } from "./options.ts";
import type { SessionSubject } from "./job.ts";
import { countFiles, readWork, sessionsOf, type Counting } from "./read.ts";
import { printCsv, printJson, type Stats } from "./stats.ts";
import { daysIn } from "./zone.ts";

export const runStats: Run = async (invocation, console) => {
  const options = readStatsOptions(invocation);
  const { by, since, until, timezone, prices, show, views } = options;
  // A zone that is none is told before anything is read.
  const dayOf = daysIn(timezone);
  const counting: Counting = {
    ...options,
    job: { prices, timezone },
    work: views.some((view) => view !== "tokens"),
    // Nothing is printed before the bar is taken away.
    showProgress: (total) => showProgress({ ...console, outputSeen: false }, total),
  };
  const asked = { operands: invocation.operands, homes: homesOf(invocation, console.env), note: console.note };
  const indexed = prices === PRICES ? await countIndexed(asked, counting, console.env) : null;
  const { files, sessions, problems: unread } = indexed ?? (await countFiles(asked, counting));
  const problems = [...unread, ...files.flatMap(({ outcome }) => outcome.problem ?? [])];
  const range = { since, until };
  const worked = counting.work ? await sumWork(sessions(), counting, createWorkSum(by, range, dayOf)) : null;
  const usage = withCells(sessionsOf(files), worked?.cells ?? NO_CELLS);
  const { groups, ...totals } = groupUsage(usage, by, createPricing(prices), range);
  const work = worked?.sum.end() ?? null;
  const works = new Map(work?.groups.map((group) => [group.key, group.work]));
  for (const problem of problems) console.note(`rollbook: ${problem}`);
  const { date, source } = prices;
  const told: Stats = {
    schema_version: 1,
    by,
    since,
    until,
    timezone,
    ...totals,
    ...work,
    groups: work === null ? groups : groups.map((group) => ({ ...group, work: works.get(group.key) ?? NO_WORK })),
    prices: { date, source },
    problems,
  };
  // Names of directories, models and tools come from the files.
  const redactor = options.redact ? createDeepRedactor() : null;
  const stats = redactor === null ? told : await redactor.hide(told);
  const output = openStdout();
  if (show === "json") output.write(printJson(stats));
  else if (show === "csv") output.write(printCsv(stats, views[0] ?? "tokens"));
  else {
    // Widths of characters are a table that takes a while to build, and only people need it.
    const { printText } = await import("./text/print.ts");
    output.write(printText(stats, { ...options, dayOf }, console));
  }
  await output.finish();
  const hidden = Object.entries(redactor?.hidden() ?? {});
  if (hidden.length > 0) console.note(`rollbook: ${describeHidden(hidden)}`);
  return problems.length > 0 ? EXIT.input : EXIT.ok;
};

type CellsBySession = ReadonlyMap<string, readonly Cell[]>;
const NO_CELLS: CellsBySession = new Map();

/**
 * Adds up what was done, and gives for each session the days and models it was done on and with, as cells: where nothing
 * was spent there is a group too. Files that cannot be read were told of when their tokens were counted.
 */
async function sumWork(
  sessions: readonly SessionSubject[],
  counting: Counting,
  sum: WorkSum,
): Promise<{ readonly sum: WorkSum; readonly cells: CellsBySession }> {
  const cells = new Map<string, readonly Cell[]>();
  await readWork(sessions, counting, ({ work }, index) => {
    const { session: id = "", project = null } = sessions[index] ?? {};
    sum.add({ id, project, ...work });
    const keys = new Map(work.deeds.map(({ day, model }) => [JSON.stringify([day, model]), { day, model }]));
    const more = [...keys.values()].map((key) => ({
      ...key,
      long: false,
      turns: 0,
      duration_ms: 0,
      tokens: NO_TOKENS,
    }));
    cells.set(id, [...(cells.get(id) ?? []), ...more]);
  });
  return { sum, cells };
}

function withCells(sessions: readonly SessionUsage[], cells: CellsBySession): readonly SessionUsage[] {
  return sessions.map((session) => ({ ...session, cells: [...session.cells, ...(cells.get(session.id) ?? [])] }));
}
