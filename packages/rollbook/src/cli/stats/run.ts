// rollbook stats: what sessions spent: tokens, what they cost, turns and time.

import { createPricing, groupUsage, NO_TOKENS, PRICES, type Cell, type SessionUsage } from "rollbook-core/usage";
import {
  groupWork,
  totalsOf,
  type GroupedWork,
  type NamedWork,
  type SessionWork,
  type WorkTotals,
} from "rollbook-core/work";
import { createRedactor } from "../../redact/index.ts";
import type { Run } from "../command.ts";
import { EXIT } from "../exit.ts";
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
  const worked = counting.work ? await workOf(sessions(), counting) : null;
  const usage = withWork(sessionsOf(files), worked ?? []);
  const { groups, ...totals } = groupUsage(usage, by, createPricing(prices), range);
  const work = worked === null ? null : groupWork(worked, by, range, dayOf);
  for (const problem of problems) console.note(`rollbook: ${problem}`);
  const { date, source } = prices;
  const stats = await withoutSecrets({
    schema_version: 1,
    by,
    since,
    until,
    timezone,
    ...totals,
    ...work,
    groups: groups.map((group) => ({ ...group, ...workAt(work, group.key) })),
    prices: { date, source },
    problems,
  });
  const output = openStdout();
  if (show === "json") output.write(printJson(stats));
  else if (show === "csv") output.write(printCsv(stats, views[0] ?? "tokens"));
  else {
    // Widths of characters are a table that takes a while to build, and only people need it.
    const { printText } = await import("./text/print.ts");
    output.write(printText(stats, { ...options, dayOf }, console));
  }
  await output.finish();
  return problems.length > 0 ? EXIT.input : EXIT.ok;
};

/** Files that cannot be read were told of when their tokens were counted. */
async function workOf(sessions: readonly SessionSubject[], counting: Counting): Promise<readonly NamedWork[]> {
  const outcomes = await readWork(sessions, counting);
  return sessions.map(({ session: id, project }, index) => ({ id, project, ...(outcomes[index]?.work ?? NO_WORK) }));
}

const NO_WORK: SessionWork = { deeds: [], limits: [] };

/** Work on a day, or with a model, that spent no tokens has its group too. */
function withWork(sessions: readonly SessionUsage[], worked: readonly NamedWork[]): readonly SessionUsage[] {
  const cells = new Map<string, Cell[]>();
  for (const { id, deeds } of worked) {
    const more = deeds.map(({ day, model }) => ({
      day,
      model,
      long: false,
      turns: 0,
      duration_ms: 0,
      tokens: NO_TOKENS,
    }));
    cells.set(id, [...(cells.get(id) ?? []), ...more]);
  }
  return sessions.map((session) => ({ ...session, cells: [...session.cells, ...(cells.get(session.id) ?? [])] }));
}

function workAt(work: GroupedWork | null, key: string | null): { readonly work?: WorkTotals } {
  if (work === null) return {};
  return { work: work.groups.find((group) => group.key === key)?.work ?? totalsOf([]) };
}

/** Names of directories and models come from the files. */
async function withoutSecrets(stats: Stats): Promise<Stats> {
  const redacted = await createRedactor().redact({ record: "stats", ...stats });
  const { record: _, ...rest } = redacted.record;
  return rest;
}
