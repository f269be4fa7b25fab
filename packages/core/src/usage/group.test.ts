import { expect, test } from "vitest";
import { NONE, type Cell } from "./cell.ts";
import { createPricing } from "./cost.ts";
import { groupUsage, type Grouping, type SessionUsage } from "./group.ts";
import { PRICES } from "./prices.data.ts";

const cell = (day: string | null, model: string | null, output: number): Cell => ({
  day,
  model,
  long: false,
  turns: 1,
  duration_ms: 10,
  tokens: { ...NONE, output, total: output },
});

const SESSIONS: readonly SessionUsage[] = [
  { id: "a", project: "/x", cells: [cell("2026-01-01", "gpt-5", 1), cell("2026-12-31", "gpt-5.5", 2)] },
  { id: "b", project: "/y", cells: [cell("2026-01-01", "gpt-5", 4), cell(null, null, 8)] },
  { id: "c", project: "/x", cells: [cell("2027-01-03", "gpt-7", 16), cell("2027-01-04", "gpt-7", 32)] },
];

const told = (by: Grouping, range?: Parameters<typeof groupUsage>[3]): unknown =>
  groupUsage(SESSIONS, by, createPricing(PRICES), range).groups.map(({ key, sessions, tokens }) => [
    key,
    sessions,
    tokens.output,
  ]);

test("weeks are those of ISO 8601, across the end of a year", () => {
  expect(told("week")).toEqual([
    ["2026-W01", 2, 5],
    ["2026-W53", 2, 18],
    ["2027-W01", 1, 32],
    [null, 1, 8],
  ]);
});

test("times come in their order, other groups by what they spent", () => {
  expect(told("month")).toEqual([
    ["2026-01", 2, 5],
    ["2026-12", 1, 2],
    ["2027-01", 1, 48],
    [null, 1, 8],
  ]);
  expect(told("project")).toEqual([
    ["/x", 2, 51],
    ["/y", 1, 12],
  ]);
  expect(told("session")).toEqual([
    ["c", 1, 48],
    ["b", 1, 12],
    ["a", 1, 3],
  ]);
  expect(told("model")).toEqual([
    ["gpt-7", 1, 48],
    [null, 1, 8],
    ["gpt-5", 2, 5],
    ["gpt-5.5", 1, 2],
  ]);
});

test("both ends of a range count, and what has no day is in none", () => {
  expect(told("day", { since: "2026-01-01", until: "2026-12-31" })).toEqual([
    ["2026-01-01", 2, 5],
    ["2026-12-31", 1, 2],
  ]);
  expect(told("day", { since: "2027-01-04", until: null })).toEqual([["2027-01-04", 1, 32]]);
});

test("groups add up to the totals", () => {
  for (const by of ["day", "model", "session"] as const) {
    const { groups, ...all } = groupUsage(SESSIONS, by, createPricing(PRICES));
    expect(groups.reduce((sum, { tokens }) => sum + tokens.total, 0)).toBe(all.tokens.total);
    expect(groups.reduce((sum, { turns }) => sum + turns, 0)).toBe(all.turns);
    expect([all.sessions, all.turns, all.duration_ms, all.cost.unpriced_tokens]).toEqual([3, 6, 60, 56]);
  }
});
