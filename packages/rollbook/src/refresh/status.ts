// How an index stands: what is in it, how large it is, and how much of the home it holds.

import { statSync } from "node:fs";
import { join } from "node:path";
import { asIndexError, readShard } from "../index/index.ts";
import { openHeads, type HeadCache } from "./heads.ts";
import { lockIndex } from "./lock.ts";
import { directoryOf, findIndex, optionsOf, type IndexPlace } from "./place.ts";
import { shardStates } from "./state.ts";

export interface IndexStatus {
  readonly home: string;
  readonly directory: string;
  /** Null where there is no index. */
  readonly detail: "column" | "none" | null;
  /** A process is filling it. */
  readonly filling: boolean;
  /** Threads there were when the home was last looked at, and how many of them are in the index as they were then. */
  readonly sessions: number;
  readonly indexed: number;
  readonly passages: number;
  /** Passages found by their beginnings only, for their lines are longer than can be held. */
  readonly cut: number;
  /** Bytes that were read, uncompressed, and bytes of the index on disk. */
  readonly bytes: number;
  readonly size: number;
  /** Sessions of which a file could not be read. */
  readonly unread: number;
}

/** Throws an `IndexError` where the index cannot be read. */
export function indexStatus(home: string, env: Readonly<Record<string, string | undefined>>): IndexStatus {
  try {
    return statusOf(home, env);
  } catch (error) {
    throw asIndexError(error, directoryOf(home, env));
  }
}

function statusOf(home: string, env: Readonly<Record<string, string | undefined>>): IndexStatus {
  const place = findIndex(home, env);
  if (place === null) {
    const directory = directoryOf(home, env);
    return { home, directory, detail: null, filling: false, sessions: 0, size: 0, ...NOTHING };
  }
  const heads = openHeads(place);
  try {
    const { detail, directory } = place;
    const filling = isFilling(place);
    const sums = sumsOf(place, heads);
    return { home, directory, detail, filling, sessions: heads.total(), size: sizeOf(place), ...sums };
  } finally {
    heads.close();
  }
}

/** Nobody who wants to fill it is kept from that while it is counted. */
function isFilling(place: IndexPlace): boolean {
  const lock = lockIndex(place);
  lock?.release();
  return lock === null;
}

type Sums = Pick<IndexStatus, "indexed" | "passages" | "cut" | "bytes" | "unread">;

const NOTHING: Sums = { indexed: 0, passages: 0, cut: 0, bytes: 0, unread: 0 };

/** Counted once for each state of the shards: it means going through all sessions with all that is known of them. */
function sumsOf(place: IndexPlace, heads: HeadCache): Sums {
  const state = shardStates(place);
  const [of, known] = JSON.parse(heads.note("sums") ?? "[]") as readonly [string?, Sums?];
  if (state !== null && state === of && known !== undefined) return known;
  const sums = place.shards.map(countIn(place)).reduce(add, NOTHING);
  // Somebody may have written meanwhile.
  if (state !== null && state === shardStates(place)) heads.keepNote("sums", JSON.stringify([state, sums]));
  return sums;
}

const countIn =
  (place: IndexPlace) =>
  (path: string): Sums => {
    const database = readShard(path, optionsOf(place));
    if (database === null) return NOTHING;
    const row = database
      .prepare(
        `SELECT count(*) AS indexed, total(passages) AS passages, total(cut) AS cut, total(bytes) AS bytes,
           count(*) FILTER (WHERE problems <> '[]') AS unread FROM session WHERE partial = 0`,
      )
      .get();
    database.close();
    return { ...NOTHING, ...row };
  };

function add(a: Sums, b: Sums): Sums {
  return {
    indexed: a.indexed + b.indexed,
    passages: a.passages + b.passages,
    cut: a.cut + b.cut,
    bytes: a.bytes + b.bytes,
    unread: a.unread + b.unread,
  };
}

/** Bytes on disk. */
function sizeOf({ shards, directory }: IndexPlace): number {
  const files = [...shards, join(directory, "heads.db")].flatMap((path) => [path, `${path}-wal`]);
  return files.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}
