// thread/read: one thread, with its turns and its actions if they are asked for; and what else is told of one thread.

import type { Json, JsonObject } from "rollbook-core";
import { threadObject } from "rollbook-core/protocol";
import { CODE, RequestFailure } from "./failure.ts";
import { flag, required, string, struct } from "./params.ts";
import { askFor, type Asked, type Service } from "./service.ts";
import { LARGEST_ANSWER, showTurns } from "./turns.ts";

export const ThreadReadParams = struct("ThreadReadParams", {
  threadId: required(string),
  includeTurns: flag,
});

export async function readThread(service: Service, params: ReturnType<typeof ThreadReadParams>): Promise<Json> {
  const asked = askFor(service, params.threadId);
  const thread = await showThread(service, asked);
  const turns = params.includeTurns ? await allTurns(service, asked) : [];
  return { thread: { ...thread, turns }, readState: null };
}

async function showThread(service: Service, { id, library, thread }: Asked): Promise<JsonObject> {
  return { ...threadObject(await service.facts.read(library, thread)), id, sessionId: id };
}

async function allTurns(service: Service, { library, thread }: Asked): Promise<readonly JsonObject[]> {
  const history = service.histories.of(library, thread);
  if (history.bytes > LARGEST_ANSWER) {
    const why = `the files of the thread hold ${history.bytes} bytes, too many for one answer`;
    throw new RequestFailure(CODE.internal, `${why}: page with thread/turns/list and thread/items/list`);
  }
  const outline = await history.outline();
  return showTurns(history, outline, outline.turns, "full");
}

/** What a goal's record leaves out. */
const UNTOLD = { tokenBudget: null };

export const ThreadGoalGetParams = struct("ThreadGoalGetParams", { threadId: required(string) });

/** The goal that was last set in this thread; an inherited one is its parent's. */
export async function getGoal(service: Service, params: ReturnType<typeof ThreadGoalGetParams>): Promise<Json> {
  const { id, library, thread } = askFor(service, params.threadId, "thread not found");
  const { goal } = await service.histories.of(library, thread).outline();
  const own = typeof goal === "object" && goal !== null && "threadId" in goal && goal.threadId === id;
  return { goal: own ? { ...UNTOLD, ...goal } : null };
}
