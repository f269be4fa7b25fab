// The index of a home as those who ask it want it: up to the files where that is quick.

import type { DatabaseSync } from "node:sqlite";
import { asIndexError, openViews } from "../index/index.ts";
import { createIndex, findIndex, type IndexPlace } from "./place.ts";
import { refresh, type Refreshed } from "./refresh.ts";

/** Bytes that are read while someone waits for an answer: under a second. */
const QUICK = 32 << 20;

export interface BroughtUp extends Refreshed {
  readonly place: IndexPlace;
  /** Something of the home is not in it, or not yet. */
  readonly behind: boolean;
}

export async function bringUp(
  home: string,
  env: Readonly<Record<string, string | undefined>>,
  most: number = QUICK,
): Promise<BroughtUp> {
  const place = findIndex(home, env) ?? createIndex(home, env, "column");
  const done = await refresh(place, { most });
  return { ...done, place, behind: done.state !== "current" };
}

/** All shards of some indexes at once, to be asked in SQL. */
export function openIndexViews(places: readonly IndexPlace[]): DatabaseSync {
  try {
    return openViews(places.flatMap(({ shards }) => shards));
  } catch (error) {
    throw asIndexError(error, places.map(({ directory }) => directory).join(", "));
  }
}
