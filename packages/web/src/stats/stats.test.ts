// The figures: years as weeks, shades, rate limits by day, spans of weeks and months, and the address.

import type { LimitSample } from "rollbook-api";
import { expect, test } from "vitest";
import { limitHistories, windowName } from "./limits.ts";
import { patchStats, readStatsSearch, spanOf } from "./search.ts";
import { levelsOf, weeksOf, yearSpan } from "./weeks.ts";

test("a year is weeks from Monday to Sunday", () => {
  const weeks = weeksOf("2026-01-01", "2026-12-31");
  expect(weeks).toHaveLength(53);
  expect(weeks[0]?.map(({ day }) => day)).toEqual([
    null,
    null,
    null,
    "2026-01-01",
    ...["02", "03", "04"].map((n) => `2026-01-${n}`),
  ]);
  expect(weeks.flat().filter(({ day }) => day !== null)).toHaveLength(365);
  expect(yearSpan(undefined, "2026-11-21")).toEqual({ first: "2025-11-22", last: "2026-11-21" });
  expect(yearSpan(2026, "2026-11-21").last).toBe("2026-11-21");
  expect(weeksOf("2026-11-21", "2026-11-21").flat()).toHaveLength(7);
});

test("one huge day leaves the others their shades", () => {
  const level = levelsOf(new Map([1, 2, 3, 4000].map((amount, n) => [String(n), amount])));
  expect([0, 1, 2, 3, 4000].map(level)).toEqual([0, 1, 1, 2, 3]);
  expect(levelsOf(new Map())(0)).toBe(0);
});

test("weeks and months are days of the list", () => {
  expect(spanOf("month", "2026-02")).toEqual({ since: "2026-02-01", until: "2026-02-28" });
  expect(spanOf("week", "2026-W47")).toEqual({ since: "2026-11-16", until: "2026-11-22" });
  expect(spanOf("week", "2026-W01")).toEqual({ since: "2025-12-29", until: "2026-01-04" });
  expect([spanOf("week", "x"), spanOf("month", "x")]).toEqual([null, null]);
});

test("limits are told by window and day, with the most of it", () => {
  const sample = (hour: string, used: number, highest: number, reached: string | null = null): LimitSample => ({
    ...{ hour, time: `${hour}:30:00Z`, limit_id: "codex", plan_type: "pro", reached, secondary: null },
    primary: { used_percent: used, highest_percent: highest, window_minutes: 300, resets_at: null },
  });
  const [history, ...more] = limitHistories([
    sample("2026-11-20T10", 10, 80),
    sample("2026-11-20T11", 20, 30, "primary"),
    sample("2026-11-21T09", 5, 5),
  ]);
  expect(more).toEqual([]);
  expect(history).toMatchObject({ name: "codex, 5 h", percent: 5, plan: "pro" });
  expect(history?.days).toEqual([
    { day: "2026-11-20", percent: 80, reached: "primary" },
    { day: "2026-11-21", percent: 5, reached: null },
  ]);
  expect([10_080, 1440, 90, null].map(windowName)).toEqual(["7 days", "1 day", "90 min", null]);
});

test("what is looked at goes into the address and comes back", () => {
  const search = { view: "calendar", measure: "time", table: true, day: "2026-11-21", year: 2025 } as const;
  const written = Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]));
  expect(readStatsSearch(written)).toEqual(search);
  expect(readStatsSearch({ view: "nothing", by: "day", day: "soon", year: "-1" })).toEqual({});
  expect(patchStats(search, { table: undefined, by: "week" })).toEqual({
    ...{ view: "calendar", measure: "time", day: "2026-11-21", year: 2025, by: "week" },
  });
});
