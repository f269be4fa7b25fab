import { expect, test } from "vitest";
import { Failure } from "./exit.ts";
import { readMoment } from "./moment.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");

test("times, days with all of them, and how long ago", () => {
  expect(readMoment("--since", "2026-11-21T07:30Z", "start", NOW)).toBe(Date.parse("2026-11-21T07:30:00Z"));
  expect(readMoment("--since", "2026-11-21T07:30:15+02:00", "start", NOW)).toBe(Date.parse("2026-11-21T05:30:15Z"));
  expect(readMoment("--since", "12h", "start", NOW)).toBe(Date.parse("2026-11-21T00:00:00Z"));
  const start = readMoment("--since", "2024-02-29", "start", NOW);
  expect(new Date(start).toString()).toContain("Feb 29 2024 00:00:00");
  const end = readMoment("--until", "2024-02-29", "end", NOW);
  expect(new Date(end + 1).toString()).toContain("Mar 01 2024 00:00:00");
});

test.each(["", "yesterday", "2026-02-30", "2026-13-01", "7", "7y", "2026-11-21T25:00Z", "1970"])(
  "refuses %j",
  (text) => {
    expect(() => readMoment("--since", text, "start", NOW)).toThrow(Failure);
  },
);
