// How an index stands: what is in it, how large it is, and how much of the home it holds.

import { statSync } from "node:fs";
import { join } from "node:path";
import { asIndexError, readShard } from "../index/index.ts";
import { openHeads } from "./heads.ts";
import { lockIndex } from "./lock.ts";
import { directoryOf, findIndex, optionsOf } from "./place.ts";

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
  const none = { indexed: 0, passages: 0, cut: 0, bytes: 0, unread: 0 };
  if (place === null) {
    return { home, directory: directoryOf(home, env), detail: null, filling: false, sessions: 0, size: 0, ...none };
  }
  const sums = { ...none };
  for (const path of place.shards) {
    const database = readShard(path, optionsOf(place));
    if (database === null) continue;
    const row = database
      .prepare(
        `SELECT count(*) AS indexed, total(passages) AS passages, total(cut) AS cut, total(bytes) AS bytes,
           count(*) FILTER (WHERE problems <> '[]') AS unread FROM session WHERE partial = 0`,
      )
      .get();
    database.close();
    for (const name of ["indexed", "passages", "cut", "bytes", "unread"] as const)
      sums[name] += Number(row?.[name] ?? 0);
  }
  const heads = openHeads(place);
  const sessions = heads.total();
  heads.close();
  const lock = lockIndex(place);
  lock?.release();
  const { detail, directory } = place;
  const files = [...place.shards, join(directory, "heads.db")].flatMap((path) => [path, `${path}-wal`]);
  const size = files.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
  return { home, directory, detail, filling: lock === null, sessions, size, ...sums };
}
