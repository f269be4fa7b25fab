// What `rollbook stats --json` prints, and the same as comma-separated values.

import type { GroupedUsage, GroupUsage, Grouping } from "rollbook-core/usage";

/** The contract `contracts/stats.schema.json`. */
export interface Stats extends GroupedUsage {
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

const COLUMNS: readonly (readonly [string, (group: GroupUsage) => string | number | null])[] = [
  ["key", ({ key }) => key],
  ["sessions", ({ sessions }) => sessions],
  ["turns", ({ turns }) => turns],
  ["duration_ms", ({ duration_ms }) => duration_ms],
  ["input", ({ tokens }) => tokens.input],
  ["cached_input", ({ tokens }) => tokens.cached_input],
  ["cache_write_input", ({ tokens }) => tokens.cache_write_input],
  ["output", ({ tokens }) => tokens.output],
  ["reasoning_output", ({ tokens }) => tokens.reasoning_output],
  ["total", ({ tokens }) => tokens.total],
  ["usd", ({ cost }) => cost.usd],
  ["unpriced_tokens", ({ cost }) => cost.unpriced_tokens],
];

/** After RFC 4180: a line of titles, CRLF, quotes where needed; null is an empty cell. */
export function printCsv({ groups }: Stats): string {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...groups.map((group) => COLUMNS.map(([, cell]) => cell(group) ?? "")),
  ];
  return rows.map((row) => `${row.map((cell) => quoted(String(cell))).join(",")}\r\n`).join("");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
