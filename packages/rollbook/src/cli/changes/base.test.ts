import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Failure } from "../exit.ts";
import { readBase } from "./base.ts";

const place = mkdtempSync(join(tmpdir(), "rollbook-base-"));
afterAll(() => rmSync(place, { recursive: true }));

function git(...args: readonly string[]): string {
  const person = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "core.autocrlf=false"];
  const { status, stdout, stderr } = spawnSync("git", [...person, ...args], { cwd: place, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return stdout.trim();
}

let commit = "";
beforeAll(() => {
  git("init", "-q", "-b", "main");
  mkdirSync(join(place, "sub/deep"), { recursive: true });
  writeFileSync(join(place, "a.txt"), "a\r\nb\n");
  writeFileSync(join(place, "bom.txt"), "\ufeffa\n");
  writeFileSync(join(place, "empty"), "");
  writeFileSync(join(place, "sub/ü [x].txt"), "ü\n");
  writeFileSync(join(place, "sub/run.sh"), "#!\n");
  chmodSync(join(place, "sub/run.sh"), 0o755);
  writeFileSync(join(place, "bytes"), Buffer.from([0x61, 0xff, 0x0a]));
  symlinkSync("a.txt", join(place, "link"));
  symlinkSync("sub", join(place, "folder"));
  git("add", "-A");
  git("commit", "-q", "-m", "first");
  commit = git("rev-parse", "HEAD");
  writeFileSync(join(place, "a.txt"), "changed\n");
  git("commit", "-q", "-a", "-m", "second");
});

describe("files of a commit", () => {
  test.each([
    ["/w/a.txt", { kind: "text", text: "a\r\nb\n", mode: "100644" }],
    ["/w/bom.txt", { kind: "text", text: "\ufeffa\n", mode: "100644" }],
    ["/w/empty", { kind: "text", text: "", mode: "100644" }],
    ["/w/sub/ü [x].txt", { kind: "text", text: "ü\n", mode: "100644" }],
    ["/w/sub/run.sh", { kind: "text", text: "#!\n", mode: "100755" }],
    ["/w/bytes", { kind: "other", why: "its bytes are no UTF-8", link: false }],
    ["/w/link", { kind: "other", why: "it is a symbolic link", link: true }],
    ["/w/folder/run.sh", { kind: "other", why: "it lies behind a symbolic link", link: true }],
    ["/w/none", { kind: "none" }],
    ["/w/sub", { kind: "none" }],
    ["/elsewhere", null],
  ])("%s", (path, file) => {
    expect(readBase(place, commit, "/w", [path]).file(path)).toEqual(file);
  });

  test("for a session that worked in a folder of the repository", () => {
    const base = readBase(join(place, "sub"), commit, "/w/sub", ["/w/sub/run.sh", "/w/a.txt", "/w/sub/deep/../run.sh"]);
    expect(base.file("/w/sub/run.sh")).toMatchObject({ kind: "text", mode: "100755" });
    expect(base.file("/w/a.txt")).toMatchObject({ kind: "text", text: "a\r\nb\n" });
  });

  test("by its name too", () => {
    expect(readBase(place, "main~1", "/w", []).commit).toBe(commit);
  });
});

test.each([
  [() => readBase(place, null, "/w", []), /does not say which commit/],
  [() => readBase(place, "0123456789abcdef", "/w", []), /has no commit 0123456789abcdef/],
  [() => readBase(place, "--output=/tmp/x", "/w", []), /that is no commit/],
  [() => readBase(tmpdir(), commit, "/w", []), /is no git repository/],
])("says what is wrong: %#", (run, message) => {
  expect(run).toThrow(Failure);
  expect(run).toThrow(message);
});
