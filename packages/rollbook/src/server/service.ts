// What the methods share: the homes, and what was read of them.

import type { CataloguedThread } from "rollbook-core";
import type { Library } from "../home/index.ts";
import { CODE, RequestFailure } from "./failure.ts";
import { createFactReader, type FactReader } from "./facts.ts";
import { createHistories, type Histories } from "./histories.ts";
import { openHomes, type Homes } from "./homes.ts";
import { readUuid } from "./uuid.ts";

export interface Service {
  readonly homes: Homes;
  readonly facts: FactReader;
  readonly histories: Histories;
  /** Of rollbook. */
  readonly version: string;
  /** Nobody waits for answers any more. */
  readonly stop: AbortSignal;
}

export function createService(homes: readonly string[], version: string, stop: AbortSignal): Service {
  const opened = openHomes(homes);
  return { homes: opened, facts: createFactReader(opened), histories: createHistories(stop), version, stop };
}

export interface Asked {
  readonly id: string;
  readonly library: Library;
  readonly thread: CataloguedThread;
}

/** The thread a client means. `missing` is what Codex says of one that is not there. */
export function askFor({ homes }: Service, given: string, missing = "thread not loaded"): Asked {
  const id = readUuid(given, "thread id");
  const library = homes.look();
  const thread = homes.find(library, id);
  if (thread === null) throw new RequestFailure(CODE.request, `${missing}: ${id}`);
  return { id, library, thread };
}
