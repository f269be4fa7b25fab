// Recordings where things go wrong, or several go on at once: Codex runs on, and what is there can be read.

import { spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
} from "node:fs";
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
import { makeBench, manifestIn, recorded, recordings, toldIn, unvaried } from "./recorder/wrapped.ts";

const SCRIPT: Script = {
  turns: [
    { matchLast: "wait long", times: 3, items: [{ $sh: "echo begun; sleep 60", yield_ms: 30_000 }] },
    { matchLast: "say much", times: 2, items: [{ $text: "much ".repeat(60_000) }] },
  ],
  default: { items: [{ $text: "Done." }] },
};

let codex: Codex;
let place: Workplace;
let model: Model;
const running: Running[] = [];

function start(
  args: readonly string[],
  options: readonly string[] | null = [],
  before: readonly string[] = [],
): Running {
  const run = new Running(codex, place, options, args, before);
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

test("where nothing can be written Codex runs, and one warning says so at its end", async () => {
  const plain = start(exec("hello"), null);
  const run = start(exec("hello"), ["--dir", "/proc/no/such/place"]);
  expect(await run.ended).toEqual(await plain.ended);
  expect(run.stdout.match(/"type":"[\w.]+"/g)).toEqual(plain.stdout.match(/"type":"[\w.]+"/g));
  expect(run.stderr.slice(0, plain.stderr.length)).toBe(plain.stderr);
  expect(run.stderr.slice(plain.stderr.length)).toMatch(
    /^rollbook: not all of this run was recorded: .*\/proc\/no.*\n$/,
  );
  expect(recordings(place.home)).toEqual([]);
});

const CAN_MOUNT = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0;
if (!CAN_MOUNT) console.warn("NOT RUN: full and read-only disks; this machine does not let users mount one");

test.skipIf(!CAN_MOUNT)("on a full disk Codex runs, and one warning says so at its end", async () => {
  const disk = join(place.directory, "disk");
  mkdirSync(disk);
  const mount = `mount -t tmpfs -o size=64k tmpfs '${disk}' && exec "$@"`;
  const run = start(exec("say much"), ["--dir", disk], ["unshare", "-rm", "sh", "-c", mount, "sh"]);
  expect(await run.ended).toEqual({ code: 0, signal: null });
  expect(run.stdout).toContain("turn.completed");
  expect(run.stderr.match(/^rollbook: .*$/gm)).toEqual([expect.stringMatching(/no space is left|ENOSPC/)]);
});

const READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"';

/** What a run printed, without what differs from one to the next. */
function printed(text: string): string {
  return unvaried(text, place).replaceAll(/"(\w*tokens)":\d+/g, '"$1":0');
}

test.skipIf(!CAN_MOUNT).each(["the sessions of the home", "the directory that was asked for"])(
  "where %s cannot be written to Codex does what it does without, and one warning is added",
  async (where) => {
    const closed = where.includes("home") ? join(place.home, "sessions") : join(place.directory, "closed");
    mkdirSync(closed);
    const before = ["unshare", "-rm", "sh", "-c", READ_ONLY, closed];
    const plain = start(exec("hello"), null, before);
    const ended = await plain.ended;
    const run = start(exec("hello"), where.includes("home") ? [] : ["--dir", closed], before);
    expect(await run.ended).toEqual(ended);
    expect(printed(run.stdout)).toBe(printed(plain.stdout));
    const [told, warning, ...more] = printed(run.stderr).split(/^(?=rollbook: )/m);
    expect(told).toBe(printed(plain.stderr));
    expect(warning).toMatch(/^rollbook: not all of this run was recorded: .*read-only.*\n$/);
    expect(more).toEqual([]);
    expect(readdirSync(closed)).toEqual([]);
  },
);

test("two recordings at once hold each their own", async () => {
  const runs = [start(exec("one alone")), start(exec("two alone"))];
  for (const run of runs) {
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(run.stderr).not.toContain("rollbook:");
  }
  expect(recordings(place.home)).toHaveLength(2);
  for (const recording of recordings(place.home)) {
    const manifest = manifestIn(recording);
    expect(manifest.rollouts.map(({ name }) => name.includes(basename(recording)))).toEqual([true]);
    const [prompt, other] = readFileSync(join(recording, manifest.rollouts[0]?.name ?? ""), "utf8").includes(
      "one alone",
    )
      ? ["one alone", "two alone"]
      : ["two alone", "one alone"];
    const raw = readFileSync(join(recording, "session_oai_raw.log"), "utf8");
    expect([raw.includes(prompt), raw.includes(other)]).toEqual([true, false]);
    expect(readdirSync(join(recording, "trace"))).toHaveLength(1);
  }
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

test("subagents are in the directory of their root", async () => {
  const scenario = SCENARIOS.get("subagents");
  if (scenario === undefined) throw new Error("no scenario");
  const run = await runScenario({ codex: recorded(codex, ["--persist-session"], bench.path), scenario });
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
