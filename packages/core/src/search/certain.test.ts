import fc from "fast-check";
import { expect, test } from "vitest";
import { certainPhrase } from "./certain.ts";
import { createPhraseFinder } from "./phrases.ts";

test("words that are certain stand in every text around the piece", () => {
  const text = fc
    .array(fc.constantFrom(..."a b abc _ é \u0301 错 错误 🤖 🚀 - . İ \uD83D".split(" "), " "), { maxLength: 8 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, text, text, (before, piece, behind) => {
      const phrase = certainPhrase(piece);
      // Half a character is made whole by what stands around it.
      if (phrase === null || !piece.isWellFormed()) return;
      let found = false;
      createPhraseFinder([phrase])(before + piece + behind, () => (found = true));
      expect(found).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ["foo bar baz", { words: ["bar", "baz"], prefix: true }],
  [" foo bar ", { words: ["foo", "bar"], prefix: false }],
  ["foo ba", null],
  ["错误", { words: ["错", "误"], prefix: false }],
  ["foo", null],
])("of %j are %j", (piece, expected) => {
  expect(certainPhrase(piece)).toEqual(expected);
});
