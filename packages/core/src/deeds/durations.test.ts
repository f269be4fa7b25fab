import fc from "fast-check";
import { expect, test } from "vitest";
import { addDuration, joinDurations, medianOf, noDurations, type Durations } from "./durations.ts";

function of(times: readonly number[]): Durations {
  const durations = noDurations();
  for (const ms of times) addDuration(durations, ms, 1);
  return durations;
}

const times = fc.array(fc.oneof(fc.nat(200), fc.nat(100_000), fc.nat(1e10)), { minLength: 1, maxLength: 60 });

test("the median is that of the durations, within one per cent", () => {
  fc.assert(
    fc.property(times, (all) => {
      const exact = all.toSorted((a, b) => a - b)[Math.ceil(all.length / 2) - 1] ?? 0;
      const told = medianOf(of(all)) ?? -1;
      expect(told).toBeLessThanOrEqual(exact);
      expect(told).toBeGreaterThanOrEqual(exact * 0.99);
    }),
  );
});

test("joined they are what all of them are, and what is taken back was never there", () => {
  fc.assert(
    fc.property(times, times, (some, more) => {
      const joined = of(some);
      joinDurations(joined, of(more));
      expect(joined).toEqual(of([...some, ...more]));
      for (const ms of more) addDuration(joined, ms, -1);
      expect([joined.count, joined.sum_ms, medianOf(joined)]).toEqual([
        some.length,
        some.reduce((sum, ms) => sum + ms, 0),
        medianOf(of(some)),
      ]);
    }),
  );
});

test("without any there is no median", () => {
  expect(medianOf(noDurations())).toBeNull();
});
