// Text on its way to a terminal: nothing steers it, nothing is lost, nothing is wider than asked.

import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { proseRows } from "./prose.ts";
import { penned } from "./sgr.ts";
import { printRow, type Row, span } from "./span.ts";
import { linesOf, visible, visibleLine } from "./visible.ts";
import { chop, columnsOf, rowColumns, wrapWords } from "./wrap.ts";

const text = (rows: readonly Row[]): string[] => rows.map((row) => printRow(row, false));

/** Texts with all that is hard: wide and combined characters, controls, marks, escapes. */
const hard = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "株式会社",
        "👨‍👩‍👧",
        "e\u0301",
        "\u001b[31m",
        "\u001b[2J",
        "\u202e",
        "\t",
        " ",
        "word",
        "\u200b",
        "# ",
        "- ",
        "`",
        "**",
        "\n",
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));

// oxlint-disable-next-line no-control-regex -- Controls are what is looked for.
const STEERING = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** The escapes that are printed here. */
// oxlint-disable-next-line no-control-regex -- As above.
const OURS = /\u001b\[(?:[1-4]|22|23|24|3[1-6]|39|90)(?:;\d+)*m/g;

test("rows are never wider than asked, and hold what was given", () => {
  fc.assert(
    fc.property(hard, fc.integer({ min: 20, max: 130 }), fc.nat(6), (said, width, hang) => {
      const line = visibleLine(said);
      for (const rows of [wrapWords([span(line)], width, hang), chop([span(line)], width)]) {
        for (const row of rows) expect(rowColumns(row)).toBeLessThanOrEqual(width);
        const kept = (value: string): string => value.replaceAll(" ", "");
        expect(kept(rows.map((row) => row.map((part) => part.text).join("")).join(""))).toBe(kept(line));
      }
    }),
    { numRuns: 500 },
  );
});

test("nothing that is shown of any text steers a terminal, and all of it can be seen", () => {
  fc.assert(
    fc.property(hard, (said) => {
      for (const line of linesOf(said)) expect(visible(line)).not.toMatch(STEERING);
      for (const row of proseRows(said, 60)) expect(printRow(row, false)).not.toMatch(STEERING);
      const pen = { styles: [] };
      for (const line of linesOf(said)) {
        const coloured = printRow(penned(line, pen), true).replaceAll(OURS, "");
        expect(coloured).not.toMatch(STEERING);
      }
    }),
    { numRuns: 1000 },
  );
});

test("prose is no wider than asked", () => {
  fc.assert(
    fc.property(hard, fc.integer({ min: 24, max: 100 }), (said, width) => {
      for (const row of proseRows(said, width)) expect(rowColumns(row)).toBeLessThanOrEqual(width);
    }),
    { numRuns: 500 },
  );
});

test("words stay whole where they fit, and rows behind the first hang", () => {
  expect(text(wrapWords([span("one two three four")], 12, 2))).toEqual(["one two", "  three four"]);
  expect(text(wrapWords([span("  indented stays")], 40))).toEqual(["  indented stays"]);
  expect(text(wrapWords([span("(", "dim"), span("code", "cyan"), span(") word")], 8))).toEqual(["(code)", "word"]);
  expect(text(wrapWords([span("0123456789abcdef")], 10))).toEqual(["0123456789", "abcdef"]);
});

test("wide characters count for two, and are never cut", () => {
  expect(columnsOf("株式")).toBe(4);
  expect(text(chop([span("株式会社")], 5))).toEqual(["株式", "会社"]);
  expect(text(chop([span("e\u0301e\u0301e\u0301")], 2))).toEqual(["e\u0301e\u0301", "e\u0301"]);
  expect(text(chop([span("abc👨‍👩‍👧")], 4))).toEqual(["abc", "👨‍👩‍👧"]);
  expect(stringWidth("👨‍👩‍👧")).toBe(2);
});

test("tabs stand where a terminal would put them", () => {
  expect(visible("a\tb\t\tc")).toBe("a       b               c");
  expect(visible("株\tb")).toBe("株      b");
});

test("what cannot be seen is named", () => {
  expect(visible("\u0000\u001b]0;x\u0007")).toBe("\\u0000\\u001b]0;x\\u0007");
  expect(visible("a\u202egnp.exe")).toBe("a\\u202egnp.exe");
  expect(visible("zero\u200bwidth\ufeff")).toBe("zero\\u200bwidth\\ufeff");
  expect(visible("tag\u{e0041}")).toBe("tag\\u{e0041}");
  expect(linesOf("10 %\r20 %\r\ndone")).toEqual(["10 %", "20 %", "done"]);
});

test("colours a program chose are kept where they can be seen anywhere, all else of them is dropped", () => {
  const pen = { styles: [] };
  const row = penned(
    "\u001b[1;31mred\u001b[0m \u001b[8;40;30mhidden\u001b[39m \u001b[38;5;196mmany \u001b[32mgreen",
    pen,
  );
  expect(row.map(({ text: shown, styles }) => [shown, styles])).toEqual([
    ["red", ["bold", "red"]],
    [" ", []],
    ["hidden", []],
    [" ", []],
    ["many ", []],
    ["green", ["green"]],
  ]);
  expect(penned("still", pen)).toEqual([{ text: "still", styles: ["green"] }]);
  expect(printRow(row, true)).toContain("\u001b[1;31mred\u001b[22;39m");
  expect(printRow(row, false)).toBe("red hidden many green");
  expect(printRow(penned("\u001b[2Kx\u001b[1A", { styles: [] }), true)).toBe("\\u001b[2Kx\\u001b[1A");
});

test("Markdown is read as people write it", () => {
  const said = [
    "## What *was* wrong ##",
    "",
    "",
    "See [cart.ts](/home/cart.ts:38) and `code`, **strong** words.",
    "- one item that is longer than the row is wide",
    "  1. nested",
    "- [x] done",
    "> quoted",
    "```ts",
    "\tif (a < b) { return `x`; }",
    "```",
    "| a | b |",
    "---",
  ].join("\n");
  expect(text(proseRows(said, 40))).toEqual([
    "What *was* wrong",
    "",
    "See cart.ts (/home/cart.ts:38) and code,",
    "strong words.",
    "• one item that is longer than the row",
    "  is wide",
    "  1. nested",
    "☑ done",
    "│ quoted",
    "          if (a < b) { return `x`; }",
    "| a | b |",
    "────────────────────────",
  ]);
});

test("a fence that is left open ends with the text", () => {
  expect(text(proseRows("```\n# no heading\n```js", 40))).toEqual(["  # no heading", "  ```js"]);
});

test("long lines of marks cost no more than their length", () => {
  for (const mark of ["`", "*", "[", "](", "**a", "[a]("]) {
    const said = `so: ${mark.repeat(200_000 / mark.length)}`;
    expect(proseRows(said, 80).length).toBeGreaterThan(10);
  }
});
