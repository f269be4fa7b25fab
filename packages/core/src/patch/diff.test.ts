import fc from "fast-check";
import { expect, test } from "vitest";
import { countDiff, parseDiff } from "./index.ts";

test.each([
  ["", 0, 0],
  ["@@ -1,3 +1,3 @@\n line one\n-line two\n+line 2\n line three\n", 1, 1],
  ["@@ -1 +1 @@\n-keep\n+kept\n", 1, 1],
  ["@@ -0,0 +1,2 @@\n+a\n+b\n", 2, 0],
  ["@@ -1,2 +0,0 @@\n-a\n-b\n", 0, 2],
  ["@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n", 1, 1],
  ["diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n--- a/y\n+++ b/y\n@@ -1 +0,0 @@\n-c\n", 1, 2],
  ["@@ -1,2 +1,2 @@\n--- sql comment\n+++ plus\n same\n", 1, 1],
  ["@@\n-a\n+b\n@@ fn x\n+c\n", 2, 1],
  ["@@ -1 +1 @@\n-keep\n+kept\n\n\nMoved to: b.txt", 1, 1],
  ["@@ -1,2 +1,2 @@\r\n a\r\n-b\r\n+c\r\n", 1, 1],
  ["no diff at all\n-x\n+y", 0, 0],
])("counts the lines of %j", (diff, added, removed) => {
  expect(countDiff(diff)).toEqual({ added, removed });
});

test("keeps the header and the lines of each hunk", () => {
  expect(parseDiff("@@ -1,2 +1 @@ fn x\n a\n-b\n@@ -9 +8 @@\n-c\n+d\n")).toEqual([
    { header: "-1,2 +1 @@ fn x", added: 0, removed: 1, lines: [" a", "-b"], at_end_of_file: false },
    { header: "-9 +8 @@", added: 1, removed: 1, lines: ["-c", "+d"], at_end_of_file: false },
  ]);
});

test("counts what a diff was made of, whatever the lines say", () => {
  const mark = fc.constantFrom(" ", "+", "-");
  const text = fc.stringMatching(/^[ +\-@\\a-z]{0,8}$/);
  fc.assert(
    fc.property(fc.array(fc.array(fc.tuple(mark, text), { minLength: 1, maxLength: 8 }), { maxLength: 4 }), (hunks) => {
      const count = (wanted: string): number => hunks.flat().filter(([found]) => found === wanted).length;
      const diff = hunks
        .map((lines) => {
          const olds = lines.filter(([found]) => found !== "+").length;
          const news = lines.filter(([found]) => found !== "-").length;
          return `@@ -1,${olds} +1,${news} @@\n${lines.map((line) => line.join("")).join("\n")}\n`;
        })
        .join("");
      expect(countDiff(diff)).toEqual({ added: count("+"), removed: count("-") });
    }),
  );
});

test("never throws", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => Number.isInteger(countDiff(text).added)));
});
