import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { printCalendar } from "./calendar.ts";
import { glyphsFor } from "./glyphs.ts";
import { compact, percent, shortTime } from "./numbers.ts";
import { printTable, type Ink } from "./table.ts";

const inkOf = (columns: number, locale = "C.UTF-8"): Ink => ({
  columns,
  glyphs: glyphsFor({ LANG: locale }),
  paint: (_, text) => text,
});

const row = fc.record({
  name: fc.string({ maxLength: 60 }),
  cells: fc.tuple(fc.nat(), fc.nat(), fc.nat(999), fc.nat(99)).map((cells) => cells.map(String)),
  part: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});
const columns = [
  { title: "one", leaves: 1 },
  { title: "two", leaves: 2 },
  { title: "three", leaves: 3 },
  { title: "4" },
];

test("a table fits the terminal, whatever is in it", () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 40, max: 200 }),
      fc.boolean(),
      fc.boolean(),
      (rows, width, bars, paths) => {
        const text = printTable({ title: "what", columns, rows, total: false, bars, paths }, inkOf(width));
        for (const line of text.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      },
    ),
  );
});

test("numbers that matter least go first, and a path keeps its end", () => {
  const rows = [{ name: "/home/someone/code/project", cells: ["1111", "2222", "3333", "4444"], part: 1 }];
  const lines = printTable({ title: "what", columns, rows, total: false, bars: true, paths: true }, inkOf(44)).split(
    "\n",
  );
  expect(lines[0]).not.toContain("one");
  expect(lines[0]).toContain("4");
  const narrow = printTable({ title: "what", columns, rows, total: false, bars: true, paths: true }, inkOf(40));
  expect(narrow).toMatch(/\n….*one\/code\/project +4444 +█{8}\n/);
  expect(lines[1]).toMatch(/^\/home\/someone\/code\/project +4444 +█{8,}$/);
});

test("where the locale has no UTF-8 all is ASCII", () => {
  const ink = inkOf(80, "C");
  const days = new Map(Array.from({ length: 28 }, (_, day) => [`2026-02-${String(day + 1).padStart(2, "0")}`, day]));
  const rows = [{ name: "a".repeat(90), cells: ["1", "2", "3", "4"], part: 0.5 }];
  const text =
    printTable({ title: "what", columns, rows, total: false, bars: true }, ink) +
    printCalendar(days, ink) +
    ink.glyphs.spark([0, 0.5, 1, null]);
  expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  expect(text).toContain("#");
});

test.each([
  [{ LC_ALL: "de_DE.UTF-8", LANG: "C" }, "█"],
  [{ LC_ALL: "", LC_CTYPE: "C", LANG: "en_US.UTF-8" }, "#"],
  [{ LANG: "POSIX" }, "#"],
  [{}, "█"],
])("%j draws with %s", (env, block) => {
  expect(glyphsFor(env).bar(1, 1)).toBe(block);
});

test("a bar is as long as its part, and never none for more than nothing", () => {
  const { bar } = glyphsFor({});
  expect([bar(0, 8), bar(1e-9, 8), bar(0.5, 8), bar(1, 8), bar(7, 8)]).toEqual([
    "",
    "▏",
    "████",
    "████████",
    "████████",
  ]);
});

test("a calendar begins weeks on Mondays, and names months where they begin", () => {
  const sizes = new Map([
    ["2026-01-26", 1],
    ...Array.from({ length: 20 }, (_, day) => [`2026-02-${String(day + 8).padStart(2, "0")}`, 4] as const),
  ]);
  const lines = printCalendar(sizes, inkOf(80)).split("\n");
  expect(lines.slice(0, 8)).toEqual([
    "    Feb",
    "Mon ▒·███",
    "    ··███",
    "Wed ··███",
    "    ··███",
    "Fri ··███",
    "    ··██",
    "    ·███",
  ]);
  expect(printCalendar(new Map([["2026-01-26", 1]]), inkOf(80))).toBe("");
});

test.each([
  [compact(9999), "9999"],
  [compact(10_000), "10.0k"],
  [compact(1_234_567), "1.23M"],
  [percent(0, 0), "-"],
  [percent(0, 7), "0%"],
  [percent(1, 3), "33.3%"],
  [percent(1, 100_000), "<0.1%"],
  [shortTime(null), "-"],
  [shortTime(999), "999 ms"],
  [shortTime(3210), "3.2 s"],
  [shortTime(45_678), "46 s"],
  [shortTime(125_000), "2 min"],
])("%s reads %s", (text, told) => {
  expect(text).toBe(told);
});
