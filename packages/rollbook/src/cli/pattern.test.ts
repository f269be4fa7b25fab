// Regular expressions of a command line, whichever command they are given to.

import { describe, expect, test } from "vitest";
import type { Invocation } from "./command.ts";
import { EXIT, Failure } from "./exit.ts";
import { readHistoryOptions } from "./history/options.ts";
import { readLogsOptions } from "./logs/options.ts";
import { readPattern } from "./pattern.ts";

const NOTHING: Invocation = { operands: [], flags: new Set(), values: new Map() };
const READERS: readonly (readonly [string, (source: string) => void])[] = [
  ["history", (source) => readHistoryOptions({ ...NOTHING, operands: [source], flags: new Set(["regex"]) }, 0)],
  ["logs", (source) => readLogsOptions({ ...NOTHING, values: new Map([["regex", [source]]]) }, 0)],
];

describe.each(READERS)("%s", (_, reader) => {
  const refusal = (source: string): Failure => {
    try {
      reader(source);
    } catch (error) {
      if (error instanceof Failure) return error;
    }
    throw new Error(`understood: ${source}`);
  };

  test.each([
    ["(a+)+$", "--regex: the regular expression may never come to an end: "],
    ["(", "--regex: the regular expression is not valid: unterminated group"],
  ])("refuses %s", (source, message) => {
    expect(refusal(source)).toMatchObject({ code: EXIT.usage, message: expect.stringContaining(message) });
  });
});

test("they know no case, look at lines, and come to an end over any text", () => {
  expect(readPattern("--regex", "^É.$")("one\né🚀\nthree")).toBe(true);
  expect(readPattern("--regex", "^o$")("one")).toBe(false);
  expect(readPattern("--regex", "a*a*a*a*b")("a".repeat(1500))).toBe(false);
});
