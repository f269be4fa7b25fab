// The table of methods: what is answered, and what is said of the rest.

import type { Json } from "rollbook-core";
import { listActions, ThreadActionsListParams } from "./actions.ts";
import { CODEX_METHODS } from "./codex-methods.ts";
import { CODE, RequestFailure } from "./failure.ts";
import { initialize, InitializeParams } from "./initialize.ts";
import { listItems, readItems, ThreadItemsListParams, ThreadItemsReadParams } from "./items.ts";
import { complaint, listed, optional, string, struct, u32, type Read } from "./params.ts";
import type { Service } from "./service.ts";
import { ThreadListParams } from "./list-params.ts";
import { listThreads } from "./thread-list.ts";
import { getGoal, readThread, ThreadGoalGetParams, ThreadReadParams } from "./thread-read.ts";
import { listTimeline, ThreadTimelineListParams } from "./timeline.ts";
import { listTurns, ThreadTurnsListParams } from "./turns.ts";

/** Reads the parameters, and throws if they are wrong; then it can be called. */
type Prepare = (params: Json | undefined) => (service: Service) => Json | Promise<Json>;

/** Nothing is ever loaded by a server that only reads. */
const ThreadLoadedListParams = struct("ThreadLoadedListParams", { cursor: optional(string), limit: optional(u32) });

export const HANDSHAKE = "initialize";

export const METHODS: ReadonlyMap<string, Prepare> = new Map([
  [HANDSHAKE, method(InitializeParams, initialize)],
  ["thread/list", method(ThreadListParams, listThreads)],
  ["thread/read", method(ThreadReadParams, readThread)],
  ["thread/turns/list", method(ThreadTurnsListParams, listTurns)],
  ["thread/items/list", method(ThreadItemsListParams, listItems)],
  ["thread/items/read", method(ThreadItemsReadParams, readItems)],
  ["thread/timeline/list", method(ThreadTimelineListParams, listTimeline)],
  ["thread/loaded/list", method(ThreadLoadedListParams, () => ({ data: [], nextCursor: null }))],
  ["thread/goal/get", method(ThreadGoalGetParams, getGoal)],
  // Ours.
  ["thread/actions/list", method(ThreadActionsListParams, listActions)],
]);

function method<P>(read: Read<P>, handle: (service: Service, params: P) => Json | Promise<Json>): Prepare {
  return (given) => {
    if (given === undefined || given === null) throw complaint("missing field `params`");
    const params = read(given);
    return (service) => handle(service, params);
  };
}

/** Throws for a method that is not answered. */
export function findMethod(name: string): Prepare {
  const found = METHODS.get(name);
  if (found !== undefined) return found;
  if (!CODEX_METHODS.has(name)) throw complaint(`unknown variant \`${name}\`, expected ${listed([...METHODS.keys()])}`);
  const why = "this server is read-only, it lists and reads threads; codex app-server does the rest";
  throw new RequestFailure(CODE.unsupported, `${name} is not supported: ${why}`);
}
