import { expect, test } from "vitest";
import type { Remark } from "./finding.ts";
import { createOrdinals } from "./ordinals.ts";

function judge(numbers: readonly (number | null)[]): [string, number][] {
  const found: Remark[] = [];
  const ordinals = createOrdinals((remark) => found.push(remark));
  numbers.forEach((ordinal, index) => ordinals.step({ offset: index * 10, length: 9, number: index + 1 }, ordinal));
  ordinals.end();
  return found.map(({ kind, line }) => [kind, line]);
}

test.each<[string, (number | null)[], [string, number][]]>([
  ["a root rollout", [0, 1, 2, 3], []],
  ["a segment begins where its base was cut", [82, 83, 84], []],
  ["a resume of 0.146 to 0.153", [0, 1, 2, 2, 3], [["ordinal-duplicate", 4]]],
  [
    "two writers",
    [0, 1, 2, 1, 2, 3, 2, 3, 4],
    [
      ["ordinal-regression", 4],
      ["ordinal-regression", 7],
    ],
  ],
  ["records lost", [0, 1, 5, 6], [["ordinal-gap", 3]]],
  ["a jump back and on is no gap", [0, 1, 2, 3, 1, 4], [["ordinal-regression", 5]]],
  ["some without", [0, null, null, 1], [["ordinal-missing", 2]]],
  ["some without that were counted", [0, null, null, 3], [["ordinal-missing", 2]]],
  [
    "some without, and others lost",
    [0, null, null, 4],
    [
      ["ordinal-gap", 4],
      ["ordinal-missing", 2],
    ],
  ],
  ["none at all", [null, null], []],
])("%s", (_, numbers, expected) => {
  expect(judge(numbers)).toEqual(expected);
});
