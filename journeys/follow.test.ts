// Sessions of the newest Codex, followed while it writes them: what was told live is what the export says afterwards.

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ActionStreamRecord } from "rollbook-core";
import {
  AppServer,
  defaultModel,
  fetchCodex,
  makeWorkplace,
  NEWEST_CODEX,
  startModel,
  writeConfig,
  type CodexThread,
  type Wire,
  type Workplace,
} from "../lab/index.ts";
import { LIVE_SCRIPT } from "./live-script.ts";

const PROGRAM = join(import.meta.dirname, "..", "packages", "rollbook", "bin", "rollbook.js");

/** A running `rollbook follow`. */
class Follower {
  stdout = "";
  stderr = "";
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(args: readonly string[]) {
    this.#child = spawn(process.execPath, [PROGRAM, "follow", ...args], { stdio: ["ignore", "pipe", "pipe"] });
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    this.#ended = once(this.#child, "close");
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition() && this.#child.exitCode === null) await sleep(20);
    expect(this.#child.exitCode).toBe(null);
  }

  /** As Ctrl-C does. */
  async interrupt(): Promise<number | null> {
    this.#child.kill("SIGINT");
    await this.#ended;
    return this.#child.exitCode;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

let workplace: Workplace;
let records: Follower;
let text: Follower;
let quiet: Follower;
let exported = "";

beforeAll(async () => {
  workplace = makeWorkplace();
  const { home, repo } = workplace;
  records = new Follower(["--all", "--from-start", "--json", "--home", home]);
  text = new Follower(["--cwd", repo, "--home", home]);
  quiet = new Follower(["--home", home, "--json"]);
  for (const follower of [records, text, quiet]) {
    await follower.until(() => /waiting for (?:a|such a) session in /.test(follower.stderr));
  }
  const codex = await fetchCodex(NEWEST_CODEX);
  const model = await startModel({ script: LIVE_SCRIPT });
  try {
    writeConfig(workplace, { model: defaultModel(NEWEST_CODEX), provider: "mock", baseUrl: model.baseUrl });
    const server = await AppServer.start(codex, workplace);
    try {
      await work(server, repo);
    } finally {
      server.stop();
    }
  } finally {
    await model.close();
  }
  // Codex writes on for a moment when it is told to end.
  for (let before = ""; before === "" || exported !== before;) {
    before = exported;
    exported = spawnSync(process.execPath, [PROGRAM, "actions", home], { encoding: "utf8" }).stdout;
    await sleep(200);
  }
});
afterAll(() => {
  for (const follower of [records, text, quiet]) follower.kill();
  workplace.dispose();
});

/** What its client sees of a thread; each turn is over before the next begins. */
async function work(server: AppServer, cwd: string): Promise<void> {
  const start = async (): Promise<string> => {
    const params = { cwd, approvalPolicy: "never", sandbox: "danger-full-access" };
    return ((await server.call("thread/start", params)) as { thread: { id: string } }).thread.id;
  };
  const turn = async (threadId: string, said: string): Promise<string> => {
    const input: Wire[] = [{ type: "text", text: said }];
    const { id } = ((await server.call("turn/start", { threadId, input })) as { turn: { id: string } }).turn;
    for (let over = false; !over; await sleep(50)) {
      // A file that was made this moment is empty, which Codex complains of.
      const answer = await server.call("thread/read", { threadId, includeTurns: true }).catch(() => null);
      const { turns } = (answer as { thread: CodexThread } | null)?.thread ?? { turns: [] };
      over = turns.some((each) => each.id === id && each.status !== "inProgress");
    }
    return id;
  };
  const main = await start();
  await turn(main, "turn one");
  await turn(main, "turn two");
  await server.call("thread/revert", { threadId: main, beforeTurnId: await turn(main, "to be reverted") });
  await turn(main, "after the revert");
  const fork = ((await server.call("thread/fork", { threadId: main })) as { thread: { id: string } }).thread.id;
  await turn(fork, "on the fork");
  const archived = await start();
  await turn(archived, "archive me");
  await server.call("thread/archive", { threadId: archived });
  const parent = await start();
  await turn(parent, "turn spawn");
  await turn(main, "the last of all");
}

/** Records by session; a file that was archived meanwhile is told by its name alone. */
function bySession(lines: string): ReadonlyMap<string | null, readonly ActionStreamRecord[]> {
  const plain = lines.replaceAll(/"[^"]*\/(?:archived_)?sessions\/(?:\d+\/\d+\/\d+\/)?(rollout-[^"/]+")/g, '"$1');
  const all = plain.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as ActionStreamRecord]));
  return Map.groupBy(all, ({ session_id }) => session_id);
}

function actionsIn(lines: string): string[] {
  return [...lines.matchAll(/"action_id":"[^"]+"/g)].map(([id]) => id);
}

test("all sessions as records: interleaved, and each the same as the export has it afterwards", async () => {
  await records.until(() => actionsIn(exported).every((id) => records.stdout.includes(id)));
  expect(await records.interrupt()).toBe(0);
  const told = bySession(records.stdout);
  // Three that were started, the fork and the agent that was spawned.
  expect(told.size).toBe(5);
  expect(told).toEqual(bySession(exported));
  expect(records.stderr).toBe(`rollbook: waiting for a session in ${workplace.home}\n`);
});

test("the sessions of a project as text: every prompt, command and change once, and what was reverted", async () => {
  await text.until(() => /› the last of all[^]*• Done/.test(text.stdout));
  expect(await text.interrupt()).toBe(0);
  const said = [
    "turn one",
    "turn two",
    "to be reverted",
    "after the revert",
    "on the fork",
    "archive me",
    "turn spawn",
  ];
  for (const prompt of said) expect(text.stdout.split(`› ${prompt}\n`), prompt).toHaveLength(2);
  expect(text.stdout).toMatch(/\$ echo one; exit 2 +exit 2/);
  expect(text.stdout).toMatch(/^A made\.txt \+1/m);
  expect(text.stdout.match(/ · reverted ─/g)).toHaveLength(1);
  expect(text.stdout).toMatch(/^══ [0-9a-f-]{36} · .*subagent of [0-9a-f-]{36}/m);
});

test("without an operand the first session that comes, and no other", async () => {
  const [first] = [...bySession(exported).values()].toSorted((a, b) => startOf(a).localeCompare(startOf(b)));
  const own = actionsIn(JSON.stringify(first));
  await quiet.until(() => own.every((id) => quiet.stdout.includes(id)));
  expect(await quiet.interrupt()).toBe(0);
  expect([...bySession(quiet.stdout).values()]).toEqual([first]);
});

test("who reads no further ends it quietly", async () => {
  const line = `"${process.execPath}" "${PROGRAM}" follow --json --from-start --home "${workplace.home}" --exit-on complete`;
  const ended = spawnSync("bash", ["-c", `set -o pipefail; ${line} | head -n 1`], { encoding: "utf8" });
  expect([ended.status, ended.stderr, bySession(ended.stdout).size]).toEqual([0, "", 1]);
});

function startOf([record]: readonly ActionStreamRecord[]): string {
  return record?.record === "session" ? (record.started_at ?? "") : "";
}
