// Brings an index from what it holds to what was seen of its home.

import { openShard } from "../index/index.ts";
import { openHome } from "./catalogue.ts";
import type { HeadCache } from "./heads.ts";
import { createIndexer, type Indexer } from "./indexer.ts";
import { knownSessions } from "./known.ts";
import { optionsOf, type IndexPlace } from "./place.ts";
import { planSessions, type Plan } from "./plan.ts";
import { fill } from "./pool.ts";
import type { Refreshed, RefreshOptions } from "./refresh.ts";
import type { Sight } from "./sight.ts";

/** Above this, workers save more than they take to start. */
const WORTH_WORKERS = 16 << 20;
/** From so much on, and from such a share of what is there, it pays to join afterwards what many writes left apart. */
const WORTH_SETTLING = 64 << 20;
const SHARE_WORTH_SETTLING = 1 / 4;

/** The lock is held by who calls. */
export async function catchUp(
  place: IndexPlace,
  cache: HeadCache,
  sight: Sight,
  options: RefreshOptions,
): Promise<Refreshed> {
  const { problems } = sight;
  const { plan, known } = makePlan(place, cache, sight);
  const { jobs, gone, renamed } = plan;
  const bytes = jobs.reduce((sum, { size }) => sum + size, 0);
  const todo = jobs.length + gone.length + renamed.length;
  if (options.most !== undefined && bytes > options.most) {
    return { state: "behind", changed: 0, left: todo, bytes, problems };
  }
  options.planned?.(bytes);
  const signal = options.signal ?? new AbortController().signal;
  const read = options.read ?? (() => {});
  if (bytes < WORTH_WORKERS) await fillHere(place, plan, options, read, signal);
  else {
    const much = bytes >= WORTH_SETTLING && bytes >= known * SHARE_WORTH_SETTLING;
    await fill(place, plan, { read, signal, settle: much });
  }
  if (signal.aborted) return { state: "behind", changed: 0, left: todo, bytes, problems };
  return { state: "current", changed: todo, left: 0, bytes: 0, problems };
}

/** `known`: bytes of what is indexed. */
function makePlan(place: IndexPlace, cache: HeadCache, sight: Sight): { readonly plan: Plan; readonly known: number } {
  const heads = openHome(place.home, sight, cache.load());
  cache.save(heads, sight.tree);
  const known = place.shards.flatMap((path, shard) => {
    const database = openShard(path, optionsOf(place));
    try {
      return knownSessions(database, shard);
    } finally {
      database.close();
    }
  });
  const { threads } = heads.library.catalogue;
  cache.setTotal(threads.length);
  const sizes = known.flatMap(({ files }) => files.map(({ bytes }) => bytes));
  return {
    plan: planSessions(heads.library, sight.stamps, known),
    known: sizes.reduce((sum, bytes) => sum + bytes, 0),
  };
}

/** In this thread: for what is done before workers would have started. */
async function fillHere(
  place: IndexPlace,
  { jobs, gone, renamed }: Plan,
  { enough }: RefreshOptions,
  read: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const open = new Map<number, Indexer>();
  const at = (shard: number): Indexer => {
    const indexer = open.get(shard) ?? createIndexer(place, shard, { enough });
    open.set(shard, indexer);
    return indexer;
  };
  try {
    for (const [index, job] of jobs.entries()) {
      if (signal.aborted) break;
      await at(job.shard ?? index % place.shards.length).add(job, read);
    }
    for (const { shard, key } of gone) at(shard).remove([key]);
    for (const { shard, ...name } of renamed) at(shard).rename([name]);
    for (const indexer of open.values()) indexer.flush();
  } finally {
    for (const indexer of open.values()) indexer.close();
  }
}
