// Figures and ranges, as people read and write them.

import { afterEach, expect, test } from "vitest";
import { duration, localTime, percent, tokens, usageLine, zoneOf } from "./figures.ts";
import { readRange } from "./select.ts";

const ZONE = process.env["TZ"];
afterEach(() => {
  if (ZONE === undefined) delete process.env["TZ"];
  else process.env["TZ"] = ZONE;
});

test("durations", () => {
  expect([0, 12.4, 999, 1000, 59_940, 59_960, 125_000, 3_599_600, 4_330_000, 400_000_000].map(duration)).toEqual([
    "0 ms",
    "12 ms",
    "999 ms",
    "1.0 s",
    "59.9 s",
    "1 min 0 s",
    "2 min 5 s",
    "1 h 0 min",
    "1 h 12 min",
    "111 h 7 min",
  ]);
});

test("tokens and shares of them", () => {
  expect([0, 999, 1000, 99_940, 123_456, 999_499, 1_234_567, 7_893_000_000].map(tokens)).toEqual([
    "0",
    "999",
    "1.0k",
    "99.9k",
    "123k",
    "999k",
    "1.2M",
    "7893M",
  ]);
  expect([percent(0, 10), percent(1, 1000), percent(1, 3), percent(12, 10)]).toEqual(["0 %", "<1 %", "33 %", "120 %"]);
  const usage = { input_tokens: 2000, output_tokens: 50, reasoning_output_tokens: 0, total_tokens: 2150 };
  expect(usageLine({ ...usage, cached_input_tokens: 500 })).toBe("2.1k tokens: 2.0k in (25 % cached), 50 out");
  expect(usageLine({ ...usage, cached_input_tokens: 0 })).toBe("2.1k tokens: 2.0k in, 50 out");
});

test.each([
  ["UTC", "2026-11-21", "23:30:00", "UTC"],
  ["Asia/Kolkata", "2026-11-22", "05:00:00", "UTC+5:30"],
  ["America/St_Johns", "2026-11-21", "20:00:00", "UTC-3:30"],
])("times in %s", (zone, day, clock, name) => {
  process.env["TZ"] = zone;
  expect(localTime("2026-11-21T23:30:00.000Z")).toEqual({ day, clock });
  expect(zoneOf("2026-11-21T23:30:00.000Z")).toBe(name);
  expect(localTime(null)).toBeNull();
  expect(localTime("soon")).toBeNull();
});

test("which turns", () => {
  expect(readRange(undefined)).toBeNull();
  expect(readRange("last")).toBe("last");
  expect(readRange("3")).toEqual({ from: 3, to: 3 });
  expect(readRange("2..5")).toEqual({ from: 2, to: 5 });
  expect(readRange("4..")).toEqual({ from: 4, to: Number.POSITIVE_INFINITY });
  expect(readRange("..2")).toEqual({ from: 1, to: 2 });
  for (const wrong of ["0", "5..2", "..", "x", "1-2", "-1", "1..2..3", " 1"]) {
    expect(() => readRange(wrong), wrong).toThrow("--turn needs N, A..B or last");
  }
});
