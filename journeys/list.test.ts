// rollbook list as people and programs call it.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const LIVE = join(ROOT, "specimens/paginated/0.169.0/appserver_live/home");

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "rollbook-list-"));
  cpSync(LIVE, home, { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true }));

function list(...words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const bin = join(ROOT, "packages/rollbook/bin/rollbook.js");
  const env = { ...process.env, CODEX_HOME: home, COLUMNS: "100" };
  return spawnSync(process.execPath, [bin, "list", ...words], { encoding: "utf8", env, maxBuffer: 1 << 26 });
}

interface Listed {
  readonly session_id: string;
  readonly first_words: string;
  readonly head: readonly { readonly type: string }[];
}

interface Page {
  readonly sessions: readonly Listed[];
  readonly next_cursor: string | null;
}

test("pages of JSON are as promised, and hold all sessions", () => {
  const promise = new Ajv2020().compile(
    JSON.parse(readFileSync(join(ROOT, "contracts/list.schema.json"), "utf8")) as object,
  );
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { status, stdout, stderr } = list("--json", "--limit", "2", ...(cursor === "" ? [] : ["--cursor", cursor]));
    expect([status, stderr]).toEqual([0, ""]);
    const page = JSON.parse(stdout) as Page;
    expect(promise(page), JSON.stringify(promise.errors)).toBe(true);
    for (const { head } of page.sessions) expect([head.length, head[0]?.type]).toEqual([5, "session_meta"]);
    ids.push(...page.sessions.map(({ session_id }) => session_id));
    cursor = page.next_cursor;
  }
  expect([ids.length, new Set(ids).size]).toEqual([5, 5]);
});

test("costs are told by the prices of one's own, the dearest session first", () => {
  const file = join(home, "prices.json");
  const models = [{ model: "gpt-5.5", input: "1", cached_input: "1", output: "1" }];
  writeFileSync(file, JSON.stringify({ date: "2026-01-01", source: "our contract", models }));
  const { status, stdout } = list("--json", "--head", "0", "--sort", "cost", "--prices", file);
  const { sessions, prices } = JSON.parse(stdout) as {
    sessions: readonly { tokens: { total_tokens: number } | null; cost: { usd: string | null } }[];
    prices: object;
  };
  expect([status, prices]).toEqual([0, { date: "2026-01-01", source: "our contract" }]);
  const tokens = sessions.map((session) => session.tokens?.total_tokens ?? 0);
  expect(Math.min(...tokens)).toBeGreaterThan(0);
  expect(sessions.map(({ cost }) => cost.usd)).toEqual(tokens.toSorted((a, b) => b - a).map((one) => `${one / 1e6}`));
});

test("the table says how much there is, and gives the line that shows the rest", () => {
  const { status, stdout, stderr } = list("--limit", "3", "--source", "interactive");
  expect([status, stdout.split("\n").length]).toEqual([0, 5]);
  const more = /^rollbook: 3 sessions of 5; more: rollbook list (.*)\n$/.exec(stderr)?.[1] ?? "";
  const rest = list(...more.split(" "));
  expect([rest.status, rest.stderr]).toEqual([0, "rollbook: 1 session of 5\n"]);
});

test("secrets are hidden unless asked for", () => {
  const day = join(home, "sessions/2026/11/21");
  const name = readdirSync(day)[0] ?? "";
  const secret = `ghp_${"a1B2c3D4".repeat(5).slice(0, 36)}`;
  const copy = readFileSync(join(day, name), "utf8")
    .replaceAll("turn one", `turn one with ${secret}`)
    .replaceAll(/(?<="cwd":"|"repository_url":")[^"]*/g, `/w/${secret}`);
  writeFileSync(join(day, name), copy);
  expect(copy).toContain(secret);
  for (const form of [[], ["--json"]]) {
    const hidden = list(...form);
    // A table may cut it.
    expect(hidden.stdout).not.toContain(secret.slice(0, 12));
    expect(hidden.stderr).toContain("--no-redact shows them");
  }
  expect(list("--json", "--no-redact").stdout).toContain(secret);
});

test("a home that is not there is an error, one without sessions is not", () => {
  expect(list("--home", join(home, "nowhere"))).toMatchObject({ status: 3, stdout: "" });
  expect(list("--home", mkdtempSync(join(home, "empty-")))).toMatchObject({ status: 0, stdout: "" });
});
