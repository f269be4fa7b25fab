// Runs a measure: subject and yardstick by turns, and what the pairs say.

import type { Sample } from "./child.ts";
import type { Measure } from "./measures.ts";

/** Median, least and most. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Result {
  readonly name: string;
  readonly what: string;
  readonly kind: Measure["kind"];
  /** Of the ratio and the goal, where it is none of times. */
  readonly unit: string;
  readonly subject: string;
  readonly yardstick: string | null;
  readonly runs: number;
  /** Seconds. */
  readonly ours: Spread | null;
  readonly theirs: Spread | null;
  /** Of each run with the one of the yardstick behind it; what was measured, where that is no time. */
  readonly ratio: Spread | null;
  readonly goal: number | null;
  /** Bytes: the most of all runs. */
  readonly peak: number | null;
  readonly memory: number | null;
  /** Null when nothing is promised; `missing`: the subject does not exist. */
  readonly verdict: "met" | "missed" | "missing" | null;
}

/** Measures once more than `runs` times: the first pair warms the page cache and is not counted. */
export async function compare(measure: Measure, runs: number): Promise<Result> {
  const { name, what, kind, subject, yardstick, goal, memory } = measure;
  const unit = measure.unit ?? (kind === "more" ? "ms" : "");
  const base = { name, what, kind, unit, goal, memory, subject: subject.name, yardstick: yardstick?.name ?? null };
  const missing = subject.run === null || (yardstick !== null && yardstick.run === null);
  if (subject.run === null || missing) {
    return { ...base, runs: 0, ours: null, theirs: null, ratio: null, peak: null, verdict: "missing" };
  }
  const ours: Sample[] = [];
  const theirs: Sample[] = [];
  const wanted = measure.runs ?? runs;
  for (let run = yardstick === null ? 1 : 0; run <= wanted; run++) {
    const our = await subject.run();
    const their = (await yardstick?.run?.()) ?? null;
    if (run === 0) continue;
    ours.push(our);
    if (their !== null) theirs.push(their);
  }
  const pairs = theirs.map((their, index) => relate(kind, ours[index]?.seconds ?? 0, their.seconds));
  const figures = kind === "at least" || kind === "at most" ? ours.map(({ figure }) => figure ?? Number.NaN) : pairs;
  const ratio = figures.length > 0 ? spread(figures) : null;
  const rss = Math.max(...ours.map((sample) => sample.rss));
  const peak = rss === 0 ? null : rss;
  return {
    ...base,
    runs: wanted,
    ours: spread(ours.map(({ seconds }) => seconds)),
    theirs: theirs.length > 0 ? spread(theirs.map(({ seconds }) => seconds)) : null,
    ratio,
    peak,
    verdict: judge(kind, ratio?.median ?? null, goal, peak, memory),
  };
}

function relate(kind: Measure["kind"], our: number, their: number): number {
  if (kind === "speed") return their / our;
  return kind === "time" ? our / their : (our - their) * 1000;
}

/** The more the better. */
const UPWARDS: ReadonlySet<Measure["kind"]> = new Set(["speed", "at least"]);

export function judge(
  kind: Measure["kind"],
  ratio: number | null,
  goal: number | null,
  peak: number | null,
  memory: number | null,
): "met" | "missed" | null {
  if (goal === null && memory === null) return null;
  const fast = goal === null || (ratio !== null && (UPWARDS.has(kind) ? ratio >= goal : ratio <= goal));
  const small = memory === null || (peak !== null && peak <= memory);
  return fast && small ? "met" : "missed";
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
  return { median, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}
