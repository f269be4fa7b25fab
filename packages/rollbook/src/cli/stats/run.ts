// rollbook stats: what sessions spent: tokens, what they cost, turns and time.

import { groupUsage, createPricing } from "rollbook-core/usage";
import { createRedactor } from "../../redact/index.ts";
import type { Run } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT } from "../exit.ts";
import { homesOf } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { showProgress } from "../progress.ts";
import { readStatsOptions } from "./options.ts";
import { countFiles, sessionsOf } from "./read.ts";
import { printCsv, printJson, type Stats } from "./stats.ts";
import { daysIn } from "./zone.ts";

export const runStats: Run = async (invocation, console) => {
  const options = readStatsOptions(invocation);
  const { by, since, until, timezone, prices, show } = options;
  // A zone that is none is told before anything is read.
  daysIn(timezone);
  const { files, problems: unread } = await countFiles(
    { operands: invocation.operands, homes: homesOf(invocation, console.env), note: console.note },
    // Nothing is printed before the bar is taken away.
    {
      ...options,
      job: { prices, timezone },
      showProgress: (total) => showProgress({ ...console, outputSeen: false }, total),
    },
  );
  const problems = [...unread, ...files.flatMap(({ outcome }) => outcome.problem ?? [])];
  for (const problem of problems) console.note(`rollbook: ${problem}`);
  const grouped = groupUsage(sessionsOf(files), by, createPricing(prices), { since, until });
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
  output.write(
    show === "json" ? printJson(stats) : show === "csv" ? printCsv(stats) : await printTable(stats, console),
  );
  await output.finish();
  return problems.length > 0 ? EXIT.input : EXIT.ok;
};

/** Widths of characters are a table that takes a while to build, and only people need it. */
async function printTable(stats: Stats, console: Console): Promise<string> {
  const { printText } = await import("./text.ts");
  return printText(stats, console);
}

/** Names of directories and models come from the files. */
async function withoutSecrets(stats: Stats): Promise<Stats> {
  const redacted = await createRedactor().redact({ record: "stats", ...stats });
  const { record: _, ...rest } = redacted.record;
  return rest;
}
