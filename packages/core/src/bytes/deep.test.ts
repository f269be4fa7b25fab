import { describe, expect, test } from "vitest";
import { DEEPEST, isTooDeep, parseJson } from "./deep.ts";

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
const inObjects = (levels: number): string => '{"a":'.repeat(levels) + "1" + "}".repeat(levels);

describe("depth", () => {
  test.each([nested, inObjects])("is told to the level", (made) => {
    expect(isTooDeep(JSON.parse(made(DEEPEST)))).toBe(false);
    expect(isTooDeep(JSON.parse(made(DEEPEST + 1)))).toBe(true);
    expect(isTooDeep(JSON.parse(`[1,"two",${made(DEEPEST + 1)}]`))).toBe(true);
  });

  test("of a text is refused however great it is", () => {
    expect(parseJson(nested(DEEPEST))).toHaveLength(1);
    for (const levels of [DEEPEST + 1, 100_000]) expect(() => parseJson(nested(levels))).toThrow(SyntaxError);
  });
});
