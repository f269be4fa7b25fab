import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPatch, parsePatch } from "./index.ts";

const patch = (...lines: string[]): string => ["*** Begin Patch", ...lines, "*** End Patch"].join("\n");

describe("findPatch", () => {
  const envelope = patch("*** Add File: a", "+x");
  test.each([
    ["bare", envelope],
    ["blank space around", `\n  \n${envelope}\n\n`],
    ["padded markers", envelope.replace("*** Begin Patch", " *** Begin Patch ")],
    ["heredoc", `<<EOF\n${envelope}\nEOF`],
    ["quoted heredoc", `<<'EOF'\n${envelope}\nEOF\n`],
    ["double-quoted heredoc of another word", `<<"PATCH"\n${envelope}\nPATCH`],
    ["heredoc that was never closed", `<<'EOF'\n${envelope}`],
    ["CRLF", envelope.replaceAll("\n", "\r\n")],
  ])("finds the envelope: %s", (_name, text) => {
    expect(findPatch(text)?.replace(/^ /, "").replace("Patch ", "Patch")).toBe(envelope);
    expect(parsePatch(text)).toMatchObject({
      complete: true,
      changes: [{ path: "a", content: "x\n" }],
    });
  });

  test("keeps an envelope that was cut, and says so", () => {
    const cut = "*** Begin Patch\n*** Add File: a\n+x";
    expect(findPatch(cut)).toBe(cut);
    expect(parsePatch(cut)).toMatchObject({
      complete: false,
      changes: [{ path: "a", lines_added: 1 }],
    });
  });

  test("leaves out what follows the end marker", () => {
    expect(findPatch(`${envelope}\nDone.`)).toBe(envelope);
  });

  test.each(["", "hello", "text before\n*** Begin Patch\n*** End Patch", "*** Begin Patches"])(
    "finds none in %j",
    (text) => {
      expect(findPatch(text)).toBeNull();
      expect(parsePatch(text)).toMatchObject({ changes: [], complete: false });
    },
  );
});

describe("parsePatch", () => {
  test("reads every kind of section, in order", () => {
    const text = patch(
      "*** Add File: new dir/ü.txt",
      "+one",
      "+",
      "+*** End Patch",
      "*** Update File: a.txt",
      "@@ fn main()",
      " context",
      "-old",
      "+new",
      "+newer",
      "@@",
      "",
      "-last",
      "*** End of File",
      "*** Delete File: gone.txt",
      "*** Update File: old.txt",
      "*** Move to: moved/renamed.txt",
      "-keep",
      "+kept",
    );
    expect(parsePatch(text)).toEqual({
      complete: true,
      problems: [],
      environment_id: null,
      changes: [
        {
          path: "new dir/ü.txt",
          kind: "add",
          moved_to: null,
          lines_added: 3,
          lines_removed: 0,
          hunks: [],
          content: "one\n\n*** End Patch\n",
        },
        {
          path: "a.txt",
          kind: "update",
          moved_to: null,
          lines_added: 2,
          lines_removed: 2,
          content: null,
          hunks: [
            {
              header: "fn main()",
              added: 2,
              removed: 1,
              lines: [" context", "-old", "+new", "+newer"],
              at_end_of_file: false,
            },
            { header: null, added: 0, removed: 1, lines: [" ", "-last"], at_end_of_file: true },
          ],
        },
        {
          path: "gone.txt",
          kind: "delete",
          moved_to: null,
          lines_added: 0,
          lines_removed: null,
          hunks: [],
          content: null,
        },
        {
          path: "old.txt",
          kind: "update",
          moved_to: "moved/renamed.txt",
          lines_added: 1,
          lines_removed: 1,
          content: null,
          hunks: [
            {
              header: null,
              added: 1,
              removed: 1,
              lines: ["-keep", "+kept"],
              at_end_of_file: false,
            },
          ],
        },
      ],
    });
  });

  test("reads the environment a patch names", () => {
    expect(parsePatch(patch("*** Environment ID: remote", "*** Delete File: a"))).toMatchObject({
      complete: true,
      environment_id: "remote",
      changes: [{ path: "a" }],
    });
  });

  test("counts a removed line that looks like a header of a unified diff", () => {
    expect(parsePatch(patch("*** Update File: q.sql", "@@", "--- a comment", "+++ b")).changes[0]).toMatchObject({
      lines_added: 1,
      lines_removed: 1,
    });
  });

  test.each([
    ["a stray line", patch("hello", "*** Delete File: a"), /line 2 is no file header: "hello"/],
    ["a line without a mark", patch("*** Update File: a", "@@", "-x", "junk"), /line 5 is neither/],
    ["an empty update", patch("*** Update File: a"), /"a" holds no lines/],
    ["an early end of file", patch("*** Update File: a", "*** End of File", "+x"), /line 3 ends a file/],
  ])("names the problem: %s", (_name, text, problem) => {
    const read = parsePatch(text);
    expect(read.complete).toBe(false);
    expect(read.problems.join("; ")).toMatch(problem);
    expect(read.changes.map((change) => change.path)).toEqual(["a"]);
  });

  test("never throws, and counts the lines it returns", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "*** Begin Patch",
        "*** End Patch",
        "*** Update File: a",
        "*** Add File: b",
        "*** Delete File: c",
      ),
      fc.constantFrom(
        "*** Move to: d",
        "*** End of File",
        "@@",
        "@@ x",
        "+p",
        "-m",
        " c",
        "",
        "?",
        "<<EOF",
        "EOF",
        "\r",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.boolean(), (lines, wrap) => {
        const read = parsePatch(wrap ? patch(...lines) : lines.join("\n"));
        for (const change of read.changes) {
          const marks = change.hunks.flatMap((hunk) => hunk.lines.map((text) => text[0]));
          if (change.kind !== "update") continue;
          expect(change.lines_added).toBe(marks.filter((mark) => mark === "+").length);
          expect(change.lines_removed).toBe(marks.filter((mark) => mark === "-").length);
        }
      }),
    );
  });
});
