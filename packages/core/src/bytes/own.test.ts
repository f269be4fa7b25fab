import { expect, test } from "vitest";
import { own, put } from "./own.ts";

const NAMES = ["constructor", "toString", "hasOwnProperty", "__proto__"];

test("a table holds what was put there, by any name, and nothing else", () => {
  const table: Record<string, number> = {};
  for (const name of NAMES) expect(own(table, name)).toBeUndefined();
  for (const [at, name] of NAMES.entries()) put(table, name, at);
  expect(NAMES.map((name) => own(table, name))).toEqual([0, 1, 2, 3]);
  expect(JSON.stringify(table)).toBe('{"constructor":0,"toString":1,"hasOwnProperty":2,"__proto__":3}');
});
