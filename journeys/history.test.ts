// Every prompt of a home: from its history files and its sessions, each once, found by words and days.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "packages/rollbook/bin/rollbook.js");
const SPECIMENS = join(ROOT, "specimens");

interface Prompt {
  readonly time: string | null;
  readonly text: string;
  readonly session_id: string | null;
  readonly session_name: string | null;
  readonly cwd: string | null;
  readonly source: string | null;
  readonly path: string | null;
  readonly origins: readonly string[];
}

function run(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "history", ...args], {
    env: { ...process.env, NO_COLOR: "1", TZ: "UTC" },
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

function prompts(...args: readonly string[]): readonly Prompt[] {
  const { code, out, err } = run("--json", ...args);
  expect(code, err).toBe(0);
  return out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Prompt);
}

/** A home of three eras, with a history that Codex has trimmed and a disk has damaged. */
const home = mkdtempSync(join(tmpdir(), "rollbook-history-"));
afterAll(() => rmSync(home, { recursive: true }));
beforeAll(() => {
  for (const from of [
    "paginated/0.169.0/tui",
    "paginated/0.169.0/shell",
    "envelope/0.36.0/tui",
    "paginated/0.169.0/fork",
  ]) {
    cpSync(join(SPECIMENS, from, "home/sessions"), join(home, "sessions"), { recursive: true });
  }
  const history = ["paginated/0.169.0/tui", "envelope/0.36.0/tui"].map((from) =>
    readFileSync(join(SPECIMENS, from, "home/history.jsonl"), "utf8"),
  );
  const secret = `export TOKEN=ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`;
  const more = [
    { session_id: "01a10000-0000-7000-8000-00000000dead", ts: 1_795_000_000, text: `Deploy to Staging\n${secret}` },
    { session_id: "01a10000-0000-7000-8000-00000000dead", ts: 1_795_000_001, text: "\u001b[2Jsteer" },
  ];
  const damaged = ['{"session_id":"x","ts":1,"te', ...more.map((entry) => JSON.stringify(entry)), ""].join("\n");
  writeFileSync(join(home, "history.jsonl"), history.join("") + damaged);
});

describe("all prompts", () => {
  test("are told once, newest first, with their sessions; exec wrote none into the history", () => {
    const all = prompts("--home", home);
    const schema = JSON.parse(readFileSync(join(ROOT, "contracts/history.schema.json"), "utf8")) as {
      properties: object;
    };
    const validate = new Ajv2020({ allowUnionTypes: true }).compile({ ...schema, additionalProperties: false });
    for (const prompt of all) expect(validate(prompt), JSON.stringify(validate.errors)).toBe(true);
    const times = all.map(({ time }) => time ?? "");
    expect(times).toEqual(times.toSorted().toReversed());
    const tui = all.filter(({ session_id }) => session_id === "01a1fd0c-feba-76d2-8c68-0c05ab850a3e");
    expect(tui.map(({ text, origins }) => [text, origins.join()])).toEqual([
      ["after compact", "history,session"],
      // What is typed for the shell is no prompt to the model.
      ["!echo user-bang; exit 6", "history"],
      ["patch prompt", "history,session"],
    ]);
    expect(tui.every(({ cwd, path }) => cwd?.endsWith("/repo") && path?.includes(home))).toBe(true);
    const exec = all.filter(({ source }) => source === "exec");
    expect(exec.length).toBeGreaterThan(0);
    expect(exec.every(({ origins }) => origins.join() === "session")).toBe(true);
    const keys = all.map(({ session_id, text, time }) => `${session_id} ${text} ${time}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("are found by words, patterns, days and number", () => {
    const texts = (...args: readonly string[]): string[] => prompts("--home", home, ...args).map(({ text }) => text);
    expect(texts("PROMPT", "pat")).toEqual(["patch prompt", "patch prompt"]);
    expect(texts("^patch p", "--regex", "--limit", "1")).toEqual(["patch prompt"]);
    expect(texts("patch", "nowhere")).toEqual([]);
    expect(texts("--until", "2026-11-20")).toHaveLength(2);
    expect(texts("--since", "2026-11-21T07:42:00Z", "fresh")).toEqual(["fresh thread"]);
    expect(texts("--typed")).toHaveLength(10);
  });

  test("hide secrets, and tell what the disk took", () => {
    const { code, out, err } = run("staging", "--home", home);
    expect(code).toBe(0);
    expect(out).toContain("Deploy to Staging⏎export TOKEN=");
    expect(out).not.toContain("ghp_a1B2");
    expect(err).toMatch(/history\.jsonl, line 9 \(byte \d+\): The record breaks off/);
    expect(err).toMatch(/1 secret was hidden/);
    expect(run("staging", "--home", home, "--no-redact").out).toContain("ghp_a1B2");
    expect(run("steer", "--home", home).out).not.toContain("\u001b");
  });
});

test("prompts of the first CLI are tied to the session that was open", () => {
  const typescript = mkdtempSync(join(tmpdir(), "rollbook-history-"));
  cpSync(join(SPECIMENS, "document/0.1.2505291658-ts/tui/userhome/.codex/sessions"), join(typescript, "sessions"), {
    recursive: true,
  });
  const [asked] = prompts("--home", typescript);
  expect(asked).toMatchObject({ time: null, origins: ["session"] });
  const begun = JSON.parse(JSON.stringify(asked)) as { session_started_at: string; text: string; session_id: string };
  const timestamp = Date.parse(begun.session_started_at) + 1500;
  writeFileSync(join(typescript, "history.json"), JSON.stringify([{ command: begun.text, timestamp }]));
  expect(prompts("--home", typescript)[0]).toMatchObject({
    time: new Date(timestamp).toISOString(),
    session_id: begun.session_id,
    origins: ["history", "session"],
  });
  rmSync(typescript, { recursive: true });
});

test("says what cannot be done", () => {
  const missing = run("--home", join(home, "nowhere"));
  expect(missing).toMatchObject({ code: 3, out: "" });
  expect(missing.err).toContain("there is no such directory");
  expect(run("--regex", "(", "--home", home)).toMatchObject({ code: 2, out: "" });
  expect(run("--limit", "x", "--home", home).code).toBe(2);
  expect(run("--since", "soon", "--home", home).err).toContain("--since needs a day");
  const empty = mkdtempSync(join(tmpdir(), "rollbook-history-"));
  mkdirSync(join(empty, "sessions"));
  expect(run("--home", empty)).toEqual({ code: 0, out: "", err: "rollbook: no prompt was found\n" });
  rmSync(empty, { recursive: true });
});
