import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileState } from "rollbook-core/replay";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Failure } from "../exit.ts";
import { placeStates } from "./places.ts";
import { compareFile } from "./verify.ts";
import { writeFiles } from "./write.ts";

let place: string;
beforeEach(() => (place = mkdtempSync(join(tmpdir(), "rollbook-write-"))));
afterEach(() => rmSync(place, { recursive: true }));

const file = (at: string, text = "new\n", executable = false) => ({ place: at, text, executable });

function failure(run: () => void): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return `${error.code} ${error.message}`;
    throw error;
  }
  return "none";
}

describe("writeFiles", () => {
  test("makes the folder and what is in it", () => {
    const target = join(place, "deep/er");
    writeFiles(target, [file("a.txt"), file("b/c.sh", "#!\n", true)], false, {});
    expect(readFileSync(join(target, "a.txt"), "utf8")).toBe("new\n");
    expect(statSync(join(target, "b/c.sh")).mode & 0o777).toBe(0o755);
  });

  test("writes nothing at all where a file is in the way, unless told", () => {
    writeFileSync(join(place, "b.txt"), "old\n");
    const run = (overwrite: boolean) => () => writeFiles(place, [file("a.txt"), file("b.txt")], overwrite, {});
    expect(failure(run(false))).toMatch(/^2 .*b\.txt exists already; .*--overwrite$/);
    expect(existsSync(join(place, "a.txt"))).toBe(false);
    expect(failure(run(true))).toBe("none");
    expect(readFileSync(join(place, "b.txt"), "utf8")).toBe("new\n");
  });

  test.each([
    ["a link to a folder", "link/a.txt", /link is a symbolic link/],
    ["a link to a file", "other", /other is a symbolic link/],
    ["a file where a folder is needed", "plain/a.txt", /plain is a file/],
    ["a folder where a file is needed", "folder", /folder is no file/],
  ])("does not go through %s, even when told to write over", (_name, at, message) => {
    const outside = mkdtempSync(join(tmpdir(), "rollbook-outside-"));
    symlinkSync(outside, join(place, "link"));
    symlinkSync(join(outside, "kept"), join(place, "other"));
    writeFileSync(join(place, "plain"), "");
    mkdirSync(join(place, "folder"));
    expect(failure(() => writeFiles(place, [file(at)], true, {}))).toMatch(message);
    expect(readlinkSync(join(place, "other"))).toBe(join(outside, "kept"));
    expect(existsSync(join(outside, "kept")) || existsSync(join(outside, "a.txt"))).toBe(false);
    rmSync(outside, { recursive: true });
  });

  test("never writes into a codex home", () => {
    mkdirSync(join(place, "home/sessions"), { recursive: true });
    writeFileSync(join(place, "home/config.toml"), "");
    for (const target of ["home", "home/deep"])
      expect(failure(() => writeFiles(join(place, target), [file("a.txt")], false, {}))).toMatch(/^2 .*codex home/);
    expect(existsSync(join(place, "home/a.txt"))).toBe(false);
  });
});

const state = (path: string, more: Partial<FileState> = {}): FileState => ({
  path,
  state: "known",
  text: "x\n",
  mode: null,
  known_lines: 0,
  changes: 1,
  reasons: [],
  ...more,
});

test.each([
  ["/w/a.txt", "a.txt"],
  ["/w/b/ü.txt", "b/ü.txt"],
  ["/etc/passwd", ".outside/etc/passwd"],
  ["/wild/a.txt", ".outside/wild/a.txt"],
  ["../a.txt", null],
  ["/w/.git/hooks/post-checkout", null],
  ["/w/x/.GIT/config", null],
  ["/w/a\\..\\b", null],
  ["C:\\w\\a.txt", ".outside/C/w/a.txt"],
])("%s stands at %s below the folder of /w", (path, at) => {
  expect(placeStates([state(path)], { path: "/w", from: "header" }).map((placed) => placed.place)).toEqual([at]);
});

test("no two files share a place", () => {
  const placed = placeStates([state("/w/.outside/a"), state("/a")], { path: "/w", from: "header" });
  expect(placed.map((each) => each.place)).toEqual([".outside/a", null]);
});

test("compares byte for byte, and follows no link", () => {
  writeFileSync(join(place, "same"), "x\n");
  writeFileSync(join(place, "other"), "x\r\n");
  symlinkSync(join(place, "same"), join(place, "link"));
  mkdirSync(join(place, "folder"));
  const known = (at: string) => compareFile(place, at, state(`/w/${at}`));
  const deleted = (at: string) => compareFile(place, at, state(`/w/${at}`, { state: "deleted", text: null }));
  expect(["same", "other", "link", "folder", "none", "same/below"].map(known)).toEqual([
    "equal",
    "different",
    "not_a_file",
    "not_a_file",
    "missing",
    "missing",
  ]);
  expect(["same", "none", "folder", "same/below"].map(deleted)).toEqual(["present", "equal", "equal", "equal"]);
  expect(compareFile(place, "same", state("/w/same", { state: "unknown", text: null }))).toBe("not_compared");
});
