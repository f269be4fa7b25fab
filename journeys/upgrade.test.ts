// `rollbook upgrade` on sessions of every older era, and what Codex 0.169.0 itself then reads of them.

import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, test } from "vitest";
import { fetchCodex, readThreadWithCodex, runScenario, SCENARIOS, SPECIMENS, type CodexThread } from "../lab/index.ts";

const ROOT = join(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "packages/rollbook/bin/rollbook.js");
const READER = "0.169.0";
const PLACE = mkdtempSync(join(tmpdir(), "rollbook-upgrade-"));
afterAll(() => rmSync(PLACE, { recursive: true }));

const SCHEMA: unknown = JSON.parse(readFileSync(join(ROOT, "contracts/upgrade.schema.json"), "utf8"));
const fits = new Ajv2020({ strict: false }).compile(SCHEMA as object);

function rollbook(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** The largest session file of a specimen: of the several a TypeScript session left, the last. */
function specimen(path: string): string {
  const name = readdirSync(join(SPECIMENS, path), { recursive: true, encoding: "utf8" })
    .filter((file) => /rollout-[^/]*\.jsonl?$/.test(file))
    .toSorted((a, b) => statSync(join(SPECIMENS, path, b)).size - statSync(join(SPECIMENS, path, a)).size)[0];
  if (name === undefined) throw new Error(`no session in ${path}`);
  return join(SPECIMENS, path, name);
}

function readUpgraded(path: string): Promise<CodexThread> {
  return readFile(specimen(path));
}

/** Upgrades a session, puts it where Codex looks for it, and has Codex read it. */
async function readFile(file: string): Promise<CodexThread> {
  const home = mkdtempSync(join(PLACE, "home-"));
  const output = join(home, "upgraded.jsonl");
  const before = readFileSync(file);
  const { status, stdout, stderr } = rollbook("upgrade", file, "-o", output, "--json");
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const report = JSON.parse(stdout) as { thread_id: string; suggested_name: string };
  expect(fits(report), JSON.stringify(fits.errors)).toBe(true);
  expect(readFileSync(file).equals(before)).toBe(true);
  const day = join(home, "sessions", ...report.suggested_name.slice(8, 18).split("-"));
  mkdirSync(day, { recursive: true });
  copyFileSync(output, join(day, report.suggested_name));
  return readThreadWithCodex(READER, home, report.thread_id);
}

interface Item {
  readonly type: string;
  readonly [key: string]: unknown;
}

function itemsOf(thread: CodexThread): Item[] {
  return thread.turns.flatMap((turn) => turn["items"] as Item[]);
}

function prompts(thread: CodexThread): unknown[] {
  return itemsOf(thread)
    .filter(({ type }) => type === "userMessage")
    .map(({ content }) => (content as { text: string }[])[0]?.text);
}

function answers(thread: CodexThread): unknown[] {
  return itemsOf(thread)
    .filter(({ type }) => type === "agentMessage")
    .map(({ text }) => text);
}

/** Script, exit code, status. Codex shows a command as one line, quoted; the script is its last word. */
function commands(thread: CodexThread): unknown[] {
  return itemsOf(thread)
    .filter(({ type }) => type === "commandExecution")
    .map(({ command, exitCode, status }) => {
      const shown = String(command);
      const quoted = /^\S+ -lc (?:'([^']*)'|"([^"]*)"|(\S+))$/.exec(shown);
      return [quoted?.[1] ?? quoted?.[2] ?? quoted?.[3] ?? shown, exitCode, status];
    });
}

function changes(thread: CodexThread): unknown[] {
  return itemsOf(thread)
    .filter(({ type }) => type === "fileChange")
    .map((item) => [
      item["status"],
      (item["changes"] as { path: string; kind: { type: string } }[])
        .map(({ path, kind }) => `${kind.type} ${path.slice(path.lastIndexOf("/") + 1)}`)
        .toSorted(),
    ]);
}

