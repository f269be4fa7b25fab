import fc from "fast-check";
import { applyPatch, formatPatch, structuredPatch } from "diff";
import { describe, expect, test } from "vitest";
import { formatHunks } from "../patch/index.ts";
import type { JsonObject } from "../bytes/json.ts";
import type { Thread } from "../thread/index.ts";
import {
  EVERYTHING,
  fileDiffs,
  fileStates,
  formatGitDiff,
  pathBelow,
  readHistory,
  replay,
  touchedFiles,
  type BaseFile,
  type ReplayOptions,
} from "./index.ts";
import { added, deleted, makeThread, patch, patched, ran, updated, WORK } from "./records.tools.ts";

function diffsOf(thread: Thread, options: Partial<ReplayOptions> = {}): readonly string[] {
  return fileDiffs(replay(readHistory(thread), { ...EVERYTHING, ...options })).map(
    ({ kind, old_path, path, hunks, reasons }) => {
      const name = pathBelow(WORK, path) ?? path;
      const from = old_path === null || old_path === path ? "" : `${pathBelow(WORK, old_path) ?? ""} → `;
      return `${kind} ${from}${name}\n${hunks === null ? reasons.map((reason) => reason.kind).join(" ") : formatHunks(hunks)}`;
    },
  );
}

const NINE = updated("@@ -9,3 +9,3 @@\n i\n-j\n+J\n k\n");
const TWELVE = updated("@@ -11,3 +11,4 @@\n k\n-l\n+L\n+L2\n m\n");

describe("changes of a file that was never seen whole", () => {
  test("are summed up with the lines around them that are known", () => {
    expect(diffsOf(makeThread([patched({ "a.txt": NINE })], [patched({ "a.txt": TWELVE })]))).toEqual([
      "modified a.txt\n@@ -9,5 +9,6 @@\n i\n-j\n+J\n k\n-l\n+L\n+L2\n m\n",
    ]);
  });

  test("that take each other back are none", () => {
    const back = updated("@@ -9,3 +9,3 @@\n i\n-J\n+j\n k\n");
    expect(diffsOf(makeThread([patched({ "a.txt": NINE }), patched({ "a.txt": back })]))).toEqual([
      "unchanged a.txt\n",
    ]);
  });

  test("are told from the first turn that counts, with what is known from before", () => {
    const thread = makeThread([patched({ "a.txt": NINE })], [patched({ "a.txt": TWELVE })]);
    expect(diffsOf(thread, { from: 1 })).toEqual(["modified a.txt\n@@ -9,5 +9,6 @@\n i\n J\n k\n-l\n+L\n+L2\n m\n"]);
    expect(diffsOf(thread, { until: 0 })).toEqual(["modified a.txt\n@@ -9,3 +9,3 @@\n i\n-j\n+J\n k\n"]);
  });

  test("are followed by a move", () => {
    const moved = updated("@@ -11,3 +11,3 @@\n k\n-l\n+L\n m\n", "b.txt");
    expect(diffsOf(makeThread([patched({ "a.txt": NINE }), patched({ "a.txt": moved })]))).toEqual([
      "renamed a.txt → b.txt\n@@ -9,5 +9,5 @@\n i\n-j\n+J\n k\n-l\n+L\n m\n",
    ]);
  });

  test("are told of a text that a deletion shows in the end", () => {
    const whole = [..."abcdefghi", "J", "k", "l"].map((line) => `${line}\n`).join("");
    const [diff] = diffsOf(makeThread([patched({ "a.txt": NINE }), patched({ "a.txt": deleted(whole) })]));
    expect(diff).toMatch(/^deleted a.txt\n@@ -1,12 \+0,0 @@\n(?:-[a-l]\n){12}$/);
  });

  test("are not told when all of it was replaced", () => {
    expect(diffsOf(makeThread([patched({ "a.txt": NINE }), patched({ "a.txt": added("x\n") })]))).toEqual([
      "modified a.txt\nunseen",
    ]);
  });
});

describe("with a command between two changes of a file", () => {
  test("its diff is not told", () => {
    const thread = makeThread([patched({ "a.txt": NINE }), ran("make"), patched({ "a.txt": TWELVE })]);
    expect(diffsOf(thread)).toEqual(["modified a.txt\ncommand"]);
    expect(diffsOf(thread, { trust: true })).toEqual([
      "modified a.txt\n@@ -9,5 +9,6 @@\n i\n-j\n+J\n k\n-l\n+L\n+L2\n m\n",
    ]);
  });

  test("but where both ends are known", () => {
    const thread = makeThread([patched({ "a.txt": added("x\n") }), ran("make"), patched({ "a.txt": added("y\n") })]);
    expect(diffsOf(thread)).toEqual(["added a.txt\n@@ -0,0 +1 @@\n+y\n"]);
  });

  test("before or behind them it does not matter", () => {
    const change = patched({ "a.txt": NINE });
    expect(diffsOf(makeThread([ran("make"), change, ran("make")]))).toEqual([
      "modified a.txt\n@@ -9,3 +9,3 @@\n i\n-j\n+J\n k\n",
    ]);
  });
});

