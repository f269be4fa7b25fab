// How rate limits stood: a line for each day, and both windows hour by hour.

import type { LimitSample, LimitWindow } from "rollbook-core/deeds";
import type { Stats } from "../stats.ts";
import { printTable, type Ink, type NumberColumn, type TableRow } from "./table.ts";

const WINDOWS = ["primary", "secondary"] as const;

function limitColumns([primary = "", secondary = ""]: readonly string[]): readonly NumberColumn[] {
  return [
    { title: "limit", leaves: 2 },
    { title: "plan", leaves: 1 },
    { title: primary },
    { title: "at most" },
    { title: "resets", leaves: 4 },
    { title: secondary },
    { title: "at most" },
    { title: "resets", leaves: 3 },
  ];
}

/** By their length, where all that were told have the same: `5 h`, `week`. */
function windowNames(limits: readonly LimitSample[]): readonly string[] {
  return WINDOWS.map((name) => {
    const lengths = new Set(limits.flatMap((sample) => sample[name]?.window_minutes ?? []));
    const [minutes = 0] = lengths;
    if (lengths.size !== 1 || minutes <= 0) return name;
    if (minutes % 10_080 === 0) return minutes === 10_080 ? "week" : `${minutes / 10_080} weeks`;
    return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
  });
}

/** The last of each hour, day by day: a line for a day says how it ended and what the most was. */
export function printLimits({ limits = [] }: Stats, dayOf: (time: string) => string, ink: Ink): string {
  if (limits.length === 0) return `${ink.paint("gray", "No record tells how a rate limit stood.")}\n`;
  const days = new Map<string, LimitSample[]>();
  for (const sample of limits) {
    const key = `${dayOf(sample.time)} ${sample.limit_id ?? ""}`;
    days.set(key, [...(days.get(key) ?? []), sample]);
  }
  const rows = [...days.values()].map((samples): TableRow => {
    const last = samples.at(-1);
    const highest = (window: "primary" | "secondary"): number | null => {
      const told = samples.flatMap((sample) => sample[window]?.highest_percent ?? []);
      return told.length === 0 ? null : Math.max(...told);
    };
    const [primary, secondary] = [highest("primary"), highest("secondary")];
    const cells = [
      last?.limit_id ?? "-",
      last?.plan_type ?? "-",
      used(last?.primary ?? null),
      parts(primary),
      resets(last?.primary ?? null),
      used(last?.secondary ?? null),
      parts(secondary),
      resets(last?.secondary ?? null),
    ];
    return { name: last === undefined ? "" : dayOf(last.time), cells, part: (primary ?? secondary ?? 0) / 100 };
  });
  const names = windowNames(limits);
  const table = printTable({ title: "day", columns: limitColumns(names), rows, total: false, bars: true }, ink);
  return `${table}\n${sparks(limits, names, ink)}`;
}

const MARGIN = 12;

/** Both windows over the hours that were told, as many of the last as fit. */
function sparks(limits: readonly LimitSample[], names: readonly string[], { glyphs, columns, paint }: Ink): string {
  const shown = limits.slice(-Math.max(10, Math.min(columns, 120) - MARGIN));
  return WINDOWS.filter((window) => shown.some((sample) => sample[window] !== null))
    .map((window) => {
      const line = glyphs.spark(shown.map((sample) => share(sample[window]?.highest_percent ?? null)));
      const name = names[WINDOWS.indexOf(window)] ?? window;
      return `${paint("gray", name.padEnd(MARGIN))}${paint("cyan", line.trimEnd())}\n`;
    })
    .join("");
}

function share(percents: number | null): number | null {
  return percents === null ? null : Math.min(100, Math.max(0, percents)) / 100;
}

function used(window: LimitWindow | null): string {
  return parts(window?.used_percent ?? null);
}

function parts(percents: number | null): string {
  return percents === null ? "-" : `${Number(percents.toFixed(1))}%`;
}

function resets(window: LimitWindow | null): string {
  return window?.resets_at?.slice(0, 16).replace("T", " ") ?? "-";
}
