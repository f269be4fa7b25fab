// Data in base64 is left out, and nothing else is.

import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutBlobs } from "./blob.ts";

const run = (length: number): string => "iVBORw0KGgo+/".repeat(Math.ceil(length / 13)).slice(0, length);

test.each([
  ["an image in a page", `<img src="data:image/png;base64,${run(5000)}==">`, '<img src="data:image/png;base64,…">'],
  ["two of them", `${run(600)} and ${run(700)}`, "… and …"],
  ["as long as a word may be", `a ${run(512)} b`, `a ${run(512)} b`],
  ["one letter longer", `a ${run(513)} b`, "a … b"],
  ["wherever it begins", `${"x ".repeat(300)}${run(513)}`, `${"x ".repeat(300)}…`],
  ["at the end of nothing", "", ""],
])("%s", (_, text, left) => {
  expect(withoutBlobs(text)).toBe(left);
});

test("the same as looking at every run", () => {
  const part = fc.oneof(
    fc.string(),
    fc.integer({ min: 0, max: 1600 }).map(run),
    fc.constantFrom(" ", "\n", "\u00e4", "\u{1f600}", "="),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join("");
      expect(withoutBlobs(text)).toBe(text.replace(/[A-Za-z0-9+/=_-]{513,}/g, "…"));
    }),
  );
});
