// Makes the specimen of reverts: a thread taken back three ways, its fork taken back two, through Codex's app-server.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppServer, AppServerError } from "../appserver.ts";
import { fetchCodex } from "../codex.ts";
import { startModel } from "../model.ts";
import type { Script } from "../script.ts";
import { defaultModel } from "../versions.ts";
import { makeWorkplace, writeConfig } from "../workplace.ts";
import { importScenario } from "./import.ts";
import { LAB_DIRECTORY } from "./make.ts";

const NAME = "reverts";
const TURNS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] as const;
type Letter = (typeof TURNS)[number];

/** Turn `a` runs `echo a`, and so on. */
const SCRIPT: Script = {
  turns: TURNS.map((letter) => ({ matchLast: `turn ${letter}`, items: [{ $sh: `echo ${letter}` }] })),
  default: { items: [{ $text: "Done." }] },
};

/** Plays it with a version that has `thread/revert` (0.153 …), and files what was written. */
export async function makeReverts(version: string, root: string): Promise<string> {
  const codex = await fetchCodex(version);
  const at = join(LAB_DIRECTORY, "corpus", version, NAME);
  const place = makeWorkplace(at);
  const model = await startModel({ script: SCRIPT });
  try {
    writeConfig(place, { model: defaultModel(version), provider: "mock", baseUrl: model.baseUrl });
    writeFileSync(join(at, "script.json"), `${JSON.stringify(SCRIPT, null, 1)}\n`);
    const server = await AppServer.start(codex, place);
    try {
      const steps = await play(server, place.repo);
      writeFileSync(join(at, "report.json"), `${JSON.stringify(steps, null, 1)}\n`);
      mkdirSync(join(at, "app-server"));
      for (const threadId of new Set(steps.map(([kind, , id]) => (kind === "turn" ? null : id)))) {
        if (threadId === null) continue;
        const result = await server.call("thread/read", { threadId, includeTurns: true });
        const answer = JSON.stringify({ result }, null, 1);
        writeFileSync(join(at, "app-server", `thread-read.${threadId}.json`), `${answer}\n`);
      }
    } finally {
      server.stop();
      // What it still has to write, it writes now.
      await sleep(500);
    }
    const filed = importScenario(at, version, NAME, root);
    if (filed === null) throw new RangeError(`${version} wrote no session`);
    return join(filed.era, version, NAME);
  } finally {
    await model.close();
    place.dispose();
  }
}

/** What was done, in order: turns with their letters and ids, and what was taken back. */
type StepNote = readonly [string, string, string];

async function play(server: AppServer, cwd: string): Promise<readonly StepNote[]> {
  const steps: StepNote[] = [];
  const ids = new Map<Letter, string>();
  async function turn(threadId: string, letter: Letter): Promise<void> {
    const input = [{ type: "text", text: `turn ${letter}`, text_elements: [] }];
    const { turn: begun } = (await server.call("turn/start", { threadId, input })) as { turn: { id: string } };
    ids.set(letter, begun.id);
    steps.push(["turn", letter, begun.id]);
    for (let tries = 0; !(await hasEnded(server, threadId, begun.id)); tries++) {
      if (tries === 400) throw new RangeError(`turn ${letter} does not end`);
      await sleep(50);
    }
  }
  async function revert(threadId: string, before: Letter): Promise<void> {
    await server.call("thread/revert", { threadId, beforeTurnId: ids.get(before) ?? "" });
    steps.push(["revert", before, threadId]);
  }
  const start = await server.call("thread/start", { cwd, approvalPolicy: "never", sandbox: "danger-full-access" });
  const thread = idOf(start);
  for (const letter of ["a", "b", "c"] as const) await turn(thread, letter);
  await revert(thread, "c");
  await turn(thread, "d");
  await revert(thread, "d"); // the first turn of a segment
  await turn(thread, "e");
  await revert(thread, "b"); // to before all segments
  await turn(thread, "f");
  const fork = idOf(await server.call("thread/fork", { threadId: thread }));
  steps.push(["fork", "", fork]);
  for (const letter of ["g", "h"] as const) await turn(fork, letter);
  await revert(fork, "h");
  await turn(fork, "i");
  await revert(fork, "f"); // an inherited turn
  await turn(fork, "j");
  return steps;
}

async function hasEnded(server: AppServer, threadId: string, turnId: string): Promise<boolean> {
  const params = { threadId, limit: 20, sortDirection: "desc" };
  try {
    const answer = await server.call("thread/turns/list", params);
    const { data } = answer as { data: readonly { id: string; status: string }[] };
    return data.some(({ id, status }) => id === turnId && status === "completed");
  } catch (error) {
    // Before the thread's file is there its turns cannot be listed.
    if (error instanceof AppServerError) return false;
    throw error;
  }
}

function idOf(answer: unknown): string {
  return (answer as { thread: { id: string } }).thread.id;
}