test("a file that came and went is unchanged, one that may have been changed is not told", () => {
  const failed = patch({ "b.txt": added("b\n") }, "failed", { stdout: "", stderr: "Failed to write file\n" });
  const thread = makeThread([patched({ "a.txt": added("x\n") }), patched({ "a.txt": deleted("x\n") }), failed]);
  expect(diffsOf(thread)).toEqual(["unchanged a.txt\n", "modified b.txt\npatch"]);
});

test("files that changed places are told where they are", () => {
  const moves = [
    patched({ "a.txt": updated("", "t.txt") }),
    patched({ "b.txt": updated("", "a.txt") }),
    patched({ "t.txt": updated("", "b.txt") }),
  ];
  const text: Readonly<Record<string, string>> = { "/w/a.txt": "a\n", "/w/b.txt": "b\n" };
  const base = (path: string): BaseFile =>
    text[path] === undefined ? { kind: "none" } : { kind: "text", text: text[path], mode: "100644" };
  expect(diffsOf(makeThread(moves), { base })).toEqual([
    "modified a.txt\n@@ -1 +1 @@\n-a\n+b\n",
    "modified b.txt\n@@ -1 +1 @@\n-b\n+a\n",
    "unchanged t.txt\n",
  ]);
  // Without the texts, that is more than one diff for each file can say.
  expect(diffsOf(makeThread(moves)).filter((diff) => !diff.startsWith("unchanged"))).toEqual([
    "modified a.txt\nunseen",
    "modified b.txt\nunseen",
  ]);
});

test("the files of a thread are counted by kind, turn and lines", () => {
  const moved = updated("@@ -1 +1,2 @@\n-x\n+y\n+z\n", "b.txt");
  const thread = makeThread([patched({ "a.txt": added("x\n") })], [], [patched({ "a.txt": moved })]);
  const files = touchedFiles(replay(readHistory(thread), EVERYTHING));
  expect(files).toEqual([
    {
      path: "/w/a.txt",
      kinds: ["add", "update"],
      changes: 2,
      turns: [0, 2],
      lines_added: 3,
      lines_removed: 1,
      moved_to: "/w/b.txt",
      moved_from: null,
      uncertain: 0,
    },
    {
      path: "/w/b.txt",
      kinds: ["arrive"],
      changes: 1,
      turns: [2],
      lines_added: 0,
      lines_removed: 0,
      moved_to: null,
      moved_from: "/w/a.txt",
      uncertain: 0,
    },
  ]);
});

test("the sum of all changes is what became of the text, whatever was done", () => {
  const line = fc.constantFrom("a", "b", "c", "", "d");
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.map((each) => `${each}\n`).join(""));
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 6 }), fc.boolean(), (texts, known) => {
      const changes: JsonObject[] = texts
        .slice(1)
        .map((after, index) => patched({ "a.txt": updated(diff(texts[index] ?? "", after)) }));
      const base = (): BaseFile => ({ kind: "text", text: texts[0] ?? "", mode: "100644" });
      const told = replay(readHistory(makeThread(changes)), { ...EVERYTHING, base: known ? base : null });
      const [state] = fileStates(told);
      if (known) expect(state?.text).toBe(texts.at(-1));
      else expect(state?.text ?? texts.at(-1)).toBe(texts.at(-1));
      const [sum] = fileDiffs(told);
      expect(sum?.hunks).not.toBeNull();
      const whole = `--- a\n+++ b\n${formatHunks(sum?.hunks ?? [])}`;
      expect(applyPatch(texts[0] ?? "", whole)).toBe(texts.at(-1));
    }),
  );

  function diff(before: string, after: string): string {
    const { hunks } = structuredPatch("a", "b", before, after, undefined, undefined, { context: 1 });
    const whole = formatPatch({ oldFileName: "a", newFileName: "b", oldHeader: "", newHeader: "", hunks });
    return whole.replace(/^[^@]*/, "");
  }
});

describe("a patch for git", () => {
  const hunks = [
    {
      old_start: 1,
      old_count: 1,
      new_start: 1,
      new_count: 1,
      lines: [
        { mark: "-", text: "a\n" },
        { mark: "+", text: "b" },
      ],
    },
  ] as const;
  const base = { old_mode: null, mode: null, hunks };

  test.each([
    ["a.txt", "a.txt", "diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n"],
    [null, "a b.txt", "diff --git a/a b.txt b/a b.txt\nnew file mode 100644\n--- /dev/null\n+++ b/a b.txt\t\n"],
    ["ü.txt", null, "diff --git a/ü.txt b/ü.txt\ndeleted file mode 100644\n--- a/ü.txt\n+++ /dev/null\n"],
    [
      'q".txt',
      "t\tn\u0001.txt",
      'diff --git "a/q\\".txt" "b/t\\tn\\001.txt"\nrename from "q\\".txt"\nrename to "t\\tn\\001.txt"\n--- "a/q\\".txt"\n+++ "b/t\\tn\\001.txt"\n',
    ],
  ])("names %j and %j", (old_name, new_name, head) => {
    expect(formatGitDiff({ ...base, old_name, new_name })).toBe(
      `${head}@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n`,
    );
  });

  test("tells modes, and needs no hunk", () => {
    const moded = { old_name: "a", new_name: "b", old_mode: "100755", mode: "100644", hunks: [] };
    expect(formatGitDiff(moded)).toBe(
      "diff --git a/a b/b\nold mode 100755\nnew mode 100644\nrename from a\nrename to b\n",
    );
  });
});
