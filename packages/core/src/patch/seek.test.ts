// What Codex made of patches, as its versions left the files in the lab: 0.8.0, 0.29.0, 0.36.0, 0.87.0, 0.144.6. Of the
// TypeScript CLI it is what the source in its package makes of them.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyEnvelopeHunks,
  applyScriptedHunks,
  BARE_DIALECT,
  FIRST_DIALECT,
  parsePatch,
  SORTED_DIALECT,
  type PatchHunk,
} from "./index.ts";

const DIALECTS = { first: FIRST_DIALECT, bare: BARE_DIALECT, sorted: SORTED_DIALECT };

function hunksOf(...lines: readonly string[]): readonly PatchHunk[] {
  const patch = ["*** Begin Patch", "*** Update File: f", ...lines, "*** End Patch"].join("\n");
  return parsePatch(patch).changes.flatMap(({ hunks }) => hunks);
}

const numbered = (count: number): string => Array.from({ length: count }, (_, at) => `l${at + 1}\n`).join("");

describe("in all versions until 0.147", () => {
  test.each<[name: string, before: string, lines: string[], after: string | null]>([
    ["ends a file that had no newline with one", "one\ntwo", ["@@", "-one", "+ONE"], "ONE\ntwo\n"],
    [
      "so too where nothing changed there",
      `${numbered(10)}last`,
      ["@@", "-l3", "+L3"],
      `${numbered(10)}last\n`.replace("l3", "L3"),
    ],
    [
      "writes the lines of the patch, without carriage returns",
      "l1\r\nl2\r\nl3\r\n",
      ["@@", " l2", "-l3", "+L3"],
      "l1\r\nl2\nL3\n",
    ],
    ["takes the first place that fits", "x\ny\nx\ny\n", ["@@", " x", "-y", "+Y"], "x\nY\nx\ny\n"],
    [
      "takes the last place at the end of the file",
      "x\ny\nx\ny\n",
      ["@@", " x", "-y", "+Y", "*** End of File"],
      "x\ny\nx\nY\n",
    ],
    ["refuses another place than the end", "x\ny\nx\nz\n", ["@@", " x", "-y", "+Y", "*** End of File"], null],
    ["seeks behind the header", "fn a\n x\nfn b\n x\n", ["@@ fn b", "- x", "+ X"], "fn a\n x\nfn b\n X\n"],
    ["seeks the header as roughly as lines", "fn –a\nz\n", ["@@ fn -a", "-z", "+Z"], "fn –a\nZ\n"],
    [
      "knows the end of the file better than the header",
      "fn a\nq\nfn b\nq\n",
      ["@@ fn a", "-q", "+Q", "*** End of File"],
      "fn a\nq\nfn b\nQ\n",
    ],
    [
      "adds at the end, whatever the header says",
      "fn a\n x\nfn b\n x\n",
      ["@@ fn a", "+ y"],
      "fn a\n x\nfn b\n x\n y\n",
    ],
    ["adds to an empty file", "", ["@@", "+added"], "added\n"],
    ["takes all lines away", "a\nb\n", ["@@", "-a", "-b"], ""],
    ["goes on behind the hunk before", "q\nq\nq\n", ["@@", "-q", "+Q", "@@", "-q", "+R"], "Q\nR\nq\n"],
    ["does not go back", numbered(30), ["@@", "-l20", "+L20", "@@", "-l5", "+L5"], null],
    [
      "overlooks blanks at the end of lines, and takes them away",
      "a  \nb\t\nc\n",
      ["@@", " a", " b", "-c", "+C"],
      "a\nb\nC\n",
    ],
    ["overlooks blanks at both ends", "  a\n\tb\nc\n", ["@@", " a", " b", "-c", "+C"], "a\nb\nC\n"],
    ["overlooks typography", "a – “q” ‘s’\u00a0x\nc\n", ["@@", ` a - "q" 's' x`, "-c", "+C"], `a - "q" 's' x\nC\n`],
    ["prefers an exact place to a nearer one", " a\na \na\n", ["@@", "-a", "+A"], " a\na \nA\n"],
    ["prefers blanks to typography", "a–b\nz\n a-b\nz\n", ["@@", " a-b", "-z", "+Z"], "a–b\nz\na-b\nZ\n"],
    ["takes a blank last line for the end of the file", "a\nb\n", ["@@", " a", "-b", "+B", " "], "a\nB\n"],
    ["has context that is blank", "a\n\nb\n", ["@@", " a", "", "-b", "+B"], "a\n\nB\n"],
    ["knows Rust's blanks: next line", "a\u0085\nz\n", ["@@", " a", "-z", "+Z"], "a\nZ\n"],
    ["knows Rust's blanks: no byte order mark", "\ufeffa\nz\n", ["@@", " a", "-z", "+Z"], null],
    ["does not take every dash for one", "x\u2043y\nz\n", ["@@", " x-y", "-z", "+Z"], null],
    ["needs no header at first", numbered(6), [" l2", "-l3", "+L3", "@@ l4", "-l5", "+L5"], "l1\nl2\nL3\nl4\nL5\nl6\n"],
  ])("%s", (_name, before, lines, after) => {
    for (const dialect of Object.values(DIALECTS))
      expect(applyEnvelopeHunks(before, hunksOf(...lines), dialect)).toBe(after);
  });

  test("every dash, quote and space of the list is taken for its plain one", () => {
    const odd = [
      ..."‐‑‒–—―−",
      ..."‘’‚‛",
      ..."“”„‟",
      ..."\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    ];
    const plain = [..."-------", ..."''''", ...'""""', ..." ".repeat(13)];
    const before = [...odd.map((sign) => `x${sign}y\n`), "z\n"].join("");
    const after = [...plain.map((sign) => `x${sign}y\n`), "Z\n"].join("");
    const lines = ["@@", ...plain.map((sign) => ` x${sign}y`), "-z", "+Z"];
    expect(applyEnvelopeHunks(before, hunksOf(...lines), SORTED_DIALECT)).toBe(after);
  });
});

describe("where versions differ", () => {
  test.each<[before: string, lines: string[], after: Readonly<Record<keyof typeof DIALECTS, string>>]>([
    ["a\nb\n\n", ["@@", "+added"], { first: "a\nb\n\nadded\n", bare: "a\nb\nadded\n", sorted: "a\nb\nadded\n" }],
    [
      numbered(5),
      ["@@", "+end", "@@", "-l1", "+L1", "+L1b"],
      {
        first: "L1\nL1b\nl2\nl3\nl4\nend\nl5\n",
        bare: "L1\nL1b\nl2\nl3\nl4\nend\nl5\n",
        sorted: "L1\nL1b\nl2\nl3\nl4\nl5\nend\n",
      },
    ],
  ])("%j %j", (before, lines, after) => {
    for (const [name, dialect] of Object.entries(DIALECTS))
      expect(applyEnvelopeHunks(before, hunksOf(...lines), dialect)).toBe(after[name as keyof typeof DIALECTS]);
  });
});

describe("in the TypeScript CLI", () => {
  test.each<[name: string, before: string, lines: string[], after: string | null]>([
    ["keeps the end of the file as it is", "one\ntwo", ["@@", "-one", "+ONE"], "ONE\ntwo"],
    ["keeps lines that the patch repeats inexactly", "  a\n\tb\nc\n", ["@@", " a", " b", "-c", "+C"], "  a\n\tb\nC\n"],
    ["seeks behind the header", "fn a\n x\nfn b\n x\n", ["@@ fn b", "- x", "+ X"], "fn a\n x\nfn b\n X\n"],
    ["goes without a header that is not there", "a\n", ["@@ fn b", "-a", "+A"], "A\n"],
    [
      "seeks elsewhere what should end the file",
      "x\ny\nx\nz\n",
      ["@@", " x", "-y", "+Y", "*** End of File"],
      "x\nY\nx\nz\n",
    ],
    ["adds lines at the end behind the last newline", "a\n", ["@@", "+b", "*** End of File"], "a\n\nb"],
    ["puts new lines before those that go", "a\nb\nc\n", ["@@", " a", "-b", "+B", " c"], "a\nB\nc\n"],
    ["refuses lines that are not there", "a\n", ["@@", "-b", "+B"], null],
    ["does not know typography", "a–b\n", ["@@", "-a-b", "+A"], null],
  ])("%s", (_name, before, lines, after) => {
    expect(applyScriptedHunks(before, hunksOf(...lines))).toBe(after);
  });
});

test("nothing throws, whatever the text and the patch", () => {
  const line = fc.constantFrom("@@", "@@ a", " a", "-a", "+b", " ", "", "-", "*** End of File", " c\r");
  fc.assert(
    fc.property(fc.stringMatching(/^[abc \r\n]*$/), fc.array(line, { maxLength: 12 }), (text, lines) => {
      const hunks = hunksOf(...lines);
      for (const dialect of Object.values(DIALECTS))
        expect(applyEnvelopeHunks(text, hunks, dialect) ?? "\n").toMatch(/^$|\n$/);
      expect(typeof (applyScriptedHunks(text, hunks) ?? "")).toBe("string");
    }),
  );
});
