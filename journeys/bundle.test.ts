// A session handed on as one file: bundled on one machine, opened on another, as a person does it.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SPECIMENS } from "../lab/index.ts";

const PROGRAM = join(import.meta.dirname, "../packages/rollbook/bin/rollbook.js");

let root = "";
let home = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rollbook-bundle-journey-"));
  home = join(root, "home");
  cpSync(join(SPECIMENS, "paginated/0.169.0/subagents/home"), home, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const env = (): NodeJS.ProcessEnv => ({ ...process.env, CODEX_HOME: home, TMPDIR: root, NO_COLOR: "1" });

function rollbook(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const ended = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: root, env: env(), encoding: "utf8" });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

test("what was bundled is told elsewhere as it was here", () => {
  expect(rollbook("bundle", "last", "-o", "b.tar.zst")).toMatchObject({ code: 0, out: "" });
  expect(statSync(join(root, "b.tar.zst")).mode & 0o777).toBe(0o600);
  const here = rollbook("actions", join(home, "sessions"), "--include", "output");
  const opened = rollbook("open", "b.tar.zst", "--extract", "there");
  expect(opened).toMatchObject({ code: 0, out: `${join(root, "there")}\n` });
  const there = rollbook("actions", "there/sessions", "--include", "output");
  const place = /"file":"[^"]*\/sessions\//g;
  expect(there.out.replaceAll(place, "").replaceAll("there/sessions", "")).toBe(
    here.out.replaceAll(place, "").replaceAll(join(home, "sessions"), ""),
  );
  expect(rollbook("open", "b.tar.zst", "--extract", "there")).toMatchObject({ code: 2, out: "" });
  expect(rollbook("open", "b.tar.zst", "--extract", "home/there")).toMatchObject({ code: 2, out: "" });
  expect(readdirSync(root).filter((name) => name.startsWith(".rollbook"))).toEqual([]);
});

test("a bundle that was changed is refused, and leaves nothing", () => {
  rollbook("bundle", "last", "-o", "b.tar.zst");
  const bytes = readFileSync(join(root, "b.tar.zst"));
  writeFileSync(join(root, "b.tar.zst"), bytes.subarray(0, bytes.length / 2));
  const { code, out, err } = rollbook("open", "b.tar.zst", "--extract", "there");
  expect({ code, out }).toEqual({ code: 3, out: "" });
  expect(err).toContain("nothing of it was kept");
  expect(readdirSync(root).filter((name) => /there|rollbook/.test(name))).toEqual([]);
  expect(rollbook("open", "none.zst").code).toBe(3);
  expect(rollbook("bundle", "last").code).toBe(2);
});

test("a bundle is shown in the browser, and its files are gone afterwards", async () => {
  rollbook("bundle", "last", "-o", "b.tar.zst");
  const server = spawn(process.execPath, [PROGRAM, "open", "b.tar.zst", "--no-open"], { cwd: root, env: env() });
  const [link] = (await once(server.stdout.setEncoding("utf8"), "data")) as [string];
  const answer = await fetch(link.trim());
  expect(answer.status).toBe(200);
  const [unpacked = ""] = readdirSync(root).filter((name) => name.startsWith(".rollbook-open-"));
  expect(existsSync(join(root, unpacked, "sessions"))).toBe(true);
  server.kill("SIGINT");
  const [code] = (await once(server, "exit")) as [number];
  expect(code).toBe(0);
  expect(existsSync(join(root, unpacked))).toBe(false);
});
