// Arguments of calls as fields, however they were written down.

import { expect, test } from "vitest";
import { argumentsIn } from "./arguments.tsx";

test("arguments are fields, within a text as well, and else none", () => {
  const rows = (given: unknown): unknown => argumentsIn(JSON.stringify({ content: { arguments: given } }))?.value.rows;
  expect(rows({ n: 21 })).toEqual([["n", 21]]);
  expect(rows(`{"path":"a.txt"}`)).toEqual([["path", "a.txt"]]);
  expect([rows("no JSON"), rows(null), argumentsIn("{}")]).toEqual([undefined, undefined, null]);
});
