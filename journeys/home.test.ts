// What is in a home: as a person and as a program are told it, of a home that Codex itself has filled.

import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchCodex, NEWEST_CODEX, runScenario, SCENARIOS, type ScenarioRun } from "../lab/index.ts";

const ROOT = join(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "packages/rollbook/bin/rollbook.js");

interface Report {
  readonly home: string;
  readonly sessions: number;
  readonly versions: Readonly<Record<string, number>>;
  readonly config: { readonly model: string };
  readonly state: { readonly rows: number; readonly differences: readonly { readonly kind: string }[] };
}

function run(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "home", ...args], {
    env: { ...process.env, NO_COLOR: "1" },
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

let lab: ScenarioRun;
beforeAll(async () => {
  const scenario = SCENARIOS.get("plain");
  if (scenario === undefined) throw new Error("no scenario");
  lab = await runScenario({ codex: await fetchCodex(NEWEST_CODEX), scenario });
});
afterAll(() => lab.dispose());

function stamps(): readonly string[] {
  return ["", ...readdirSync(lab.home, { recursive: true, encoding: "utf8" })].toSorted().map((name) => {
    const stats = statSync(join(lab.home, name), { bigint: true });
    const content = stats.isFile() ? readFileSync(join(lab.home, name)).toString("base64") : "";
    return `${name} ${stats.ino} ${stats.size} ${stats.mtimeNs} ${content}`;
  });
}

test("a home of the newest Codex agrees with its files, and is left as it was", () => {
  appendFileSync(join(lab.home, "config.toml"), '\n[mcp_servers.x.env]\nKEY = "hunter2hunter2"\n');
  const before = stamps();
  const { code, out, err } = run("--json", "--home", lab.home);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const report = JSON.parse(out) as Report;
  expect(report).toMatchObject({
    home: lab.home,
    sessions: 1,
    versions: { [NEWEST_CODEX]: 1 },
    state: { rows: 1, differences: [] },
    problems: [],
  });
  const text = run("--home", lab.home, "--home", lab.home);
  expect(text).toMatchObject({ code: 0, err: "" });
  expect(text.out).toContain("state_5.sqlite has 1 session and agrees with the files.");
  expect(text.out).toContain(`model     ${report.config.model}`);
  expect(text.out.match(/^Codex home /gm)).toHaveLength(1);
  expect(out + text.out).not.toContain("hunter2");
  expect(stamps()).toEqual(before);
});

/** Every command that reads a home; `{id}` stands for its session. */
const READERS: readonly (readonly string[])[] = [
  ["index"],
  ["index", "--status"],
  ["search", "a"],
  ["search", "--newest", "/./"],
  ["sql", "select * from sessions"],
  ["list"],
  ["list", "--tree", "--json"],
  ["stats", "--by", "session"],
  ["home"],
  ["history"],
  ["logs"],
  ["logs", "{id}"],
  ["show", "{id}"],
  ["show", "{id}", "--context"],
  ["files", "{id}"],
  ["diff", "{id}"],
  ["actions", "{id}"],
  ["check", "{id}"],
  ["index", "--rebuild"],
  ["search", "--wait", "a"],
];

test("nothing that reads a home changes a byte, a time or a name in it, nor puts anything there", () => {
  const cache = mkdtempSync(join(tmpdir(), "rollbook-cache-"));
  try {
    const before = stamps();
    const id = /-([0-9a-f-]{36})\.jsonl$/.exec(lab.sessions[0] ?? "")?.[1] ?? "";
    for (const [name = "", ...args] of READERS) {
      const words = args.map((word) => word.replace("{id}", id));
      const env = { ...process.env, CODEX_HOME: lab.home, XDG_CACHE_HOME: cache, NO_COLOR: "1" };
      const { status, stderr } = spawnSync(process.execPath, [PROGRAM, name, ...words], { env, encoding: "utf8" });
      expect([0, 1], `${name} ${words.join(" ")}: ${stderr}`).toContain(status);
      expect([name, words, stamps()]).toEqual([name, words, before]);
    }
    expect(readdirSync(cache)).toEqual(["rollbook"]);
  } finally {
    rmSync(cache, { recursive: true });
  }
});

test("a session that someone moved away is missed, with its id and what to do", () => {
  const [session = ""] = lab.sessions;
  renameSync(session, `${session}.bak`);
  try {
    const { code, out } = run("--home", lab.home);
    expect(code).toBe(0);
    expect(out).toContain("differs from the files in 1 place");
    expect(out).toMatch(
      /Codex's database has session [0-9a-f-]{36}, but its file is gone: .*Bring it back from a backup/,
    );
    expect(out).toContain("lies among the sessions and is none");
  } finally {
    renameSync(`${session}.bak`, session);
  }
});

test("a home that is not there is a failure, an empty one is none", () => {
  const empty = mkdtempSync(join(tmpdir(), "rollbook-home-"));
  expect(run("--home", empty)).toMatchObject({ code: 0, err: "" });
  rmSync(empty, { recursive: true });
  const { code, out, err } = run("--home", empty);
  expect({ code, out }).toEqual({ code: 3, out: "" });
  expect(err).toContain("there is no such directory; --home names another");
});
