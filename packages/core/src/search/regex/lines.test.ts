// No line in which a raw pattern matches is left out, and no pattern takes longer than its line is long.

import fc from "fast-check";
import { expect, test } from "vitest";
import { createLineTest } from "./lines.ts";
import { rawPattern } from "./raw.ts";

/** Expressions whose raw patterns hold gaps, loops and choices. */
const part = fc.constantFrom("ab", "\\w*", "\\d+", "é", '"', " ", "(?:a|ab)", "[a-c]{2,}", ".*", "\\w{0,120}", "x?");
const source = fc.array(part, { minLength: 1, maxLength: 7 }).map((parts) => `${parts.join("")}abc`);
const line = fc.string({ unit: fc.constantFrom(..."aabbccx1 ,Ã©A"), maxLength: 60 });

test("what the pattern matches is told, in lines of any length", () => {
  let told = 0;
  fc.assert(
    fc.property(source, line, line, fc.boolean(), (text, before, end, ignoreCase) => {
      const after = `abcab${end}abc`;
      const pattern = rawPattern({ source: text, flags: ignoreCase ? "i" : "" });
      if (pattern === null) return;
      const matches = new RegExp(pattern, ignoreCase ? "i" : "").test(before + after);
      const filled = `${"-".repeat(20_000)}${before}${after}`;
      const test = createLineTest(pattern, ignoreCase);
      if (!matches) return;
      told += 1;
      expect([text, test(before + after), test(filled)]).toEqual([text, true, true]);
    }),
    { numRuns: 500 },
  );
  expect(told).toBeGreaterThan(100);
});

test("long lines take no longer than they are long", () => {
  const words = "word".repeat(1 << 19);
  for (const text of ["\\w*tps:", "\\w*\\w*\\w*:::", '日本語 日本語 "x" / :::', "(?:a|[a-z])*:::", "o.*r.*d.*:::"]) {
    const pattern = rawPattern({ source: text, flags: "" });
    if (pattern === null) throw new Error(`${text} has no pattern`);
    const test = createLineTest(pattern, false);
    expect([text, test(words)]).toEqual([text, false]);
    expect([text, test(`${words.slice(0, 100_000)}:: ${words}`)]).toEqual([text, false]);
  }
});