describe("Codex reads an upgraded session", () => {
  test("of a TypeScript document", async () => {
    const thread = await readUpgraded("document/0.1.2504172351-ts/tui");
    expect(thread.turns.map(({ status }) => status)).toEqual(["completed", "completed"]);
    expect(prompts(thread)).toEqual(["first prompt", "third"]);
    expect(answers(thread)).toEqual(["TS answer one.", "TS patched."]);
    expect(commands(thread)).toEqual([["echo ts; exit 5", 5, "failed"]]);
    expect(itemsOf(thread).filter(({ type }) => type === "reasoning")).toMatchObject([{ summary: ["ts thinking"] }]);
  });

  test.each(["bare/0.8.0", "bare/0.28.0", "envelope/0.36.0", "envelope/0.87.0", "envelope/0.118.0", "legacy/0.147.0"])(
    "with its commands: %s",
    async (label) => {
      const thread = await readUpgraded(`${label}/shell`);
      expect(thread.turns.map(({ status }) => status)).toEqual(["completed"]);
      expect(prompts(thread)).toEqual(["run commands"]);
      // 0.8.0 exits before it has written the last message.
      expect(answers(thread)).toEqual(label.endsWith("/0.8.0") ? [] : ["Done: one ok, one failed."]);
      expect(commands(thread)).toEqual([
        ["echo hello; pwd", 0, "completed"],
        ["ls /nonexistent-dir; echo oops >&2; exit 3", 3, "failed"],
        ["cat a.txt", 0, "completed"],
      ]);
    },
  );

  test.each(["bare/0.8.0", "envelope/0.36.0", "envelope/0.87.0", "envelope/0.118.0", "legacy/0.147.0"])(
    "with its patches: %s",
    async (label) => {
      const thread = await readUpgraded(`${label}/patch`);
      expect(prompts(thread)).toEqual(["apply patches"]);
      expect(changes(thread)).toEqual([
        ["completed", ["add new.txt", "update a.txt"]],
        ["completed", ["delete del.txt", "update old.txt"]],
        ["failed", ["update a.txt"]],
      ]);
    },
  );

  test.each(["bare/0.8.0", "envelope/0.36.0", "envelope/0.87.0", "envelope/0.118.0", "envelope/0.142.5"])(
    "with its MCP calls: %s",
    async (label) => {
      const thread = await readUpgraded(`${label}/mcp`);
      const calls = itemsOf(thread).filter(({ type }) => type === "mcpToolCall");
      expect(calls.map(({ server, tool }) => [server, tool])).toEqual([
        ["lab", "echo"],
        ["lab", "fail"],
        ["lab", "structured"],
        ["lab", "picture"],
      ]);
      expect(calls[0]).toMatchObject({ arguments: { text: "ping" }, result: { content: [{ text: "echo: ping" }] } });
      // Only the events of 0.133 … say whether a call succeeded; before, Codex is told that nothing tells.
      const told = label.endsWith("0.142.5");
      expect(calls.map(({ status }) => status)).toEqual(
        told
          ? ["completed", "failed", "completed", "completed"]
          : ["inProgress", "inProgress", "inProgress", "inProgress"],
      );
    },
  );

  test.each(["shell", "patch", "mcp"])("that 0.144.6 has just written: %s", async (name) => {
    const scenario = SCENARIOS.get(name);
    if (scenario === undefined) throw new Error(`the lab has no scenario ${name}`);
    const run = await runScenario({ codex: await fetchCodex("0.144.6"), scenario });
    try {
      const [file = ""] = run.sessions;
      const thread = await readFile(file);
      expect(thread.turns.map(({ status }) => status)).toEqual(["completed"]);
      if (name === "shell") expect(commands(thread).map((command) => (command as unknown[])[1])).toEqual([0, 3, 0]);
      if (name === "patch")
        expect(changes(thread).map((change) => (change as unknown[])[0])).toEqual(["completed", "completed", "failed"]);
      if (name === "mcp") {
        const calls = itemsOf(thread).filter(({ type }) => type === "mcpToolCall");
        expect(calls.map(({ tool, status }) => [tool, status])).toEqual([
          ["echo", "completed"],
          ["fail", "failed"],
          ["structured", "completed"],
          ["picture", "completed"],
        ]);
      }
    } finally {
      run.dispose();
    }
  });

  test("with every turn of a session that was resumed twice", async () => {
    const thread = await readUpgraded("envelope/0.87.0/resume");
    expect(prompts(thread)).toEqual(["one", "two", "three"]);
    expect(answers(thread)).toEqual(["First.", "Second.", "Third."]);
    expect(commands(thread)).toEqual([["echo second", 0, "completed"]]);
  });
});

