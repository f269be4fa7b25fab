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

export function groupWork(
  sessions: readonly NamedWork[],
  by: Grouping,
  range: DayRange,
  dayOf: (time: string) => string,
): GroupedWork {
  const all: DeedCell[] = [];
  const groups = new Map<string | null, DeedCell[]>();
  const limits: LimitSamples = new Map();
  for (const session of sessions) {
    for (const cell of session.deeds) {
      if (!isWithin(cell.day, range)) continue;
      all.push(cell);
      const key = groupKey(session, cell, by);
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push(cell);
    }
    for (const sample of session.limits) if (isWithin(dayOf(sample.time), range)) addLimits(limits, sample);
  }
  const acts = all.filter(({ type }) => type !== "turn_marker" && type !== "session_marker");
  const commands = all.filter(({ type }) => type === "command_execution");
  return {
    work: totalsOf(all),
    groups: [...groups].map(([key, cells]) => ({ key, work: totalsOf(cells) })),
    tools: ranked(acts, ({ tool }) => tool).map(([tool, deeds]) => ({ tool, ...deeds })),
    programs: ranked(commands, ({ program }) => program).map(([program, deeds]) => ({ program, ...deeds })),
    limits: [...limits.values()].toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)),
  };
}

export function totalsOf(cells: readonly DeedCell[]): WorkTotals {
  const of = (type: DeedCell["type"]): Deeds => sumOf(cells.filter((cell) => cell.type === type));
  return {
    turns: of("turn_marker"),
    commands: of("command_execution"),
    file_changes: of("file_change"),
    tool_calls: of("tool_call"),
    errors: cells.reduce((sum, { failed, timed_out }) => sum + failed + timed_out, 0),
  };
}

function ranked(
  cells: readonly DeedCell[],
  nameOf: (cell: DeedCell) => string | null,
): readonly (readonly [string | null, Deeds])[] {
  const byName = new Map<string | null, DeedCell[]>();
  for (const cell of cells) {
    const known = byName.get(nameOf(cell));
    if (known === undefined) byName.set(nameOf(cell), [cell]);
    else known.push(cell);
  }
  return [...byName]
    .map(([name, some]) => [name, sumOf(some)] as const)
    .toSorted(([a, x], [b, y]) => y.count - x.count || ((a ?? "") < (b ?? "") ? -1 : 1));
}

function sumOf(cells: readonly DeedCell[]): Deeds {
  const sum = { count: 0, failed: 0, timed_out: 0, declined: 0, interrupted: 0 };
  const durations = noDurations();
  for (const cell of cells) {
    sum.count += cell.count;
    sum.failed += cell.failed;
    sum.timed_out += cell.timed_out;
    sum.declined += cell.declined;
    sum.interrupted += cell.interrupted;
    joinDurations(durations, cell.durations);
  }
  const timed = durations.count;
  const longest_ms = timed === 0 ? null : durations.longest_ms;
  return { ...sum, timed, duration_ms: durations.sum_ms, median_ms: medianOf(durations), longest_ms };
}
