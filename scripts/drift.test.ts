// The description of drift names what changed, and says nothing where nothing did.

import { expect, test } from "vitest";
import { describeDrift, diffLines } from "./drift.ts";

test("equal sets have no drift", () => {
  expect(describeDrift(new Map([["a", "x\n"]]), new Map([["a", "x\n"]]))).toBe("");
});

test("names what was added, removed and changed", () => {
  const drift = describeDrift(
    new Map([
      ["gone", ""],
      ["same", "x"],
      ["changed", "one\ntwo\nthree\n"],
    ]),
    new Map([
      ["same", "x"],
      ["changed", "one\n2\nthree\n"],
      ["new", ""],
    ]),
  );
  expect(drift).toBe(
    "changed:\n  @ line 2\n    one\n  - two\n  + 2\n    three\n    \ngone: committed, but nothing makes it any more\nnew: not committed",
  );
});

test("a line repeated is a line added", () => {
  expect(diffLines(["a", "b"], ["a", "a", "b"])).toBe("  @ line 2\n    a\n  + a\n    b");
});
