// A recorder that is killed while Codex works: Codex goes on to its end as it would have, and one warning says so.

import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import {
  defaultModel,
  fetchCodex,
  makeWorkplace,
  NEWEST_CODEX,
  startModel,
  writeConfig,
  type Codex,
  type Model,
  type Script,
  type Workplace,
} from "../lab/index.ts";
import { exec, Running } from "./recorder/running.ts";
import { manifestIn, recordings, toldIn } from "./recorder/wrapped.ts";

const VERSIONS = (process.env["ROLLBOOK_CODEX"] ?? `${NEWEST_CODEX},0.118.0`).split(",");

/** Versions that make no WebSockets of their own accord. */
const OVER_HTTP_ONLY = ["0.36.0", "0.87.0", "0.98.0"];

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** The first answer does not come to its end; the second has a command run that waits for a word. */
const SCRIPT: Script = {
  turns: [
    { items: [{ $text: "Half a sen" }], hang: true },
    { items: [{ $sh: "echo > begun; until test -e go; do sleep 0.1; done; echo waited", yield_ms: 30_000 }] },
  ],
  default: { items: [{ $text: "All done." }], times: 20 },
};

interface Stage {
  readonly run: Running;
  readonly model: Model;
  readonly place: Workplace;
  /** The exit code of Codex itself, once there is one: nobody else hears of it. */
  readonly code: () => string | null;
}

async function start(
  codex: Codex,
  webSocket: boolean,
  script: Script,
  args: readonly string[],
  before?: (told: string) => readonly string[],
): Promise<Stage> {
  const place = makeWorkplace();
  ends.push(() => place.dispose());
  const model = await startModel({ script, webSocket });
  ends.push(() => model.close());
  writeConfig(place, { model: defaultModel(codex.version), provider: "openai", baseUrl: model.baseUrl });
  const keys = { OPENAI_API_KEY: "sk-lab-no-real-key", CODEX_API_KEY: "sk-lab-no-real-key" };
  const [program, told] = [join(place.directory, "codex"), join(place.directory, "code")];
  writeFileSync(
    program,
    `#!/bin/sh\n'${codex.program}' "$@"\ncode=$?\n[ $# = 1 ] && [ "$1" = --version ] || echo $code > '${told}'\nexit $code\n`,
  );
  chmodSync(program, 0o755);
  // Versions that know no setting for it listen to the variable.
  const env = { ...place.env, ...keys, OPENAI_BASE_URL: model.baseUrl };
  const run = new Running({ ...codex, program }, { ...place, env }, [], args, before?.(told));
  ends.push(() => run.stop());
  if (args[0] === "exec") run.child.stdin?.end();
  return { run, model, place, code: () => (existsSync(told) ? readFileSync(told, "utf8").trim() : null) };
}

const WARNING =
  /^rollbook: not all of this run was recorded: the recorder was killed, and Codex ran on without it; (.*)$/gm;

function rolloutOf({ place }: Stage): string {
  const names = readdirSync(join(place.home, "sessions"), { recursive: true, encoding: "utf8" });
  const [name = ""] = names.filter((one) => /^\d{4}\/.*\.jsonl$/.test(one));
  return readFileSync(join(place.home, "sessions", name), "utf8");
}

for (const version of VERSIONS) {
  test.each([
    ["in the middle of an answer over HTTP", false, "answer"],
    ["in the middle of an answer over a WebSocket", true, "answer"],
    ["while a command runs, over HTTP", false, "command"],
    ["while a command runs, over a WebSocket", true, "command"],
  ] as const)(`${version}: a recorder killed %s`, async (_, webSocket, when) => {
    const codex = await fetchCodex(version);
    const script = when === "answer" ? SCRIPT : { ...SCRIPT, turns: SCRIPT.turns.slice(1) };
    const stage = await start(codex, webSocket, script, exec("begin"));
    const { run, place, model } = stage;
    const begun = (): boolean => existsSync(join(place.repo, "begun"));
    if (when === "answer") await run.until(() => model.requests.some(({ answer }) => answer === "hung"));
    else await run.until(begun);
    run.child.kill("SIGKILL");
    await run.until(begun);
    writeFileSync(join(place.repo, "go"), "");
    await run.ended;
    expect(guardsOf(stage)).toEqual([]);
    expect(stage.code()).toBe("0");
    expect(run.stdout).toContain("All done.");
    expect(rolloutOf(stage)).toContain("All done.");
    expect(run.stderr.match(WARNING)).toHaveLength(1);
    const [recording = "", ...others] = recordings(place.home);
    expect(others).toEqual([]);
    expect(run.stderr).toContain(recording);
    const manifest = manifestIn(recording);
    expect(manifest).toMatchObject({ session_id: basename(recording), runs: [{ ended_at: null, exit_code: null }] });
    expect(manifest.runs[0]?.missing.map(({ why }) => why).join()).toContain("the recorder was killed");
    expect(readFileSync(join(recording, manifest.rollouts[0]?.name ?? ""), "utf8")).toBe(rolloutOf(stage));
    const told = toldIn(recording);
    expect(told.filter(({ type }) => type === "turn_ended")).toHaveLength(1);
    const lines = told.map((one) => JSON.stringify({ ...one, at: one.type === "thread_seen" ? null : one.at }));
    expect(new Set(lines).size).toBe(lines.length);
    const asked = model.requests.filter(({ path, answer }) => path.endsWith("/responses") && answer === 200);
    expect(asked.at(-1)?.via).toBe(webSocket && !OVER_HTTP_ONLY.includes(version) ? "websocket" : "http");
  });
}

