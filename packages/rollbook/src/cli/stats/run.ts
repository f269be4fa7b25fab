// rollbook stats: what sessions spent: tokens, what they cost, turns and time.

import { groupUsage, createPricing, type Cell, type SessionUsage } from "rollbook-core/usage";
import { createRedactor } from "../../redact/index.ts";
import { boundMemory } from "../memory.ts";
import type { Run } from "../command.ts";
import { EXIT } from "../exit.ts";
import { homesOf } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { showProgress } from "../progress.ts";
import { createCount } from "./count.ts";
import { gather } from "./gather.ts";
import type { Job, Outcome, Subject } from "./job.ts";
import { readStatsOptions } from "./options.ts";
import { printCsv, printJson, type Stats } from "./stats.ts";
import { printText } from "./text.ts";
import { daysIn } from "./zone.ts";

/** Below this many bytes a second worker takes longer to start than it saves. */
const WORTH_A_WORKER = 16 * 1024 * 1024;
/** Bundled, all files stand side by side. */
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./stats-worker.ts" : "./stats-worker.js", import.meta.url);

export const runStats: Run = async (invocation, console) => {
  const options = readStatsOptions(invocation);
  const { by, since, until, timezone, prices, show } = options;
  // A zone that is none is told before anything is read.
  daysIn(timezone);
  const { subjects, problems: unread } = gather({
    operands: invocation.operands,
    homes: homesOf(invocation, console.env),
    note: console.note,
  });
  const problems = [...unread];
  const total = subjects.reduce((sum, { bytes }) => sum + bytes, 0);
  // Nothing is printed before the bar is taken away.
  const progress = showProgress({ ...console, outputSeen: false }, total);
  const cells = new Map<string, { readonly project: string | null; readonly cells: Cell[] }>();
  const ended = ({ session, project }: Subject, { usage, problem }: Outcome): void => {
    if (problem !== null) problems.push(problem);
    const known = cells.get(session) ?? { project, cells: [] };
    cells.set(session, known);
    known.cells.push(...usage.cells);
  };
  boundMemory(total);
  const job: Job = { prices, timezone };
  const size = options.jobsAsked || total >= WORTH_A_WORKER ? Math.min(options.jobs, subjects.length) : 1;
  try {
    if (size > 1) {
      const { runCrew } = await import("../crew.ts");
      const take = (): Promise<boolean> => Promise.resolve(true);
      await runCrew<Subject, Outcome>(
        subjects,
        { script: WORKER, data: job, size },
        {
          take,
          ended: (subject, outcome) => {
            ended(subject, outcome);
            return true;
          },
          read: progress.add,
        },
      );
    } else {
      const count = createCount(job);
      for (const subject of subjects) ended(subject, await count(subject, progress.add));
    }
  } finally {
    progress.clear();
  }
  for (const problem of problems) console.note(`rollbook: ${problem}`);
  const sessions = [...cells].map(([id, told]): SessionUsage => ({ id, ...told }));
  const grouped = groupUsage(sessions, by, createPricing(prices), { since, until });
  const { date, source } = prices;
  const stats = await withoutSecrets({
    schema_version: 1,
    by,
    since,
    until,
    timezone,
    ...grouped,
    prices: { date, source },
    problems,
  });
  const output = openStdout();
  output.write(show === "json" ? printJson(stats) : show === "csv" ? printCsv(stats) : printText(stats, console));
  await output.finish();
  return problems.length > 0 ? EXIT.input : EXIT.ok;
};

/** Names of directories and models come from the files. */
async function withoutSecrets(stats: Stats): Promise<Stats> {
  const redacted = await createRedactor().redact({ record: "stats", ...stats });
  const { record: _, ...rest } = redacted.record;
  return rest;
}
