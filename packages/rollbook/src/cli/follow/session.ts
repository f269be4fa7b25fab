// One session that is followed: read on as its files grow, and anew where they are no longer what they were.

import { statSync } from "node:fs";
import { type GrowthEnd, openGrowth } from "../../home/index.ts";
import { describeUnread } from "../input.ts";
import type { Account, Plan, TurnState } from "./account.ts";
import { createMemory } from "./memory.ts";

export interface Followed {
  /** The session as its files are now. True where what was told has to be gone on with elsewhere. */
  readonly update: (plan: Plan) => boolean;
  /** Something happened to this file of it. */
  readonly touch: (path: string) => void;
  /** Tells what is new. */
  readonly advance: () => Promise<void>;
  /** Tells the rest. */
  readonly end: () => Promise<void>;
  readonly turn: () => TurnState;
}

export interface FollowedOptions {
  /** How many turns of what happened before are told. */
  readonly turns: number;
  /** Bytes of its last file that were there when the following began; with `turns` 0 all behind them is told. */
  readonly before: number;
  readonly tell: (text: string) => Promise<void>;
  readonly note: (line: string) => void;
  /** Called behind each chunk; false when no more is wanted. */
  readonly pause: () => Promise<boolean>;
}

export function followSession(first: Plan, { turns, before, tell, note, pause }: FollowedOptions): Followed {
  let memory = createMemory();
  let plan = first;
  let account: Account | null = null;
  let growth = openGrowth();
  /** Files before the last, as they were when they were read. */
  let read = new Map<string, string>();
  let caughtUp = false;
  let complaint = "";

  function restart(): void {
    account = null;
    // Before it had caught up, only what was asked for from the start was told.
    if (caughtUp || turns === Number.POSITIVE_INFINITY) memory.turn();
    else memory = createMemory();
  }

  async function open(): Promise<Account | null> {
    if (account !== null) return account;
    growth = openGrowth();
    const next = plan.open({ memory, turns: caughtUp ? Number.POSITIVE_INFINITY : turns });
    read = new Map(plan.files.slice(0, -1).map((path) => [path, stampOf(path)]));
    const files = next.begin();
    let step = await files.next();
    for (; step.done !== true; step = await files.next()) if (!(await pause())) return null;
    for (const problem of step.value) note(problem);
    account = next;
    return next;
  }

  /** Null when no more is wanted. */
  async function grow(current: Account, most: number): Promise<GrowthEnd | null> {
    const chunks = growth.read(plan.files.at(-1) ?? "", most);
    for (;;) {
      const step = await chunks.next();
      if (step.done === true) return step.value;
      current.push(step.value);
      await tell(await current.take());
      if (!(await pause())) return null;
    }
  }

  /** False when it has to be read anew. */
  async function readOn(): Promise<boolean> {
    const current = await open();
    if (current === null) return true;
    if (turns === 0 && !caughtUp) {
      const old = await grow(current, before);
      if (old === null) return true;
      caughtUp = old.kind === "read";
      if (caughtUp) current.catchUp();
    }
    const end = await grow(current, Number.POSITIVE_INFINITY);
    if (end === null) return true;
    const path = plan.files.at(-1) ?? "";
    if (end.kind === "replaced") {
      // A document is written anew with each of its items.
      if (!path.endsWith(".json")) note(describeReplaced(path, end.shorter));
      return false;
    }
    current.catchUp();
    caughtUp = true;
    await tell(await current.take());
    const trouble = end.kind === "unread" ? describeUnread(end.problem, "what stands before it was told") : "";
    if (trouble !== "" && trouble !== complaint) note(`${trouble}; waiting for it`);
    complaint = trouble;
    return true;
  }

  return {
    update(next) {
      const changed = next.shape !== plan.shape && account !== null;
      if (changed) restart();
      read = new Map(next.files.map((path, index) => [path, read.get(plan.files[index] ?? "") ?? ""]));
      plan = next;
      return changed;
    },
    touch(path) {
      const stamp = read.get(path);
      if (account !== null && stamp !== undefined && stamp !== "" && stamp !== stampOf(path)) restart();
    },
    async advance() {
      if (await readOn()) return;
      restart();
      // Replaced again by now: the next change is awaited.
      if (!(await readOn())) restart();
    },
    async end() {
      // Of one that was not read to where it stands now, nobody can say how it stands.
      if (account !== null && caughtUp) await tell(await account.end());
    },
    turn: () => account?.turn() ?? null,
  };
}

function describeReplaced(path: string, shorter: boolean): string {
  const what = shorter ? "is shorter than it was" : "was written anew";
  return `${path} ${what}: it is read from its start, and what is new in it is told`;
}

function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats === undefined ? "" : `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
}
