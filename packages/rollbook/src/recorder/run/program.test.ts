// Programs that are asked for their version, and those that do not answer.

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ask, stumbles, versionIn } from "./program.ts";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "rollbook-program-"));
});
afterEach(() => rmSync(place, { recursive: true }));

function program(lines: string): string {
  const path = join(place, "codex");
  writeFileSync(path, `#!/bin/sh\n${lines}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("what it says is its answer, where it ends well", async () => {
  const said = await ask(program('echo "codex-cli 0.98.0 $1 $CODEX_HOME"'), "--version", process.env, place);
  expect(said).toBe(`codex-cli 0.98.0 --version ${place}/no-home\n`);
  expect([versionIn(said), stumbles(versionIn(said)), stumbles("0.169.0")]).toEqual(["0.98.0", true, false]);
  expect(await ask(program("echo 1.2.3; exit 3"), "--version", process.env, place)).toBe("");
  expect(await ask(join(place, "none"), "--version", process.env, place)).toBe("");
});

test.skipIf(process.platform !== "linux")(
  "one that hangs is ended, however it resists, and what it started too",
  async () => {
    const path = program(`trap "" TERM\nsleep 600 &\necho $! > ${place}/pid\nwhile :; do wait; done`);
    expect(await ask(path, "--version", process.env, place, 2000)).toBe("");
    const pid = readFileSync(join(place, "pid"), "utf8").trim();
    await expect
      .poll(() => existsSync(`/proc/${pid}`) && !/ Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8")))
      .toBe(false);
  },
);
