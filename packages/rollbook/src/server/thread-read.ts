// thread/read: one thread, with its turns and its actions if they are asked for; and what else is told of one thread.

import type { Json, JsonObject } from "rollbook-core";
import { threadObject } from "rollbook-core/protocol";
import { ActionsWanted, allActions } from "./actions.ts";
import { CODE, RequestFailure } from "./failure.ts";
import { flag, optional, required, string, struct } from "./params.ts";
import { askFor, type Asked, type Service } from "./service.ts";
import { LARGEST_ANSWER, showTurns } from "./turns.ts";

export const ThreadReadParams = struct("ThreadReadParams", {
  threadId: required(string),
  includeTurns: flag,
  /** Ours. */
  includeActions: optional(ActionsWanted),
});

export async function readThread(service: Service, params: ReturnType<typeof ThreadReadParams>): Promise<Json> {
  const asked = askFor(service, params.threadId);
  const thread = threadObject(await service.facts.read(asked.library, asked.thread));
  const { includeTurns, includeActions } = params;
  if (includeTurns || includeActions !== null) refuseLarge(service, asked);
  const turns = includeTurns ? await allTurns(service, asked) : [];
  const answer = { thread: { ...thread, turns }, readState: null };
  if (includeActions === null) return answer;
  return { ...answer, actions: await allActions(service, asked.library, asked.thread, includeActions) };
}

function refuseLarge(service: Service, { library, thread }: Asked): void {
  const { bytes } = service.histories.of(library, thread);
  if (bytes <= LARGEST_ANSWER) return;
  const why = `the thread's files hold about ${bytes} bytes, too many for one answer`;
  const pages = "thread/turns/list, thread/items/list or thread/actions/list";
  throw new RequestFailure(CODE.internal, `${why}: page with ${pages}`);
}

async function allTurns(service: Service, { library, thread }: Asked): Promise<readonly JsonObject[]> {
  const history = service.histories.of(library, thread);
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
