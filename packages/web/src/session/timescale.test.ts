// The strip of time: in order, back and forth, and every item in a bucket.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Row, TurnRow } from "../source/contract.ts";
import type { TurnOutline } from "../source/outline.ts";
import { bucketsOf, timescaleOf } from "./timescale.ts";

function turn(index: number, from: number | null, to: number | null, moments: readonly number[] = []): TurnOutline {
  const head = { index, started_at: from, ended_at: to } as TurnRow;
  const rows = moments.map((at) => ({ at, kind: "command", state: null, quiet: false, duration_ms: null }) as Row);
  return { head, rows, prompt: "", errors: 0, added: 0, removed: 0, compactions: 0 };
}

const HOUR = 3_600_000;

test("pauses are drawn together, work is not", () => {
  const scale = timescaleOf([turn(0, 0, 1000), turn(1, 100 * HOUR, 100 * HOUR + 1000)]);
  expect(scale?.place(0)).toBe(0);
  expect(scale?.place(1000)).toBeGreaterThan(0.45);
  expect(scale?.place(100 * HOUR)).toBeLessThan(0.55);
  expect(scale?.place(100 * HOUR + 1000)).toBe(1);
  expect(scale?.moment(1)).toBe(100 * HOUR + 1000);
});

test("where nothing has a time there is no strip", () => {
  expect(timescaleOf([])).toBeNull();
  expect(timescaleOf([turn(0, null, null)])).toBeNull();
});

test("places and moments go up together, and lead to each other", () => {
  const moment = fc.integer({ min: 0, max: 1e12 });
  const turns = fc.array(fc.tuple(fc.option(moment), fc.option(moment), fc.array(moment, { maxLength: 4 })), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(turns, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2 }), (given, places) => {
      const outlines = given.map(([from, to, moments], index) => turn(index, from, to, moments));
      const scale = timescaleOf(outlines);
      if (scale === null) return;
      const moments = places.toSorted((a, b) => a - b).map(scale.moment);
      expect(moments).toEqual(moments.toSorted((a, b) => a - b));
      for (const at of moments) {
        expect(scale.place(at)).toBeGreaterThanOrEqual(0);
        expect(scale.place(at)).toBeLessThanOrEqual(1);
        // Rounded to a millisecond, within a pause to more.
        expect(scale.place(scale.moment(scale.place(at)))).toBeCloseTo(scale.place(at), 2);
      }
      const buckets = bucketsOf(outlines, scale, 50);
      expect(buckets.reduce((sum, { items }) => sum + items, 0)).toBe(given.flatMap(([, , all]) => all).length);
    }),
  );
});
