// What is measured quickly is as wide as the library says, and made of the same letters.

import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { lettersOf, widthOf } from "./width.ts";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const lettersIn = (text: string): readonly string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

test("every character is as wide as the library says", () => {
  const characters = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code));
  expect(characters.filter((text) => widthOf(text) !== stringWidth(text))).toEqual([]);
});

test("any text has the width and the letters that it has for the library", () => {
  const latin = fc.integer({ min: 0x20, max: 0x250 }).map((code) => String.fromCodePoint(code));
  const marks = fc.integer({ min: 0x2000, max: 0x2030 }).map((code) => String.fromCodePoint(code));
  const narrow = fc.string({ unit: fc.oneof(latin, marks) });
  const any = fc.oneof(narrow, fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }));
  fc.assert(
    fc.property(any, (text) => {
      expect(widthOf(text)).toBe(stringWidth(text));
      expect([...lettersOf(text)]).toEqual(lettersIn(text));
    }),
  );
});
