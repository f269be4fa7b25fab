// A Codex that was started by somebody else: what can be had of it is said, and captured until the person has enough.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchCodex, NEWEST_CODEX, startStage, type StartedStage, type Workplace } from "../lab/index.ts";
import { manifestIn } from "./recorder/wrapped.ts";

const PROGRAM = join(import.meta.dirname, "../packages/rollbook/bin/rollbook.js");
const SECRET = "a-value-nobody-else-may-see";
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?=\.jsonl)/;

let stage: StartedStage;
let place: Workplace;
let codex: ChildProcess;
let rollout = "";

/** The model says nothing more after the first command, so Codex waits for it until it is ended. */
beforeAll(async () => {
  stage = await startStage({ script: { turns: [{ items: [{ $sh: "echo hello" }] }], default: { hang: true } } });
  place = stage.place;
  const { program } = await fetchCodex(NEWEST_CODEX);
  const words = ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "say hello"];
  const env = { ...place.env, SOME_API_KEY: SECRET, CODEX_ROLLOUT_TRACE_ROOT: join(place.directory, "traces") };
  codex = spawn(program, words, { cwd: place.repo, env, stdio: "ignore" });
  while (!rollout.includes("rollout-") || !readFileSync(rollout, "utf8").includes("hello\\n")) {
    await new Promise((done) => setTimeout(done, 50));
    const sessions = join(place.home, "sessions");
    const names = existsSync(sessions) ? readdirSync(sessions, { recursive: true, encoding: "utf8" }) : [];
    rollout = join(sessions, names.find((name) => name.endsWith(".jsonl")) ?? "");
  }
});
afterAll(async () => {
  codex.kill("SIGKILL");
  await stage.close();
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function rollbook(words: readonly string[], stopAt: string | null = null): Promise<Ended> {
  const env = { ...place.env, NO_COLOR: "1" };
  const child = spawn(process.execPath, [PROGRAM, ...words], { cwd: place.repo, env });
  const said = { out: "", err: "" };
  let stopped = stopAt === null;
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said.err += text;
    if (stopped || !said.err.includes(stopAt ?? "")) return;
    stopped = child.kill("SIGINT");
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...said };
}

test(
  "what can be captured of a running Codex is said, captured until Ctrl-C, and read",
  { timeout: 120_000 },
  async () => {
    const id = UUID.exec(rollout)?.[0] ?? "";
    const told = await rollbook(["attach", "--dry-run"]);
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(told.out).toMatch(new RegExp(`session +${id}\n +process +${codex.pid}\n`));
    expect(told.out).toMatch(/trace +\S+traces, as it is at the end\n/);
    expect(told.out).toMatch(/wire +not captured: /);
    expect(readdirSync(join(place.home, "sessions"))).toEqual([expect.stringMatching(/^\d{4}$/)]);

    const before = await rollbook(["list", "--json"]);
    const attached = await rollbook(["attach"], "Ctrl-C ends it sooner");
    const directory = join(place.home, "sessions", id);
    expect(attached).toMatchObject({ code: 0, out: told.out });
    expect(attached.err).toContain(`rollbook: recorded in ${directory}\n`);
    expect(codex.exitCode).toBeNull();
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    const linked = readdirSync(directory).find((name) => name.endsWith(".recorded")) ?? "";
    expect(statSync(join(directory, linked)).ino).toBe(statSync(rollout).ino);
    const manifest = manifestIn(directory);
    expect(manifest).toMatchObject({ session_id: id, runs: [{ ended_at: expect.any(String) as string }] });
    // What Codex logged before may come to its log only now.
    const captured = manifest.runs[0]?.captured.map(({ what }) => what).filter((what) => what !== "log");
    expect(captured).toEqual(["rollout", "meta", "trace"]);
    for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
      const path = join(directory, name);
      if (statSync(path).isFile()) expect(readFileSync(path, "utf8"), name).not.toContain(SECRET);
    }
    expect(await rollbook(["list", "--json"])).toEqual(before);
    const actions = await rollbook(["actions", id]);
    expect(actions.out).toContain('"traced":{"started_at":"2');
  },
);

test("what cannot be attached to is refused with a sentence", async () => {
  expect(await rollbook(["attach", "nobody"])).toMatchObject({ code: 3, out: "" });
  const empty = await rollbook(["attach", "--home", place.repo]);
  expect(empty.code).toBe(3);
  expect(empty.err).toContain("no Codex that runs has a session of");
});
