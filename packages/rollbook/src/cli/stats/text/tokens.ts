// The sums of tokens as a table, with a bar for each group and a calendar of days.

import type { GroupUsage, UsageTotals } from "rollbook-core/usage";
import type { Stats } from "../stats.ts";
import { printCalendar } from "./calendar.ts";
import { compact, longTime, money } from "./numbers.ts";
import { printTable, type Ink, type NumberColumn, type TableRow } from "./table.ts";

export type Chart = "tokens" | "cost";

const COLUMNS: readonly NumberColumn[] = [
  { title: "sessions", leaves: 6 },
  { title: "turns", leaves: 5 },
  { title: "time", leaves: 4 },
  { title: "input", leaves: 3 },
  { title: "cached", leaves: 2 },
  { title: "output", leaves: 7 },
  { title: "reasoning", leaves: 1 },
  { title: "total" },
  { title: "cost" },
];

export function printTokens(stats: Stats, chart: Chart, ink: Ink): string {
  const { by, groups } = stats;
  const most = Math.max(0, ...groups.map((group) => sizeOf(group, chart)));
  const rows = groups.map((group): TableRow => {
    const part = most === 0 ? 0 : sizeOf(group, chart) / most;
    return { name: group.key ?? "(not told)", cells: cellsOf(group), part };
  });
  const sum: TableRow = { name: "total", cells: cellsOf(stats), part: null };
  const table = printTable(
    { title: by, columns: COLUMNS, rows: [...rows, sum], total: true, bars: true, paths: by === "project" },
    ink,
  );
  const days = by === "day" ? printCalendar(sizes(groups, chart), ink) : "";
  return `${table}${days === "" ? "" : `\n${days}`}\n${footer(stats)
    .map((line) => `${ink.paint("gray", line)}\n`)
    .join("")}`;
}

function sizes(groups: readonly GroupUsage[], chart: Chart): ReadonlyMap<string, number> {
  return new Map(groups.flatMap((group) => (group.key === null ? [] : [[group.key, sizeOf(group, chart)] as const])));
}

function sizeOf({ tokens, cost }: UsageTotals, chart: Chart): number {
  return chart === "tokens" ? tokens.total : Number(cost.usd ?? 0);
}

function cellsOf({ sessions, turns, duration_ms, tokens, cost }: UsageTotals): string[] {
  const { input, cached_input, output, reasoning_output, total } = tokens;
  return [
    String(sessions),
    String(turns),
    longTime(duration_ms),
    ...[input, cached_input, output, reasoning_output, total].map(compact),
    money(cost),
  ];
}

function footer({ cost, prices, timezone }: Stats): string[] {
  const lines = [`Days are those of ${timezone}. Costs: ${prices.source}, ${prices.date}; no bill.`];
  if (cost.unpriced_models.length > 0) {
    const models = cost.unpriced_models.map((model) => model ?? "(no model told)").join(", ");
    lines.push(
      `Without a price, and in no cost: ${compact(cost.unpriced_tokens)} tokens of ${models}. --prices FILE tells it.`,
    );
  }
  return lines;
}
