// Sums of heights against adding them up.

import fc from "fast-check";
import { expect, test } from "vitest";
import { createHeights } from "./heights.ts";

const HEIGHTS = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 70 });

test("places, searches and changes say what adding up says", () => {
  fc.assert(
    fc.property(HEIGHTS, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 400 }))), (given, changes) => {
      const plain = [...given];
      const heights = createHeights(plain.length, (index) => plain[index] ?? 0);
      for (const [place, height] of changes) {
        const index = place % plain.length;
        expect(heights.set(index, height)).toBe(height - (plain[index] ?? 0));
        plain[index] = height;
      }
      const tops = plain.reduce<number[]>((found, height) => [...found, (found.at(-1) ?? 0) + height], [0]);
      expect(tops.map((_, index) => heights.top(index))).toEqual(tops);
      for (const [index, height] of plain.entries()) {
        const middle = (tops[index] ?? 0) + height / 2;
        if (height > 0) expect(heights.at(middle)).toBe(index);
      }
      expect(heights.at(-5)).toBe(0);
      expect(heights.at((tops.at(-1) ?? 0) + 5)).toBe(plain.length - 1);
    }),
  );
});

test("of no lines there is no height", () => {
  const none = createHeights(0, () => 5);
  expect([none.top(0), none.at(10), none.set(0, 7)]).toEqual([0, 0, 0]);
});
