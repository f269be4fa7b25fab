// Sessions' cells → totals and groups: by day, week, month, model, project or session.

import { addTokens, NONE, type Cell, type Tokens } from "./cell.ts";
import type { Cost, Pricing } from "./cost.ts";

export const GROUPINGS = ["day", "week", "month", "model", "project", "session"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What one session spent, all of its files together. */
export interface SessionUsage {
  /** The thread id, or what stands for it; unique. */
  readonly id: string;
  /** The directory it was begun in. */
  readonly project: string | null;
  readonly cells: readonly Cell[];
}

export interface UsageTotals {
  /** Sessions with anything to count in it. */
  readonly sessions: number;
  /** Turns that began. */
  readonly turns: number;
  /** How long these took, as far as the files tell. */
  readonly duration_ms: number;
  readonly tokens: Tokens;
  readonly cost: Cost;
}

export interface GroupUsage extends UsageTotals {
  /** A day (`2026-11-21`), week (`2026-W47`), month (`2026-11`), model, directory or session; null where none is told. */
  readonly key: string | null;
}

export interface GroupedUsage extends UsageTotals {
  readonly groups: readonly GroupUsage[];
}

export interface DayRange {
  readonly since: string | null;
  readonly until: string | null;
}

/** `since` and `until` are days, both included; with either, what has no day is left out. */
export function groupUsage(
  sessions: readonly SessionUsage[],
  by: Grouping,
  pricing: Pricing,
  range: DayRange = { since: null, until: null },
): GroupedUsage {
  const all = new Sum();
  const groups = new Map<string | null, Sum>();
  for (const session of sessions) {
    for (const cell of session.cells) {
      if (!isWithin(cell.day, range)) continue;
      const key = groupKey(session, cell, by);
      const group = groups.get(key) ?? new Sum();
      groups.set(key, group);
      group.add(session.id, cell);
      all.add(session.id, cell);
    }
  }
  const told = [...groups].map(([key, sum]): GroupUsage => ({ key, ...sum.totals(pricing) }));
  const ordered = TIMES.has(by)
    ? told.toSorted(byKey)
    : told.toSorted((a, b) => b.tokens.total - a.tokens.total || byKey(a, b));
  return { ...all.totals(pricing), groups: ordered };
}

const TIMES: ReadonlySet<Grouping> = new Set(["day", "week", "month"]);

class Sum {
  readonly #sessions = new Set<string>();
  readonly #cells = new Map<string, Cell>();

  add(session: string, cell: Cell): void {
    this.#sessions.add(session);
    const key = `${cell.day ?? ""}\n${cell.long}\n${cell.model ?? ""}\n${cell.model === null}`;
    const before = this.#cells.get(key);
    this.#cells.set(key, before === undefined ? cell : join(before, cell));
  }

  totals(pricing: Pricing): UsageTotals {
    const cells = [...this.#cells.values()];
    return {
      sessions: this.#sessions.size,
      turns: cells.reduce((sum, { turns }) => sum + turns, 0),
      duration_ms: cells.reduce((sum, { duration_ms }) => sum + duration_ms, 0),
      tokens: cells.reduce((sum, { tokens }) => addTokens(sum, tokens), NONE),
      cost: pricing.cost(cells),
    };
  }
}

function join(a: Cell, b: Cell): Cell {
  return {
    ...a,
    turns: a.turns + b.turns,
    duration_ms: a.duration_ms + b.duration_ms,
    tokens: addTokens(a.tokens, b.tokens),
  };
}

export function isWithin(day: string | null, { since, until }: DayRange): boolean {
  if (since === null && until === null) return true;
  return day !== null && (since === null || day >= since) && (until === null || day <= until);
}

export function groupKey(
  { id, project }: Pick<SessionUsage, "id" | "project">,
  { day, model }: Pick<Cell, "day" | "model">,
  by: Grouping,
): string | null {
  switch (by) {
    case "session":
      return id;
    case "project":
      return project;
    case "model":
      return model;
    case "day":
      return day;
    case "week":
      return day === null ? null : weekOf(day);
    case "month":
      return day === null ? null : day.slice(0, 7);
  }
}

/** By ISO 8601: weeks begin on Monday, and the first of a year is that of its first Thursday. */
function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const year = date.getUTCFullYear();
  const week = Math.ceil(((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7);
  return `${String(year).padStart(4, "0")}-W${String(week).padStart(2, "0")}`;
}

/** What has no key comes last. */
function byKey(a: GroupUsage, b: GroupUsage): number {
  if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
