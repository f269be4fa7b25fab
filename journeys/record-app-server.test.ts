// codex app-server behind rollbook record: its stream passes unchanged, and what a client decides is told.

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchCodex, NEWEST_CODEX, startStage, type StartedStage, type Wire } from "../lab/index.ts";
import { Running } from "./recorder/running.ts";
import { manifestIn, recordings, toldIn } from "./recorder/wrapped.ts";

const ask = (name: string): Wire => ({
  $sh: `echo ${name} > ${name}.txt`,
  sandbox_permissions: "require_escalated",
  justification: `to write ${name}`,
});

let stage: StartedStage;
let run: Running;

beforeAll(async () => {
  const codex = await fetchCodex(NEWEST_CODEX);
  const items = ["accept", "decline", "cancel"].map((name) => ({ items: [ask(name)] }));
  stage = await startStage({ script: { turns: items, default: { items: [{ $text: "Done." }] } } });
  run = new Running(codex, stage.place, [], ["app-server"]);
});
afterAll(async () => {
  run.stop();
  await stage.close();
});

test("a client is served, its threads have a directory each, and its decisions are told with their calls", async () => {
  const { place } = stage;
  const { stdin, stdout } = run.child;
  if (stdin === null || stdout === null) throw new Error("no streams");
  const answers = new Map<unknown, (result: Wire) => void>();
  let ended: () => void = () => undefined;
  const turnEnd = (): Promise<void> => new Promise((done) => (ended = done));
  const send = (message: Wire): void => void stdin.write(`${JSON.stringify(message)}\n`);
  const call = (id: number, method: string, params: Wire): Promise<Wire> => {
    send({ id, method, params });
    return new Promise((done) => answers.set(id, done));
  };
  createInterface({ input: stdout }).on("line", (line) => {
    const message = JSON.parse(line) as { id?: unknown; method?: string; params?: Wire; result?: Wire };
    if (message.method === "turn/completed") ended();
    if (message.method === undefined) answers.get(message.id)?.(message.result ?? {});
    else if (message.id !== undefined) {
      // What is asked for is the decision.
      const decision = /echo (\w+)/.exec(JSON.stringify(message.params))?.[1] ?? "none";
      send({ id: message.id, result: { decision } });
    }
  });
  const clientInfo = { name: "rollbook-journey", title: null, version: "1.0.0" };
  await call(1, "initialize", { clientInfo, capabilities: { experimentalApi: true } });
  send({ method: "initialized" });
  const started = await call(2, "thread/start", {
    cwd: place.repo,
    approvalPolicy: "on-request",
    sandbox: "read-only",
  });
  const { id: threadId } = started["thread"] as { id: string };
  const say = (text: string): readonly Wire[] => [{ type: "text", text, text_elements: [] }];
  const first = turnEnd();
  const asked = await call(3, "turn/start", { threadId, input: say("please begin") });
  const { turn } = asked as { turn: { id: string } };
  await first;
  const again = await call(4, "thread/start", { cwd: place.repo });
  const { id: secondId } = again["thread"] as { id: string };
  const second = turnEnd();
  await call(5, "turn/start", { threadId: secondId, input: say("something else") });
  await second;
  stdin.end();
  const end = await run.ended;

  const recording = recordings(place.home).find((path) => path.includes(threadId)) ?? "";
  const other = recordings(place.home).find((path) => path.includes(secondId)) ?? "";
  expect(recordings(place.home)).toHaveLength(2);
  for (const [path, own, foreign] of [
    [recording, "please begin", "something else"],
    [other, "something else", "please begin"],
  ] as const) {
    const raw = readFileSync(join(path, "session_oai_raw.log"), "utf8");
    expect([raw.includes(own), raw.includes(foreign)]).toEqual([true, false]);
    expect(readdirSync(join(path, "trace"))).toHaveLength(1);
    expect(manifestIn(path)).toMatchObject({ session_id: basename(path), rollouts: [{ link: "hard" }] });
  }
  const told = toldIn(recording).filter(({ type }) => type.startsWith("approval_"));
  expect(told.map(({ type, decision = null }) => [type, decision])).toEqual([
    ["approval_requested", null],
    ["approval_decided", "accepted"],
    ["approval_requested", null],
    ["approval_decided", "declined"],
    ["approval_requested", null],
    ["approval_decided", "cancelled"],
  ]);
  for (const [at, { call_id, turn_id, thread_id, source, ...rest }] of told.entries()) {
    expect([thread_id, turn_id, source]).toEqual([threadId, turn.id, { tap: "app_server", file: null, line: null }]);
    expect(call_id).toBe(told[at - (at % 2)]?.call_id);
    expect(rest.at).not.toBeNull();
  }
  expect(told[0]).toMatchObject({ asked_for: "command", reason: "to write accept" });
  expect(manifestIn(recording).runs).toMatchObject([{ exit_code: end.code, signal: null }]);
});
