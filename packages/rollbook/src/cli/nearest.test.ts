// Slips of the hand are understood, other words are not.

import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

test.each([
  ["acions", "actions"],
  ["actiosn", "actions"],
  ["chek", "check"],
  ["x", null],
  ["completely", null],
  ["", null],
])("%s → %s", (word, meant) => {
  expect(nearest(word, ["actions", "check", "upgrade"])).toBe(meant);
});
