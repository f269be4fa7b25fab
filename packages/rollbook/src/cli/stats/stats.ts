// What `rollbook stats --json` prints, and the same as comma-separated values.

import type { GroupedUsage, GroupUsage, Grouping } from "rollbook-core/usage";
import type { Deeds, GroupedWork, LimitWindow, WorkTotals } from "rollbook-core/deeds";
import type { View } from "./options.ts";

/** The contract `contracts/stats.schema.json`. */
export interface Stats extends GroupedUsage, Partial<Omit<GroupedWork, "groups">> {
  readonly groups: readonly (GroupUsage & { readonly work?: WorkTotals })[];
  readonly schema_version: 1;
  readonly by: Grouping;
  readonly since: string | null;
  readonly until: string | null;
  readonly timezone: string;
  readonly prices: { readonly date: string; readonly source: string };
  /** Files that could not be read, or not to their ends, and operands that name nothing. */
  readonly problems: readonly string[];
}

export function printJson(stats: Stats): string {
  return `${JSON.stringify(stats, null, 2)}\n`;
}

type Cells = Readonly<Record<string, string | number | null>>;

function tokenCells({ key, sessions, turns, duration_ms, tokens, cost }: GroupUsage): Cells {
  const { usd, unpriced_tokens } = cost;
  return { key, sessions, turns, duration_ms, ...tokens, usd, unpriced_tokens };
}

function workCells({ key, work }: Stats["groups"][number]): readonly Cells[] {
  if (work === undefined) return [];
  const { turns, commands, file_changes, tool_calls, errors } = work;
  const told = Object.entries({ turns, commands, file_changes, tool_calls }).flatMap(([name, deeds]) =>
    Object.entries(deedCells(deeds)).map(([title, cell]) => [`${name}_${title}`, cell] as const),
  );
  return [{ key, ...Object.fromEntries(told), errors }];
}

function deedCells({ ...deeds }: Deeds): Cells {
  return deeds;
}

function toolCells({ tools = [], programs = [] }: Stats): readonly Cells[] {
  return [
    ...tools.map(({ tool, ...deeds }) => ({ kind: "tool", name: tool, ...deedCells(deeds) })),
    ...programs.map(({ program, ...deeds }) => ({ kind: "program", name: program, ...deedCells(deeds) })),
  ];
}

function limitCells({ limits = [] }: Stats): readonly Cells[] {
  return limits.map(({ hour, time, limit_id, plan_type, primary, secondary, reached }) => ({
    hour,
    time,
    limit_id,
    plan_type,
    ...windowCells("primary", primary),
    ...windowCells("secondary", secondary),
    reached,
  }));
}

function windowCells(name: string, window: LimitWindow | null): Cells {
  return {
    [`${name}_used_percent`]: window?.used_percent ?? null,
    [`${name}_highest_percent`]: window?.highest_percent ?? null,
    [`${name}_window_minutes`]: window?.window_minutes ?? null,
    [`${name}_resets_at`]: window?.resets_at ?? null,
  };
}

const NO_DEEDS: Deeds = {
  count: 0,
  failed: 0,
  timed_out: 0,
  declined: 0,
  interrupted: 0,
  timed: 0,
  duration_ms: 0,
  median_ms: null,
  longest_ms: null,
};
const NO_WORK = { turns: NO_DEEDS, commands: NO_DEEDS, file_changes: NO_DEEDS, tool_calls: NO_DEEDS, errors: 0 };
const NO_LIMIT = { hour: "", time: "", limit_id: null, plan_type: null, primary: null, secondary: null, reached: null };

/** Titles are there where rows are not. */
function titlesOf(stats: Stats, view: View): readonly string[] {
  const { cost, tokens } = stats;
  const key = null;
  const group = { key, sessions: 0, turns: 0, duration_ms: 0, tokens, cost, work: NO_WORK };
  const tools = [{ tool: null, ...NO_DEEDS }];
  const [row = {}] = rowsOf({ ...stats, groups: [group], tools, limits: [NO_LIMIT] }, view);
  return Object.keys(row);
}

/** After RFC 4180: a line of titles, CRLF, quotes where needed; null is an empty cell. */
export function printCsv(stats: Stats, view: View): string {
  const titles = titlesOf(stats, view);
  const rows = rowsOf(stats, view);
  return [titles, ...rows.map((row) => titles.map((title) => row[title] ?? ""))]
    .map((row) => `${row.map((cell) => quoted(String(cell))).join(",")}\r\n`)
    .join("");
}

function rowsOf(stats: Stats, view: View): readonly Cells[] {
  switch (view) {
    case "tokens":
      return stats.groups.map(tokenCells);
    case "work":
      return stats.groups.flatMap(workCells);
    case "tools":
      return toolCells(stats);
    case "limits":
      return limitCells(stats);
  }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
