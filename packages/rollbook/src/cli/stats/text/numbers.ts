// Numbers as people read them in a table: three digits are enough to compare.

import type { Cost } from "rollbook-core/usage";

/** `1.23M`. */
export function compact(count: number): string {
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

/** Of many turns: `12 h 07`. */
export function longTime(milliseconds: number): string {
  if (milliseconds === 0) return "-";
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1) return `${Math.ceil(milliseconds / 1000)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}

/** Of one thing: `840 ms`, `3.2 s`, `12 min`. */
export function shortTime(milliseconds: number | null): string {
  if (milliseconds === null) return "-";
  if (milliseconds < 1000) return `${milliseconds} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
  return longTime(milliseconds);
}

/** Rounded to cents; a plus where tokens without a price are not in it. */
export function money({ usd, unpriced_models }: Cost): string {
  if (usd === null) return "unpriced";
  return `$${Number(usd).toFixed(2)}${unpriced_models.length > 0 ? "+" : ""}`;
}

/** `3.2%`; a dash where there is nothing to take a part of. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return "-";
  const percents = (100 * part) / whole;
  if (percents > 0 && percents < 0.1) return "<0.1%";
  return `${percents >= 99.95 || percents === 0 ? percents.toFixed(0) : percents.toFixed(1)}%`;
}