test.skipIf(process.platform !== "linux")("a client of the app-server goes on talking to it", async () => {
  const codex = await fetchCodex(NEWEST_CODEX);
  // Who has started a process himself closes its input when it is gone.
  const before = (told: string): readonly string[] => [
    "sh",
    "-c",
    `"$@"; until test -s '${told}'; do sleep 0.1; done`,
    "sh",
  ];
  const stage = await start(codex, false, { ...SCRIPT, turns: [] }, ["app-server"], before);
  const { run } = stage;
  const say = (message: unknown): void => void run.child.stdin?.write(`${JSON.stringify(message)}\n`);
  say({ id: 1, method: "initialize", params: { clientInfo: { name: "lab", title: null, version: "1" } } });
  await run.until(() => run.stdout.includes('"id":1'));
  const [recorder = 0] = childrenOf(run.child.pid ?? 0);
  process.kill(recorder, "SIGKILL");
  await run.until(() => !existsSync(`/proc/${recorder}`));
  say({ method: "initialized" });
  say({ id: 2, method: "thread/start", params: {} });
  await run.until(() => run.stdout.includes('"id":2'));
  run.child.stdin?.end();
  await run.ended;
  expect(stage.code()).toBe("0");
  expect(run.stderr.match(WARNING)).toHaveLength(1);
});

test.skipIf(process.platform !== "linux")(
  "who reads no more of its output is missed by Codex as without the recorder",
  async () => {
    const stage = await start(await fetchCodex(NEWEST_CODEX), false, { ...SCRIPT, turns: [] }, exec("begin"));
    await stage.run.until(() => guardsOf(stage).length === 1);
    stage.run.child.stdout?.destroy();
    const { code } = await stage.run.ended;
    expect([code, stage.code()]).toEqual([101, "101"]);
  },
);

test.skipIf(process.platform !== "linux")(
  "where the guard is killed too, the next run ends what was left",
  async () => {
    const codex = await fetchCodex(NEWEST_CODEX);
    const stage = await start(codex, false, { ...SCRIPT, turns: SCRIPT.turns.slice(1) }, exec("begin"));
    const { run, place } = stage;
    await run.until(() => existsSync(join(place.repo, "begun")) && guardsOf(stage).length === 1);
    for (const pid of [...guardsOf(stage).map(Number), run.child.pid ?? 0]) process.kill(pid, "SIGKILL");
    await run.until(() => run.child.signalCode !== null);
    run.stop();
    await run.ended;
    const left = recordings(place.home);
    expect(left.some((path) => basename(path).startsWith("."))).toBe(true);
    await run.until(() => readdirSync("/proc").every((pid) => !environmentOf(pid).includes(place.home)));
    const next = new Running(
      codex,
      { ...place, env: { ...place.env, CODEX_API_KEY: "sk-lab-no-real-key" } },
      [],
      exec("again"),
    );
    next.child.stdin?.end();
    expect((await next.ended).code).toBe(0);
    expect(next.stderr.match(/^rollbook: .*$/gm)).toEqual([expect.stringContaining("an earlier run was cut")]);
    const found = recordings(place.home);
    expect(found.map((path) => basename(path).startsWith("."))).toEqual([false, false]);
    const cut = found.filter((path) => manifestIn(path).runs[0]?.ended_at === null);
    expect(cut).toHaveLength(1);
    expect(next.stderr).toContain(cut[0]);
    expect(toldIn(cut[0] ?? "").map(({ type }) => type)).toContain("turn_started");
  },
);

test.skipIf(process.platform !== "linux")("a run that ends as it should leaves no process", async () => {
  const stage = await start(await fetchCodex(NEWEST_CODEX), false, { ...SCRIPT, turns: [] }, exec("begin"));
  await stage.run.until(() => guardsOf(stage).length === 1);
  expect(await stage.run.ended).toEqual({ code: 0, signal: null });
  expect(guardsOf(stage)).toEqual([]);
  expect(stage.run.stderr).not.toContain("rollbook:");
});

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}

/** Processes that guard a run in this home. */
function guardsOf({ place }: Stage): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      return words.includes("recorder/guard/main") && environmentOf(pid).includes(place.home);
    } catch {
      return false;
    }
  });
}