describe("the command", () => {
  const old = specimen("bare/0.8.0/shell");

  test("tells a person what was made up and what has no place", () => {
    const output = join(PLACE, "told.jsonl");
    const { status, stdout } = rollbook("upgrade", old, "-o", output);
    expect(status).toBe(0);
    expect(stdout).toContain("bare → paginated");
    expect(stdout).toContain("3 × CommandExecution");
    expect(stdout).toContain("1 × the version of Codex that wrote the session: unknown");
    expect(stdout).toContain("9 × record of type state (the first on line 2");
    expect(stdout).toMatch(/under the name rollout-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-b847a7e6-[0-9a-f-]+\.jsonl/);
  });

  test("reaches the eras between", () => {
    const output = join(PLACE, "between.jsonl");
    expect(rollbook("upgrade", old, "--to", "envelope", "-o", output).status).toBe(0);
    const types = readFileSync(output, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(new Set(types)).toEqual(new Set(["session_meta", "response_item", "event_msg"]));
  });

  test("writes nothing for a file that is paginated already", () => {
    const output = join(PLACE, "same.jsonl");
    const { status, stdout } = rollbook("upgrade", specimen("paginated/0.169.0/shell"), "-o", output);
    expect([status, stdout.endsWith("already: nothing was written\n")]).toEqual([0, true]);
    expect(existsSync(output)).toBe(false);
  });

  test("refuses to write over its input, into a codex home, or nowhere", () => {
    const own = join(PLACE, "own.jsonl");
    copyFileSync(old, own);
    const home = mkdtempSync(join(PLACE, "codex-"));
    mkdirSync(join(home, "sessions"));
    writeFileSync(join(home, "config.toml"), "");
    for (const args of [["-o", own], ["-o", join(home, "sessions", "new.jsonl")], []]) {
      const { status, stderr } = rollbook("upgrade", own, ...args);
      expect([status, stderr.trim().split("\n").length]).toEqual([2, 1]);
    }
    expect(readFileSync(own).equals(readFileSync(old))).toBe(true);
    expect(readdirSync(join(home, "sessions"))).toEqual([]);
  });

  test("writes over no file, only into a device or a new file", () => {
    const taken = join(PLACE, "taken.jsonl");
    writeFileSync(taken, "somebody's\n");
    expect(rollbook("upgrade", old, "-o", taken)).toEqual({
      status: 2,
      stdout: "",
      stderr: `rollbook: ${taken} exists already, and nothing is written over; name a new file, or remove this one first\n`,
    });
    expect(readFileSync(taken, "utf8")).toBe("somebody's\n");
    rmSync(taken);
    expect(rollbook("upgrade", old, "-o", taken).status).toBe(0);
    expect(rollbook("upgrade", old, "-o", "/dev/null").status).toBe(0);
  });

  test("says so when there is nothing to read, and leaves no file behind", () => {
    const output = join(PLACE, "none.jsonl");
    const stranger = join(PLACE, "stranger.txt");
    writeFileSync(stranger, "no session\n");
    for (const input of [join(PLACE, "missing.jsonl"), stranger, PLACE]) {
      const { status, stderr } = rollbook("upgrade", input, "-o", output);
      expect([status, stderr.trim().split("\n").length]).toEqual([3, 1]);
      expect(existsSync(output)).toBe(false);
    }
  });

  test("says of what it cannot read what actions says", () => {
    for (const input of [process.execPath, join(PLACE, "missing.jsonl")]) {
      const { status, stderr } = rollbook("upgrade", input, "-o", join(PLACE, "unread.jsonl"));
      expect({ status, stderr }).toEqual({ status: 3, stderr: rollbook("actions", input).stderr });
    }
    const broken = join(PLACE, "broken.jsonl.zst");
    writeFileSync(broken, zstdCompressSync(readFileSync(old)).subarray(0, -100));
    const { status, stderr } = rollbook("upgrade", broken, "-o", join(PLACE, "unread.jsonl"));
    expect(status).toBe(3);
    expect(stderr).toMatch(/^rollbook: cannot read \S+\.zst.*: its compression is broken; fetch the file again .*\n$/);
    expect(stderr).not.toContain("exported");
  });
});
