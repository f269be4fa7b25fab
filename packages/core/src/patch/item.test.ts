import { expect, test } from "vitest";
import { CutText } from "../bytes/json.ts";
import { changesOfItem, countLines, parseUpdatedFiles } from "./index.ts";

test("reads a changes map", () => {
  const changes = {
    "/w/new.txt": { type: "add", content: "brand new\nsecond\n" },
    "/w/old.txt": {
      type: "update",
      unified_diff: "@@ -1 +1 @@\n-keep\n+kept\n",
      move_path: "/w/renamed.txt",
    },
    "/w/a.txt": { type: "update", unified_diff: "@@ -1 +1,2 @@\n a\n+b\n", move_path: null },
    "/w/del.txt": { type: "delete", content: "gone\nno newline" },
  };
  const seen = changesOfItem(changes).map((c) => [c.path, c.kind, c.moved_to, c.lines_added, c.lines_removed]);
  expect(seen).toEqual([
    ["/w/new.txt", "add", null, 2, 0],
    ["/w/old.txt", "update", "/w/renamed.txt", 1, 1],
    ["/w/a.txt", "update", null, 1, 0],
    ["/w/del.txt", "delete", null, 0, 2],
  ]);
});

test("does not guess the counts of a text that was not read whole", () => {
  const cut = new CutText("@@ -1 +1 @@\n", "", "", 1_000_000);
  const changes = changesOfItem({
    a: { type: "update", unified_diff: cut },
    b: { type: "add", content: cut },
  });
  expect(changes).toMatchObject([
    { path: "a", lines_added: null, lines_removed: null },
    { path: "b", lines_added: null, lines_removed: 0, content: null },
  ]);
});

test.each([null, 3, "x", [], { a: null, b: { type: "chmod" }, c: "x" }])("has no change for %j", (value) => {
  expect(changesOfItem(value)).toEqual([]);
});

test.each([
  ["", 0],
  ["a", 1],
  ["a\n", 1],
  ["a\n\n", 2],
  ["\n", 1],
])("counts the lines of %j", (text, lines) => {
  expect(countLines(text)).toBe(lines);
});

test.each([
  ["Success. Updated the following files:\nA a b.txt\nM b\nD c\n", ["add a b.txt", "update b", "delete c"]],
  ["Exit code: 0\nWall time: 0 seconds\nOutput:\nSuccess. Updated the following files:\r\nM a\r\n", ["update a"]],
  ["Success. Updated the following files:\nA a\nwarning: x\nM b\n", ["add a"]],
  ["said: Success. Updated the following files:\nA a\n", []],
  ["apply_patch verification failed: no such line", []],
])("reads the files of %j", (output, files) => {
  expect(parseUpdatedFiles(output).map((file) => `${file.kind} ${file.path}`)).toEqual(files);
});
