// Brings an index up to what its codex home holds.

import type { SourceError } from "../home/index.ts";
import { asIndexError, openShard, readShard, stateOf } from "../index/index.ts";
import { openHeads, type HeadCache } from "./heads.ts";
import { createIndexer, type Indexer } from "./indexer.ts";
import { knownSessions } from "./known.ts";
import { lockIndex } from "./lock.ts";
import { optionsOf, type IndexPlace } from "./place.ts";
import { planSessions, type Plan } from "./plan.ts";
import { fill } from "./pool.ts";
import { lookAt, openHome, type Sight } from "./sight.ts";

export interface RefreshOptions {
  /** What is to be read, in bytes, as soon as that is known. */
  readonly planned?: (bytes: number) => void;
  readonly read?: (bytes: number) => void;
  readonly signal?: AbortSignal;
  /** Do no more than so many bytes, and nothing when there are more. */
  readonly most?: number;
  /** Characters of one session's texts that may wait in memory, where it is read without workers. */
  readonly enough?: number;
}

export interface Refreshed {
  /**
   * - `current`: all that the home held when it was looked at is in the index
   * - `behind`: some of it is not, for it was too much or was interrupted
   * - `busy`: another process fills the index
   */
  readonly state: "current" | "behind" | "busy";
  /** Sessions that were read, or taken away, and what is left to do. */
  readonly changed: number;
  readonly left: number;
  /** Bytes that are left to be read. */
  readonly bytes: number;
  /** What of the home could not be looked at. */
  readonly problems: readonly SourceError[];
}

/** Above this, workers save more than they take to start. */
const WORTH_WORKERS = 16 << 20;
/** From so much on it pays to join afterwards what many writes left apart. */
const WORTH_SETTLING = 64 << 20;

/** Throws a `SourceError` for a home that cannot be read, and an `IndexError` where the index cannot be written. */
export async function refresh(place: IndexPlace, options: RefreshOptions = {}): Promise<Refreshed> {
  try {
    return await refreshLocked(place, options);
  } catch (error) {
    throw asIndexError(error, place.directory);
  }
}

async function refreshLocked(place: IndexPlace, options: RefreshOptions): Promise<Refreshed> {
  const lock = lockIndex(place);
  if (lock === null) return { state: "busy", changed: 0, left: 0, bytes: 0, problems: [] };
  try {
    const heads = openHeads(place);
    try {
      return await update(place, heads, options);
    } finally {
      heads.close();
    }
  } finally {
    lock.release();
  }
}

async function update(place: IndexPlace, cache: HeadCache, options: RefreshOptions): Promise<Refreshed> {
  const sight = lookAt(place.home);
  const { problems, print } = sight;
  const state = stateIn(place, print);
  if (state !== null && cache.settled() === state) return { state: "current", changed: 0, left: 0, bytes: 0, problems };
  const plan = makePlan(place, cache, sight);
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
  else await fill(place, plan, { read, signal, settle: bytes >= WORTH_SETTLING });
  if (signal.aborted) return { state: "behind", changed: 0, left: todo, bytes, problems };
  cache.settle(stateIn(place, print) ?? "");
  return { state: "current", changed: todo, left: 0, bytes: 0, problems };
}

/**
 * What the home holds and the shards are, as one text. A shard that was lost, or lost its last writing with the machine,
 * is another one.
 */
function stateIn(place: IndexPlace, print: string): string | null {
  const states = [print];
  for (const path of place.shards) {
    const database = readShard(path, optionsOf(place));
    if (database === null) return null;
    try {
      states.push(stateOf(database));
    } finally {
      database.close();
    }
  }
  return states.join(" ");
}

function makePlan(place: IndexPlace, cache: HeadCache, sight: Sight): Plan {
  const heads = openHome(place.home, sight, cache.load());
  cache.save(heads);
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
  return planSessions(heads.library, sight.stamps, known);
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
    const indexer = open.get(shard) ?? createIndexer(place, shard, enough);
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
