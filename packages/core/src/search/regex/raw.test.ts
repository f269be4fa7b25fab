// What is looked for in the bytes has to be there wherever the expression matches the text they hold.

import fc from "fast-check";
import { expect, test } from "vitest";
import { rawPattern } from "./raw.ts";

/** Expressions of the kinds that tell something: words, classes, signs that are escaped in JSON, choices, repetitions. */
const atom = fc.constantFrom(
  ...["deploy", "a", "Z9", "_x", "é", "日本", '"', "\\\\", "\\/", "\\.", "'", " ", "\\t", "&", "<"],
  ...["\\d", "\\w", "[a-f]", "[^\\n]", "[0-9_]", '[x"]', "."],
);
const repeated = fc
  .tuple(atom, fc.constantFrom("", "", "", "?", "*", "+", "{2}", "{1,3}"))
  .map(([each, times]) => (each.length > 1 && !/^[\\[]/.test(each) ? `(?:${each})${times}` : `${each}${times}`));
const row = fc.array(repeated, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));
const source = fc.oneof(
  row,
  fc.tuple(row, row).map(([a, b]) => `${a}|${b}`),
  fc.tuple(row, row, row).map(([a, b, c]) => `${a}(${b}|${c})`),
  fc.tuple(row, row).map(([a, b]) => `${a}\\n${b}`),
);
const found = source.chain((text) =>
  fc.record({
    source: fc.constant(text),
    match: fc.stringMatching(new RegExp(text)),
    around: fc.tuple(fc.string(), fc.string()),
    depth: fc.integer({ min: 1, max: 2 }),
  }),
);

/** As a session holds it: JSON, or JSON in JSON. */
function lineOf(text: string, depth: number): string {
  const inner = JSON.stringify({ output: text });
  return depth === 1 ? inner : JSON.stringify({ arguments: inner });
}

test("what matches in a text is found in the line that holds it", () => {
  let told = 0;
  fc.assert(
    fc.property(found, ({ source: text, match, around: [before, after], depth }) => {
      const pattern = rawPattern({ source: text, flags: "" });
      if (pattern === null) return;
      told += 1;
      expect(lineOf(before + match + after, depth)).toMatch(new RegExp(pattern));
    }),
    { numRuns: 200 },
  );
  expect(told).toBeGreaterThan(40);
});

test("nothing is told where the bytes say too little", () => {
  for (const text of ["a", ".*", "\\s+", "[^a]", "x?y?z?", "(?:foo|b)", "\\S"]) {
    expect([text, rawPattern({ source: text, flags: "" })]).toEqual([text, null]);
  }
});

test("the stretch that tells most is taken, and no line break is in it", () => {
  expect(rawPattern({ source: "ab\\nfailed in (?:one|two)", flags: "" })).toMatch(/^failed.*\(\?:one\|two\)$/);
});

test("what may stand between is told once", () => {
  expect(rawPattern({ source: 'abc" "é \\/xyz', flags: "" })).toBe("abc.{0,72}xyz");
  expect(rawPattern({ source: 'abc".*é\\.xyz', flags: "" })).toBe("abc.*\\.xyz");
  expect(rawPattern({ source: `abc${"日本語".repeat(10)}xyz`, flags: "" })).toBe("abc.*xyz");
  expect(rawPattern({ source: "abc\\.{0,12}.xyz", flags: "" })).toBe("abc(?:\\.){0,12}.{0,12}xyz");
});
