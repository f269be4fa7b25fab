// `rollbook index` killed at random, again and again, and several of them at once: what is there is always right.

import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listScenarios } from "../lab/index.ts";
import { contentsOf, type Contents } from "../packages/rollbook/src/refresh/contents.tools.ts";
import { contradictions } from "../packages/rollbook/src/refresh/contradictions.tools.ts";
import { createIndex, indexStatus, refresh, type IndexPlace } from "../packages/rollbook/src/refresh/index.ts";

const PROGRAM = join(import.meta.dirname, "../packages/rollbook/bin/rollbook.js");
const KILLS = 200;
/** Indexes that are killed at the same time. */
const SIDES = ["one", "two"];

let root = "";
let home = "";
let whole: Contents;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "rollbook-kills-"));
  home = join(root, "home");
  for (const [index, { directory }] of listScenarios().entries()) {
    const sessions = join(directory, "home", "sessions");
    if (index % 25 === 0 && existsSync(sessions)) cpSync(sessions, join(home, "sessions"), { recursive: true });
  }
  writeLarge(join(home, "sessions/2026/11/21"));
  const { place } = placeIn("whole");
  await refresh(place);
  whole = contentsOf(place);
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

/** A session of 20 MB: it is read in pieces, and by workers. */
function writeLarge(directory: string): void {
  mkdirSync(directory, { recursive: true });
  const id = "01a1fd00-0000-7000-8000-000000000001";
  const record = (n: number, type: string, payload: object): string => {
    const time = new Date(Date.UTC(2026, 10, 21, 12, 0, n)).toISOString();
    return `${JSON.stringify({ timestamp: time, type, payload })}\n`;
  };
  const output = "the same again and again\n".repeat(20_000);
  const lines = Array.from({ length: 40 }, (_, n) => [
    record(2 * n, "response_item", {
      type: "function_call",
      name: "shell",
      arguments: `{"command":["run","${n}"]}`,
      call_id: `c${n}`,
    }),
    record(2 * n + 1, "response_item", {
      type: "function_call_output",
      call_id: `c${n}`,
      output: `out${n}\n${output}`,
    }),
  ]);
  const meta = { id, timestamp: "2026-11-21T12:00:00.000Z", cwd: "/srv", originator: "me", cli_version: "0.104.0" };
  writeFileSync(
    join(directory, `rollout-2026-11-21T12-00-00-${id}.jsonl`),
    [record(0, "session_meta", meta), ...lines.flat()].join(""),
  );
}

interface Side {
  readonly place: IndexPlace;
  readonly env: Readonly<Record<string, string | undefined>>;
}

function placeIn(name: string): Side {
  const env = { ...process.env, XDG_CACHE_HOME: join(root, name), NO_COLOR: "1" };
  return { place: createIndex(home, env, "column"), env };
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  readonly ms: number;
}

/** Ends it with SIGKILL after so long, when it has not ended by itself. */
function rollbook(
  args: readonly string[],
  env: Side["env"],
  after: number | null,
  flags: readonly string[] = [],
): Promise<Ended> {
  const begun = performance.now();
  const child = spawn(process.execPath, [...flags, PROGRAM, ...args, "--home", home], { env });
  const timer = after === null ? undefined : setTimeout(() => child.kill("SIGKILL"), after);
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, ...said, ms: performance.now() - begun });
    });
  });
}

async function killAgainAndAgain(name: string, kills: number): Promise<void> {
  const { place, env } = placeIn(name);
  let took = (await rollbook(["index"], env, null)).ms;
  let killed = 0;
  let unfinished = 0;
  while (killed < kills) {
    // Each time it goes on with what is there; when all of it is, from nothing. It may die before there is anything.
    const { indexed, sessions } = indexStatus(home, env);
    if (indexed === sessions) rmSync(place.directory, { recursive: true, force: true });
    const { code, signal, err, ms } = await rollbook(["index"], env, took * (0.2 + 0.8 * Math.random()));
    if (signal === null) {
      took = (took + ms) / 2;
      expect([code, err]).toEqual([0, ""]);
    } else killed += 1;
    expect([name, killed, contradictions(place, whole)]).toEqual([name, killed, []]);
    if (contentsOf(place).sessions.length < whole.sessions.length) unfinished += 1;
  }
  expect(unfinished).toBeGreaterThan(kills / 10);
  expect(await rollbook(["index"], env, null)).toMatchObject({ code: 0, err: "" });
  expect(contentsOf(place)).toEqual(whole);
}

test(`${KILLS} kills at any moment leave what is right and can be gone on with`, async () => {
  expect(contentsOf(placeIn("whole").place)).toEqual(whole);
  await Promise.all(SIDES.map((name) => killAgainAndAgain(name, KILLS / SIDES.length)));
}, 1_800_000);

test("flags that Node was given for V8 keep no thread from starting", async () => {
  const { place, env } = placeIn("flags");
  expect(await rollbook(["index"], env, null, ["--max-old-space-size=512"])).toMatchObject({ code: 0, err: "" });
  expect(contentsOf(place)).toEqual(whole);
}, 60_000);

test("three that fill one index and two that search it do not get into each other's way", async () => {
  for (const [round, rebuild] of [[], ["--rebuild"]].entries()) {
    const { place, env } = placeIn("many");
    const fillers = Array.from({ length: 3 }, () => rollbook(["index", ...rebuild], env, null));
    const searchers = Array.from({ length: 2 }, () => rollbook(["search", "--json", "--newest", "out7"], env, null));
    for (const { code, err } of await Promise.all(fillers)) {
      // Who would rebuild it while another does is refused.
      expect([[0], [0, 2]][round], err).toContain(code);
    }
    for (const { code, out, err } of await Promise.all(searchers)) {
      expect([0, 1], err).toContain(code);
      expect(err).not.toContain("internal error");
      const hits = out.split("\n").filter((line) => line !== "");
      expect(hits.length).toBeLessThanOrEqual(1);
    }
    expect(contradictions(place, whole)).toEqual([]);
    expect((await rollbook(["index"], env, null)).code).toBe(0);
    expect(contentsOf(place)).toEqual(whole);
    const { out } = await rollbook(["search", "--json", "out7"], env, null);
    expect(out.split("\n").filter((line) => line !== "")).toHaveLength(1);
  }
}, 240_000);
