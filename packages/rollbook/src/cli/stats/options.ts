// The command line of `rollbook stats` → what to count and how to show it.

import { availableParallelism } from "node:os";
import { GROUPINGS, PRICES, type Grouping, type PriceTable } from "rollbook-core/usage";
import type { Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { readPrices } from "../prices.ts";

/** What is shown; all but the tokens need sessions to be read whole. */
export const VIEWS = ["tokens", "work", "tools", "limits"] as const;
export type View = (typeof VIEWS)[number];

export interface StatsOptions {
  readonly views: readonly View[];
  /** What the bars of tokens and costs show. */
  readonly chart: "tokens" | "cost";
  readonly by: Grouping;
  readonly since: string | null;
  readonly until: string | null;
  readonly timezone: string;
  readonly prices: PriceTable;
  readonly show: "json" | "csv" | "text";
  readonly redact: boolean;
  readonly jobs: number;
  /** They were asked for, so they are started however little there is to read. */
  readonly jobsAsked: boolean;
}

/** Throws `Failure` for values that make no sense, and for a price table that cannot be read. */
export function readStatsOptions({ flags, values }: Invocation): StatsOptions {
  const last = (name: string): string | null => values.get(name)?.at(-1) ?? null;
  if (flags.has("json") && flags.has("csv")) throw wrong("--json and --csv exclude each other");
  const jobs = last("jobs");
  const count = jobs === null ? availableParallelism() : Number(jobs);
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw wrong(`--jobs needs a number from 1 to 64, not "${jobs}"`);
  const since = dayIn("since", last("since"));
  const until = dayIn("until", last("until"));
  if (since !== null && until !== null && since > until) throw wrong(`--since ${since} is after --until ${until}`);
  const file = last("prices");
  const asked = VIEWS.filter((view) => flags.has(view));
  if (flags.has("csv") && asked.length > 1) {
    throw wrong(`--csv prints one table, so --${asked.join(" and --")} exclude each other`);
  }
  return {
    views: asked.length === 0 ? ["tokens"] : asked,
    chart: last("chart") === "cost" ? "cost" : "tokens",
    by: GROUPINGS.find((name) => name === last("by")) ?? "day",
    since,
    until,
    timezone: last("timezone") ?? "UTC",
    prices: file === null ? PRICES : readPrices(file),
    show: flags.has("json") ? "json" : flags.has("csv") ? "csv" : "text",
    redact: !flags.has("no-redact"),
    jobs: count,
    jobsAsked: jobs !== null,
  };
}

function dayIn(name: string, day: string | null): string | null {
  if (day === null) return null;
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) {
    throw wrong(`--${name} needs a day such as 2026-11-21, not "${day}"`);
  }
  return day;
}

function wrong(sentence: string): Failure {
  return new Failure(EXIT.usage, `${sentence} (see: rollbook stats --help)`);
}
