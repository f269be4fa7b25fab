// The workers of a refresh, one for each shard: each takes the next session when it has read one.

import { Worker } from "node:worker_threads";
import type { Renamed } from "../index/index.ts";
import type { IndexPlace } from "./place.ts";
import type { Job, Plan } from "./plan.ts";

export interface FillerData {
  readonly place: IndexPlace;
  readonly shard: number;
  /** So much is to be written that it is joined at the end. */
  readonly settle: boolean;
}

export type ToFiller =
  | { readonly kind: "add"; readonly job: Job }
  | { readonly kind: "tidy"; readonly gone: readonly string[]; readonly renamed: readonly Renamed[] }
  | { readonly kind: "end" };
/** `bytes` were read since the message before. */
export interface FromFiller {
  readonly kind: "read" | "done";
  readonly bytes: number;
}

const SCRIPT = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./index-worker.js", import.meta.url);

/** Megabytes: without them V8 lets garbage lie until there is a gigabyte of it. */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 } as const;

export interface PoolOptions {
  readonly read: (bytes: number) => void;
  /** Leave off; what was read by then is written. */
  readonly signal: AbortSignal;
  /** Join what many writes left apart. */
  readonly settle: boolean;
}

/** Carries out a plan with a worker for each shard. Rejects when one dies: then what it had not written is not there. */
export async function fill(place: IndexPlace, plan: Plan, options: PoolOptions): Promise<void> {
  const queue = [...plan.jobs].toReversed();
  const bound = place.shards.map((_, shard) => queue.filter((job) => job.shard === shard));
  const free = queue.filter(({ shard }) => shard === null);
  const next = (shard: number): ToFiller | null => {
    if (options.signal.aborted) return null;
    const own = bound[shard]?.at(-1);
    const any = free.at(-1);
    const job =
      own !== undefined && (any === undefined || own.head.updated_ms >= any.head.updated_ms)
        ? bound[shard]?.pop()
        : free.pop();
    return job === undefined ? null : { kind: "add", job };
  };
  const results = await Promise.allSettled(
    place.shards.map((_, shard) => fillShard(place, shard, plan, next, options)),
  );
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

/** Before this Node SQLite is called experimental, in each thread anew. */
const SETTLED_SINCE = 26;

function startFiller(data: FillerData): Worker {
  const options = { workerData: data, resourceLimits: LIMITS };
  if (Number.parseInt(process.versions.node, 10) >= SETTLED_SINCE) return new Worker(SCRIPT, options);
  try {
    return new Worker(SCRIPT, {
      ...options,
      execArgv: [...process.execArgv, "--disable-warning=ExperimentalWarning"],
    });
  } catch {
    // Flags of V8, which hold for all threads, cannot be named for one.
    return new Worker(SCRIPT, options);
  }
}

function fillShard(
  place: IndexPlace,
  shard: number,
  { gone, renamed }: Plan,
  next: (shard: number) => ToFiller | null,
  { read, settle }: PoolOptions,
): Promise<void> {
  const data: FillerData = { place, shard, settle };
  const worker = startFiller(data);
  const tidy: ToFiller = {
    kind: "tidy",
    gone: gone.filter((each) => each.shard === shard).map(({ key }) => key),
    renamed: renamed.filter((each) => each.shard === shard),
  };
  let ended = false;
  return new Promise((resolve, reject) => {
    const hand = (): void => {
      const message = next(shard);
      ended = message === null;
      worker.postMessage(message ?? ({ kind: "end" } satisfies ToFiller));
    };
    worker.on("message", (message: FromFiller) => {
      read(message.bytes);
      if (message.kind === "read") return;
      if (!ended) hand();
      else void worker.terminate();
    });
    worker.on("error", reject);
    worker.on("exit", () => resolve());
    worker.postMessage(tidy);
  });
}
