// The cursor against JSON.parse: what it passes is JSON, and all plain JSON is passed.

import fc from "fast-check";
import { expect, test } from "vitest";
import { Cursor, literal } from "./cursor.ts";

const encoder = new TextEncoder();

/** The value a cursor passes at the start of `text`, as text; null where it fails. */
function passed(text: string): string | null {
  // Amid other bytes, so that nothing beyond the end may count.
  const bytes = encoder.encode(`{${text}"}]0`);
  const cursor = new Cursor();
  cursor.set(bytes, 1, bytes.length - 4);
  return cursor.pass() ? text.slice(0, cursor.at - 1) : null;
}

const plain = fc.string({ unit: fc.constantFrom(..."ab 01{}[]:,./-".split("")), maxLength: 12 });
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    plain,
    fc.double({ noDefaultInfinity: true, noNaN: true }),
    fc.integer(),
    fc.constantFrom(null, true, false),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(plain, tie("value"), { maxKeys: 4 }),
  ),
}));

test("all plain JSON is passed, to its end", () => {
  fc.assert(
    fc.property(value, (any) => {
      const text = JSON.stringify(any);
      expect(passed(text)).toBe(text);
    }),
  );
});

test("what is passed of damaged JSON is JSON", () => {
  let whole = 0;
  fc.assert(
    fc.property(
      value,
      fc.nat(),
      fc.constantFrom('"', "{", "}", ",", "0", "e", "-", ".", "\\", "\n", "é", ""),
      (any, at, put) => {
        const text = JSON.stringify(any);
        const changed = text.slice(0, at % text.length) + put + text.slice((at % text.length) + 1);
        const found = passed(changed);
        if (found === null) return;
        if (found === changed) whole += 1;
        expect(() => JSON.parse(found) as unknown).not.toThrow();
      },
    ),
    { numRuns: 2000 },
  );
  expect(whole).toBeGreaterThan(50);
});

test.each([
  ["0", 0],
  ["7,", 7],
  ["123456789012345}", 123_456_789_012_345],
  ["1234567890123456", -1],
  ["01", -1],
  ["-1", -1],
  ["", -1],
])("%j as a whole number is %d", (text, number) => {
  const cursor = new Cursor();
  cursor.set(encoder.encode(text), 0, text.length);
  expect(cursor.natural()).toBe(number);
});

test("a literal stands where all of its bytes do", () => {
  const text = '{"timestamp":"x"}';
  const bytes = encoder.encode(text);
  const cursor = new Cursor();
  for (let from = 0; from < text.length; from++) {
    for (let length = 1; length <= 9; length++) {
      const word = text.slice(3, 3 + length);
      cursor.set(bytes, from, bytes.length - 2);
      expect(cursor.is(literal(word))).toBe(from === 3);
      expect(cursor.at).toBe(from === 3 ? 3 + word.length : from);
      cursor.set(bytes, 3, 2 + length);
      expect(cursor.is(literal(word))).toBe(false);
    }
  }
});
