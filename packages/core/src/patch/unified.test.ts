import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatHunks, gitLines, linesWithEnds, parseUnified } from "./index.ts";

describe("parseUnified", () => {
  test.each([
    [
      "@@ -1,3 +1,3 @@\n line one\n-line two\n+LINE\n line three\n",
      [" line one\n", "-line two\n", "+LINE\n", " line three\n"],
    ],
    ["@@ -1 +1 @@\n-keep\n+kept\n", ["-keep\n", "+kept\n"]],
    ["@@ -0,0 +1 @@\n+added\n", ["+added\n"]],
    ["@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+TWO\n", [" one\n", "-two", "+TWO\n"]],
    ["@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n", ["-a", "+b"]],
    ["@@ -2,3 +2,3 @@\n l2\r\n-l3\r\n+L3\r\n l4\r\n", [" l2\r\n", "-l3\r\n", "+L3\r\n", " l4\r\n"]],
    // A file with lone carriage returns, as 0.169 wrote its diff.
    ["@@ -2,3 +2,3 @@\n b\n-c\n+C\r d\r", [" b\n", "-c\n", "+C\r", " d\r"]],
    ["@@ -1,2 +1,2 @@\n--- sql\n+++ c\n same\n", ["--- sql\n", "+++ c\n", " same\n"]],
    ["", []],
  ])("reads %j to the byte", (diff, lines) => {
    expect(parseUnified(diff)?.flatMap((hunk) => hunk.lines.map(({ mark, text }) => mark + text))).toEqual(lines);
  });

  test.each([
    ["a patch without numbers", "@@\n-a\n+b\n"],
    ["a hunk with too few lines", "@@ -1,2 +1 @@\n-a\n"],
    ["lines behind the last hunk", "@@ -1 +1 @@\n-a\n+b\n\n\nMoved to: b.txt"],
    ["a line without a mark", "@@ -1,2 +1,2 @@\n-a\n+b\njunk\n"],
    ["file headers", "--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b\n"],
  ])("does not read %s", (_name, diff) => {
    expect(parseUnified(diff)).toBeNull();
  });

  test("gives back what it read", () => {
    const diff =
      "@@ -2,3 +2,4 @@\n l2\n-l3\n+L3\n+L3b\n l4\n@@ -19,3 +20,2 @@\n l19\n-l20\n l21\n@@ -30 +30 @@\n-x\n+y\n\\ No newline at end of file\n";
    expect(formatHunks(parseUnified(diff) ?? [])).toBe(diff);
  });

  test("never throws", () => {
    const line = fc.constantFrom(
      "@@ -1 +1 @@",
      "@@ -1,3 +1,2 @@",
      "-a",
      "+b",
      " c",
      "\\ No newline at end of file",
      "",
      "\r",
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom("\n", "\r\n"), (lines, end) => {
        const hunks = parseUnified(lines.join(end));
        for (const { old_count, lines: told } of hunks ?? [])
          expect(told.filter(({ mark }) => mark !== "+")).toHaveLength(old_count);
      }),
    );
  });
});

test("lines are counted as Codex's differ and as git count them, and nothing of the text is lost", () => {
  expect(linesWithEnds("a\r\nb\rc\nd")).toEqual(["a\r\n", "b\r", "c\n", "d"]);
  expect(gitLines("a\r\nb\rc\nd")).toEqual(["a\r\n", "b\rc\n", "d"]);
  fc.assert(
    fc.property(fc.stringMatching(/^[a\r\n\u2028\u0085]*$/), (text) => {
      expect(linesWithEnds(text).join("")).toBe(text);
      expect(gitLines(text).join("")).toBe(text);
    }),
  );
});
