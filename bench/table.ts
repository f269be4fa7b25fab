// Results as a table, for the terminal and for the docs.

import type { Result, Spread } from "./compare.ts";

const COLUMNS = [
  "measure",
  "ours",
  "yardstick",
  "ratio, figure (least – most)",
  "goal",
  "peak memory",
  "limit",
  "",
] as const;

export function markdownTable(results: readonly Result[]): string {
  const rows = [COLUMNS.map(String), COLUMNS.map(() => "---"), ...results.map(cellsOf)];
  return `${rows.map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n")}\n`;
}

export function plainTable(results: readonly Result[]): string {
  const rows = [COLUMNS.map(String), ...results.map(cellsOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function cellsOf(result: Result): string[] {
  const { kind, goal, ratio, peak, memory, verdict } = result;
  const unit = result.unit === "" ? "" : ` ${result.unit}`;
  const digits = kind === "more" ? 0 : unit === "" ? 2 : 1;
  return [
    result.what,
    `${result.subject}${timeOf(result.ours)}`,
    result.yardstick === null ? "" : `${result.yardstick}${timeOf(result.theirs)}`,
    ratio === null
      ? ""
      : `${ratio.median.toFixed(digits)}${unit} (${ratio.least.toFixed(digits)} – ${ratio.most.toFixed(digits)})`,
    goal === null ? "" : `${kind === "speed" || kind === "at least" ? "≥" : "≤"} ${goal}${unit}`,
    peak === null ? "" : `${Math.round(peak / 1e6)} MB`,
    memory === null ? "" : `≤ ${Math.round(memory / 1e6)} MB`,
    verdict ?? "",
  ];
}

function timeOf(spread: Spread | null): string {
  if (spread === null) return "";
  const { median } = spread;
  return median < 1 ? ` ${Math.round(median * 1000)} ms` : ` ${median.toFixed(2)} s`;
}
