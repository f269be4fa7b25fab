// Recordings whose Codex or whose recorder is ended, that are gone on with, and that hold subagents.

import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  defaultModel,
  fetchCodex,
  makeWorkplace,
  NEWEST_CODEX,
  runScenario,
  SCENARIOS,
  startModel,
  writeConfig,
  type Codex,
  type Model,
  type Script,
  type Workplace,
} from "../lab/index.ts";
import { exec, resume, Running } from "./recorder/running.ts";
import { makeBench, manifestIn, recorded, recordings, toldIn } from "./recorder/wrapped.ts";

const SCRIPT: Script = {
  turns: [{ matchLast: "wait long", times: 3, items: [{ $sh: "echo begun; sleep 60", yield_ms: 30_000 }] }],
  default: { items: [{ $text: "Done." }] },
};

let codex: Codex;
let place: Workplace;
let model: Model;
const running: Running[] = [];

function start(args: readonly string[], options: readonly string[] | null = []): Running {
  const run = new Running(codex, place, options, args);
  run.child.stdin?.end();
  running.push(run);
  return run;
}

beforeAll(async () => {
  codex = await fetchCodex(NEWEST_CODEX);
});
beforeEach(async () => {
  place = makeWorkplace();
  model = await startModel({ script: SCRIPT });
  writeConfig(place, { model: defaultModel(NEWEST_CODEX), provider: "mock", baseUrl: model.baseUrl });
});
afterEach(async () => {
  for (const run of running.splice(0)) run.stop();
  await model.close();
  place.dispose();
});

/** The process that the recorder started. */
function codexOf(run: Running): number {
  const text = readFileSync(`/proc/${run.child.pid}/task/${run.child.pid}/children`, "utf8");
  const pids = text.trim().split(" ").map(Number);
  const found = pids.find((pid) => readlinkSync(`/proc/${pid}/exe`) === realpathSync(codex.program));
  if (found === undefined) throw new Error("the recorder has started no Codex");
  return found;
}

const commandRuns = (run: Running) => (): boolean => run.stdout.includes('"in_progress"');

test("SIGINT reaches Codex, which ends as it does without", async () => {
  const plain = start(exec("wait long"), null);
  await plain.until(commandRuns(plain));
  plain.child.kill("SIGINT");
  const run = start(exec("wait long"));
  await run.until(commandRuns(run));
  run.child.kill("SIGINT");
  expect(await run.ended).toEqual(await plain.ended);
  const [recording = ""] = recordings(place.home);
  const told = toldIn(recording);
  expect(told.map(({ type }) => type)).toEqual(expect.arrayContaining(["interrupted", "turn_ended", "run_ended"]));
  const { code, signal } = await run.ended;
  expect(manifestIn(recording).runs).toMatchObject([{ exit_code: code, signal }]);
});

test.skipIf(process.platform !== "linux")("a Codex that is killed ends the recorder the same way", async () => {
  const run = start(exec("wait long"));
  await run.until(commandRuns(run));
  process.kill(codexOf(run), "SIGKILL");
  expect(await run.ended).toEqual({ code: null, signal: "SIGKILL" });
  const [recording = ""] = recordings(place.home);
  expect(manifestIn(recording).runs).toMatchObject([{ exit_code: null, signal: "SIGKILL" }]);
  expect(toldIn(recording).at(-1)).toMatchObject({ type: "run_ended", signal: "SIGKILL" });
});

test("a recorder that is killed leaves a directory that can be read", async () => {
  const run = start(exec("wait long"));
  await run.until(() => commandRuns(run)() && recordings(place.home).some((path) => !basename(path).startsWith(".")));
  const recording = recordings(place.home).find((path) => !basename(path).startsWith(".")) ?? "";
  await run.until(
    () =>
      existsSync(join(recording, "session_oai_raw.log")) &&
      manifestIn(recording).session_id !== null &&
      toldIn(recording).some(({ type }) => type === "turn_started"),
  );
  run.child.kill("SIGKILL");
  await run.until(() => run.child.signalCode !== null);
  run.stop();
  const manifest = manifestIn(recording);
  expect(manifest.session_id).toBe(basename(recording));
  expect(manifest.runs).toMatchObject([{ ended_at: null, exit_code: null, signal: null }]);
  expect(toldIn(recording).map(({ type }) => type)).toEqual(expect.arrayContaining(["run_started", "turn_started"]));
  const rollout = readdirSync(recording).find((name) => name.startsWith("rollout-")) ?? "";
  expect(statSync(join(recording, rollout)).nlink).toBe(2);
});

test("a second run of a thread adds to its directory", async () => {
  await start(exec("the first")).ended;
  const [recording = ""] = recordings(place.home);
  const before = readFileSync(join(recording, "session_meta.log"), "utf8");
  const second = start(resume(basename(recording), "the second"));
  expect(await second.ended).toEqual({ code: 0, signal: null });
  expect(recordings(place.home)).toEqual([recording]);
  const manifest = manifestIn(recording);
  expect(manifest.runs).toHaveLength(2);
  expect(manifest.rollouts).toHaveLength(1);
  const meta = readFileSync(join(recording, "session_meta.log"), "utf8");
  expect(meta.startsWith(before)).toBe(true);
  const types = toldIn(recording).map(({ type }) => type);
  expect(types.filter((type) => /^(?:run|turn)_started$/.test(type))).toEqual([
    "run_started",
    "turn_started",
    "run_started",
    "turn_started",
  ]);
  expect(readdirSync(join(recording, "trace"))).toHaveLength(2);
  expect(lstatSync(recording).isDirectory()).toBe(true);
});

const bench = makeBench();
afterAll(() => bench.remove());

test.each([NEWEST_CODEX, "0.118.0"])("subagents of %s are in the directory of their root", async (version) => {
  const scenario = SCENARIOS.get("subagents");
  if (scenario === undefined) throw new Error("no scenario");
  const program = recorded(await fetchCodex(version), ["--persist-session"], bench.path);
  const run = await runScenario({ codex: program, scenario });
  const [recording = ""] = recordings(run.home);
  expect(recordings(run.home)).toHaveLength(1);
  const manifest = manifestIn(recording);
  expect(manifest.rollouts.length).toBeGreaterThan(1);
  const seen = toldIn(recording).filter(({ type }) => type === "thread_seen");
  const threads = manifest.rollouts.map(({ name }) => /([\da-f-]{36})\.jsonl\.recorded$/.exec(name)?.[1]);
  expect(new Set(seen.map(({ thread_id }) => thread_id))).toEqual(new Set(threads));
  expect(seen).toHaveLength(threads.length);
  expect(new Set(seen.map(({ session_id }) => session_id))).toEqual(new Set([basename(recording)]));
  run.dispose();
});
