// Answers in JSON become tables where they are objects or lists of them, and nothing else does.

import { expect, test } from "vitest";
import { structureOf } from "./structure.ts";

test("an object is its fields, a list of objects a row for each", () => {
  expect(structureOf('{"doubled":42,"more":{"a":[1]}}')).toEqual({
    columns: [],
    rows: [
      ["doubled", 42],
      ["more", { a: [1] }],
    ],
    more: 0,
  });
  expect(structureOf(' [{"a":1,"b":null},{"b":"x","c":true}]')).toEqual({
    columns: ["a", "b", "c"],
    rows: [
      [1, null, undefined],
      [undefined, "x", true],
    ],
    more: 0,
  });
  const many = structureOf(JSON.stringify(Array.from({ length: 250 }, (_, index) => ({ index }))));
  expect([many?.rows.length, many?.more]).toEqual([100, 150]);
});

test("what is no table is left as it is", () => {
  const wide = JSON.stringify([Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`c${index}`, 0]))]);
  for (const text of ["", "{", "{}", "[]", "[1,2]", '[{"a":1},2]', '"text"', "42", "{broken}", wide, "x {}"]) {
    expect(structureOf(text), text).toBe(null);
  }
  // Names that objects have of themselves are names like others.
  expect(structureOf('[{"__proto__":1,"constructor":2}]')?.rows).toEqual([[1, 2]]);
});
