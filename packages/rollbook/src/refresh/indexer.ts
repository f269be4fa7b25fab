// Fills one shard: reads sessions, gathers what they told, and writes some of them at a time.

import { createWriter, openShard, type Entry, type Renamed } from "../index/index.ts";
import { keptOf } from "./known.ts";
import { optionsOf, type IndexPlace } from "./place.ts";
import type { Job } from "./plan.ts";
import { readSession } from "./read.ts";

export interface Indexer {
  /** Reads a session. What it told may wait to be written with others. `read` is told its bytes. */
  add(job: Job, read: (bytes: number) => void): Promise<void>;
  remove(keys: readonly string[]): void;
  rename(names: readonly Renamed[]): void;
  /** Writes what waits. */
  flush(): void;
  /** Joins what many writes left apart. */
  settle(): void;
  close(): void;
}

/** Characters of text that are written at a time: few at first, so that something can be found soon. */
const LIGHT = 1 << 20;
const HEAVY = 12 << 20;
/** Sessions that are written at a time. */
const MANY = 512;

export interface IndexerOptions {
  /** Characters of a session that may wait. */
  readonly enough?: number | undefined;
  /** So much is to be written that it is joined afterwards, by `settle`. */
  readonly much?: boolean;
}

/** Throws what SQLite throws: the disk is full, or not to be written to. */
export function createIndexer(place: IndexPlace, shard: number, options: IndexerOptions = {}): Indexer {
  const path = place.shards[shard];
  if (path === undefined) throw new Error(`the index has no shard ${shard}`);
  const database = openShard(path, optionsOf(place));
  const writer = createWriter(database, place.detail, options.much);
  let waiting: Entry[] = [];
  let weight = 0;
  let most = LIGHT;

  function flush(): void {
    if (waiting.length > 0) writer.put(waiting);
    waiting = [];
    weight = 0;
    most = Math.min(HEAVY, most * 2);
  }

  return {
    async add(job, read) {
      const kept = job.mode === "append" ? keptOf(database, job.head.key) : null;
      for await (const { entry, characters } of readSession(job, kept, read, options.enough)) {
        waiting.push(entry);
        weight += characters;
        if (weight >= most || waiting.length >= MANY || entry.partial !== null) flush();
      }
    },
    remove: (keys) => writer.remove(keys),
    rename: (names) => writer.rename(names),
    flush,
    settle: writer.settle,
    close: () => database.close(),
  };
}
