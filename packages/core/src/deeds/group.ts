// Sessions' deeds and limits → totals, groups, tools, programs, and one history of rate limits.

import { groupKey, isWithin, type DayRange, type Grouping } from "../usage/group.ts";
import type { DeedCell } from "./deed.ts";
import { joinDurations, medianOf, noDurations } from "./durations.ts";
import type { SessionWork } from "./fold.ts";
import { addLimits, type LimitSample, type LimitSamples } from "./limit.ts";

/** How many there were, and how they ended. */
export interface Deeds {
  readonly count: number;
  readonly failed: number;
  readonly timed_out: number;
  readonly declined: number;
  readonly interrupted: number;
  /** Of so many it is told how long they took. */
  readonly timed: number;
  readonly duration_ms: number;
  /** Within one per cent; null where no duration is told. */
  readonly median_ms: number | null;
  readonly longest_ms: number | null;
}

export interface WorkTotals {
  /** Turns whose end is told (0.104 …; before that only that they were interrupted). */
  readonly turns: Deeds;
  readonly commands: Deeds;
  readonly file_changes: Deeds;
  readonly tool_calls: Deeds;
  /** Whatever failed or timed out. */
  readonly errors: number;
}

export interface GroupWork {
  readonly key: string | null;
  readonly work: WorkTotals;
}

export interface ToolWork extends Deeds {
  readonly tool: string | null;
}

export interface ProgramWork extends Deeds {
  readonly program: string | null;
}

export interface GroupedWork {
  readonly work: WorkTotals;
  /** In no order of their own. */
  readonly groups: readonly GroupWork[];
  /** Most used first. */
  readonly tools: readonly ToolWork[];
  readonly programs: readonly ProgramWork[];
  /** Oldest first. */
  readonly limits: readonly LimitSample[];
}

/** The work of one session under the names it is grouped by. */
export interface NamedWork extends SessionWork {
  readonly id: string;
  readonly project: string | null;
}

/** Adds sessions up one by one, so that none of them need be kept. The order in which they come does not matter. */
export interface WorkSum {
  add(session: NamedWork): void;
  end(): GroupedWork;
}

/** `dayOf` is the day of an RFC 3339 time in UTC, the same as that of the deeds. */
export function createWorkSum(by: Grouping, range: DayRange, dayOf: (time: string) => string): WorkSum {
  const all = new Totals();
  const groups = new Map<string | null, Totals>();
  const tools = new Map<string | null, Sum>();
  const programs = new Map<string | null, Sum>();
  const limits: LimitSamples = new Map();
  return {
    add(session) {
      for (const cell of session.deeds) {
        if (!isWithin(cell.day, range)) continue;
        all.add(cell);
        sumAt(groups, groupKey(session, cell, by), () => new Totals()).add(cell);
        if (cell.type === "turn_marker" || cell.type === "session_marker") continue;
        sumAt(tools, cell.tool, () => new Sum()).add(cell);
        if (cell.type === "command_execution") sumAt(programs, cell.program, () => new Sum()).add(cell);
      }
      for (const sample of session.limits) if (isWithin(dayOf(sample.time), range)) addLimits(limits, sample);
    },
    end: () => ({
      work: all.told(),
      groups: [...groups].map(([key, sum]) => ({ key, work: sum.told() })),
      tools: ranked(tools).map(([tool, deeds]) => ({ tool, ...deeds })),
      programs: ranked(programs).map(([program, deeds]) => ({ program, ...deeds })),
      limits: [...limits.values()].toSorted(byTime),
    }),
  };
}

class Sum {
  readonly #counts = { count: 0, failed: 0, timed_out: 0, declined: 0, interrupted: 0 };
  readonly #durations = noDurations();

  add({ count, failed, timed_out, declined, interrupted, durations }: DeedCell): void {
    this.#counts.count += count;
    this.#counts.failed += failed;
    this.#counts.timed_out += timed_out;
    this.#counts.declined += declined;
    this.#counts.interrupted += interrupted;
    joinDurations(this.#durations, durations);
  }

  told(): Deeds {
    const { count: timed, sum_ms: duration_ms, longest_ms } = this.#durations;
    const longest = timed === 0 ? null : longest_ms;
    return { ...this.#counts, timed, duration_ms, median_ms: medianOf(this.#durations), longest_ms: longest };
  }
}

class Totals {
  readonly #types = new Map<DeedCell["type"], Sum>();
  #errors = 0;

  add(cell: DeedCell): void {
    sumAt(this.#types, cell.type, () => new Sum()).add(cell);
    this.#errors += cell.failed + cell.timed_out;
  }

  told(): WorkTotals {
    const of = (type: DeedCell["type"]): Deeds => (this.#types.get(type) ?? new Sum()).told();
    return {
      turns: of("turn_marker"),
      commands: of("command_execution"),
      file_changes: of("file_change"),
      tool_calls: of("tool_call"),
      errors: this.#errors,
    };
  }
}

/** Of nothing. */
export const NO_WORK: WorkTotals = new Totals().told();

function sumAt<Key, Value>(sums: Map<Key, Value>, key: Key, create: () => Value): Value {
  const known = sums.get(key);
  if (known !== undefined) return known;
  const sum = create();
  sums.set(key, sum);
  return sum;
}

function ranked(sums: ReadonlyMap<string | null, Sum>): readonly (readonly [string | null, Deeds])[] {
  return [...sums]
    .map(([name, sum]) => [name, sum.told()] as const)
    .toSorted(([a, x], [b, y]) => y.count - x.count || ((a ?? "") < (b ?? "") ? -1 : 1));
}

function byTime(a: LimitSample, b: LimitSample): number {
  const [one, other] = [`${a.time} ${a.limit_id ?? ""}`, `${b.time} ${b.limit_id ?? ""}`];
  return one < other ? -1 : one > other ? 1 : 0;
}
