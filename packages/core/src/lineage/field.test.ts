import fc from "fast-check";
import { expect, test } from "vitest";
import { timeText } from "./field.ts";

const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(..."0123456789".split("")), minLength: length, maxLength: length });
const fraction = fc.oneof(
  fc.constant(""),
  fc
    .integer({ min: 1, max: 12 })
    .chain(digits)
    .map((text) => `.${text}`),
);
const upTo = (most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, "0"));
const time = fc
  .tuple(digits(4), upTo(13), upTo(32), upTo(25), upTo(61), upTo(61), fraction)
  .map(([y, m, d, h, i, s, part]) => `${y}-${m}-${d}T${h}:${i}:${s}${part}Z`);

test("a time in UTC is itself exactly where there is such a time", () => {
  fc.assert(
    fc.property(time, (text) => {
      expect(timeText(text)).toBe(Number.isNaN(Date.parse(text)) ? null : text);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ["2026-02-30T10:00:00.000Z", "2026-02-30T10:00:00.000Z"],
  ["2026-01-31T23:59:59Z", "2026-01-31T23:59:59Z"],
  ["2026-11-21T10:00:00+02:00", "2026-11-21T08:00:00.000Z"],
  ["2026-13-01T10:00:00Z", null],
  ["2026-11-21", null],
  [7, null],
])("%j is told as %j", (text, told) => {
  expect(timeText(text)).toBe(told);
});
