// Brings an index up to what its codex home holds.

import type { SourceError } from "../home/index.ts";
import { asIndexError } from "../index/index.ts";
import { openHeads, type HeadCache } from "./heads.ts";
import { lockIndex } from "./lock.ts";
import type { IndexPlace } from "./place.ts";
import { lookAt } from "./sight.ts";
import { shardStates } from "./state.ts";

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
  const kept = cache.tree();
  const sight = lookAt(place.home, kept);
  const { problems, print } = sight;
  const state = stateIn(place, print);
  if (state !== null && cache.note("settled") === state) {
    if (sight.tree !== kept && sight.tree.paths === kept?.paths) cache.keepTree(sight.tree);
    return { state: "current", changed: 0, left: 0, bytes: 0, problems };
  }
  // What reads sessions is most of the program, and mostly nothing has changed.
  const { catchUp } = await import("./catchup.ts");
  const done = await catchUp(place, cache, sight, options);
  if (done.state === "current") cache.keepNote("settled", stateIn(place, print) ?? "");
  return done;
}

/** What the home holds and the shards are, as one text. */
function stateIn(place: IndexPlace, print: string): string | null {
  const states = shardStates(place);
  return states === null ? null : `${print} ${states}`;
}
