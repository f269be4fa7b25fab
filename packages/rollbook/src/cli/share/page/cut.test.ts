// A long text keeps its ends, and says exactly what lies between.

import fc from "fast-check";
import { expect, test } from "vitest";
import { cutMiddle } from "./cut.ts";

test("whole lines are left out where there are lines", () => {
  const text = Array.from({ length: 100 }, (_, index) => `line ${index}`).join("\n");
  const { head, left, tail } = cutMiddle(text, { lines: 9, characters: 10_000 });
  expect(head.split("\n")).toEqual(["line 0", "line 1", "line 2", "line 3", "line 4", "line 5"]);
  expect(tail.split("\n")).toEqual(["line 97", "line 98", "line 99"]);
  expect(left?.lines).toBe(91);
});

test("of a giant line characters are left out, and no character in two", () => {
  const { head, left, tail } = cutMiddle("😀".repeat(5000), { lines: 10, characters: 301 });
  expect(left).toMatchObject({ lines: 0 });
  expect([head.isWellFormed(), tail.isWellFormed()]).toEqual([true, true]);
  expect(head.length + tail.length).toBeLessThan(310);
});

test("a text whose ends meet is left as it is", () => {
  const text = "aaa😀\n😀aa";
  expect(cutMiddle(text, { lines: 3, characters: 9 })).toEqual({ head: text, left: null, tail: "" });
});

test("any text is head, what was left out, and tail; and fits the room", () => {
  const texts = fc.array(fc.constantFrom("a", "bb", "\n", "😀", "x".repeat(50)), { maxLength: 200 });
  fc.assert(
    fc.property(
      texts,
      fc.integer({ min: 3, max: 30 }),
      fc.integer({ min: 9, max: 300 }),
      (pieces, lines, characters) => {
        const text = pieces.join("");
        const { head, left, tail } = cutMiddle(text, { lines, characters });
        if (left === null) {
          expect(head + tail).toBe(text);
          return;
        }
        expect(text.startsWith(head)).toBe(true);
        expect(text.endsWith(tail)).toBe(true);
        const end = left.lines > 0 ? 1 : 0;
        expect(head.length + end + left.characters + tail.length).toBe(text.length);
        expect(head.length + tail.length).toBeLessThanOrEqual(characters + 2);
        expect(`${head}\n${tail}`.split("\n").length).toBeLessThanOrEqual(lines + 3);
      },
    ),
  );
});
