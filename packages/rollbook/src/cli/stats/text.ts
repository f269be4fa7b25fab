// The sums as a table for people, with a bar for each group.

import { styleText } from "node:util";
import type { Cost, GroupUsage, UsageTotals } from "rollbook-core/usage";
import { printColumns, type Column } from "../format/columns.ts";
import { printable } from "../printable.ts";
import type { Stats } from "./stats.ts";

const BAR = 16;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

export function printText(stats: Stats, { columns, colour }: { columns: number; colour: boolean }): string {
  const paint = (style: "bold" | "gray" | "cyan", text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const most = Math.max(0, ...stats.groups.map(({ tokens }) => tokens.total));
  const titles: readonly Column[] = [
    { title: stats.by },
    ...["sessions", "turns", "time", "input", "cached", "output", "reasoning", "total", "cost"].map((title) => ({
      title,
      right: true,
    })),
    { title: "" },
  ];
  const rows = stats.groups.map((group) => [...cellsOf(nameOf(group), group), bar(group.tokens.total, most)]);
  const sum = [...cellsOf("total", stats), ""];
  const style = (cell: string, column: number): string => (column === 10 ? paint("cyan", cell) : cell);
  const bold = (cell: string): string => paint("bold", cell);
  const table = printColumns(titles, [...rows, sum], columns, [...rows.map(() => style), bold]);
  return `${table}\n${footer(stats)
    .map((line) => `${paint("gray", printable(line))}\n`)
    .join("")}`;
}

function nameOf({ key }: GroupUsage): string {
  return key === null ? "(not told)" : printable(key);
}

function cellsOf(name: string, { sessions, turns, duration_ms, tokens, cost }: UsageTotals): string[] {
  const { input, cached_input, output, reasoning_output, total } = tokens;
  return [
    name,
    String(sessions),
    String(turns),
    duration(duration_ms),
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

/** Rounded to cents; a plus where tokens without a price are not in it. */
function money({ usd, unpriced_models }: Cost): string {
  if (usd === null) return "unpriced";
  return `$${Number(usd).toFixed(2)}${unpriced_models.length > 0 ? "+" : ""}`;
}

/** Three digits are enough to compare: `1.23M`. */
function compact(count: number): string {
  if (count < 10_000) return String(count);
  for (const [size, unit] of [
    [1e12, "T"],
    [1e9, "G"],
    [1e6, "M"],
  ] as const) {
    if (count >= size) return `${(count / size).toPrecision(3)}${unit}`;
  }
  return `${(count / 1000).toFixed(count < 99_950 ? 1 : 0)}k`;
}

function duration(milliseconds: number): string {
  if (milliseconds === 0) return "-";
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1) return `${Math.ceil(milliseconds / 1000)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}

function bar(count: number, most: number): string {
  if (most === 0 || count === 0) return "";
  const eighths = Math.max(1, Math.round((count / most) * BAR * 8));
  return "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
}
