// What is measured of what was spent, and how it is told.

import type { Stats } from "rollbook-api";
import { count, duration, tokens } from "../text/figures.ts";
import { dollars } from "../text/money.ts";
import type { Measure } from "./search.ts";

type Totals = Pick<Stats, "cost" | "tokens" | "turns" | "duration_ms">;

export const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  cost: "Cost",
  tokens: "Tokens",
  turns: "Turns",
  time: "Time",
};

export function amountOf({ cost, tokens: spent, turns, duration_ms }: Totals, measure: Measure): number {
  return { cost: Number(cost.usd ?? 0), tokens: spent.total, turns, time: duration_ms }[measure];
}

export function tellAmount({ cost, tokens: spent, turns, duration_ms }: Totals, measure: Measure): string {
  return {
    cost: () => dollars(cost.usd),
    tokens: () => tokens(spent.total),
    turns: () => count(turns),
    time: () => duration(duration_ms),
  }[measure]();
}
