// What lies in a codex home now: its session files, by name, size and time, and what their heads say.

import { statSync } from "node:fs";
import { join } from "node:path";
import type { Head, Stem } from "rollbook-core";
import { findPaths, type FoundPaths, type SourceError } from "../home/index.ts";
import { isSameTree, treeOf, type Tree } from "./tree.ts";
import { sha256 } from "./hash.ts";

/** What tells whether a file is as it was. */
export interface Stamp {
  readonly ino: number;
  readonly size: number;
  readonly mtime_us: number;
}

/** A head, and the file as it was when that was read. */
export interface KnownHead {
  readonly stamp: Stamp;
  readonly stem: Stem & Pick<Head, "at">;
}

export interface Sight {
  readonly stamps: ReadonlyMap<string, Stamp>;
  /** A print of all of it, for telling at once that nothing has changed. */
  readonly print: string;
  /** What could not be looked at. */
  readonly problems: readonly SourceError[];
  /** Where the files were found. */
  readonly tree: Tree;
}

/**
 * Names, sizes and times of a home's session files. `kept` is the tree as it was seen before: unless it has changed it is
 * not gone through again. Throws a `SourceError` for the home itself.
 */
export function lookAt(home: string, kept: Tree | null = null): Sight {
  const { paths, problems, tree } = sameFiles(home, kept) ?? findFiles(home);
  const all = [...paths, join(home, "session_index.jsonl")];
  const numbers = new Float64Array(3 * all.length).fill(ABSENT);
  for (const [index, path] of all.entries()) {
    const stamp = stampOf(path);
    if (stamp === null) continue;
    numbers[3 * index] = stamp.ino;
    numbers[3 * index + 1] = stamp.size;
    numbers[3 * index + 2] = stamp.mtime_us;
  }
  const words = [...all, ...problems.map(({ message }) => message)].join("\n");
  const print = sha256().update(words).update(numbers).digest("base64url");
  let stamps: ReadonlyMap<string, Stamp> | null = null;
  return {
    get stamps() {
      stamps ??= stampsIn(paths, numbers);
      return stamps;
    },
    print,
    problems,
    tree,
  };
}

/** In the place of each number of a file that has gone meanwhile. */
const ABSENT = -1;

type Files = Pick<FoundPaths, "paths" | "problems"> & Pick<Sight, "tree">;

function sameFiles(home: string, kept: Tree | null): Files | null {
  if (kept === null || kept.directories === null || !isSameTree(home, kept.directories)) return null;
  return { paths: JSON.parse(kept.paths) as readonly string[], problems: [], tree: kept };
}

function findFiles(home: string): Files {
  const began = Date.now();
  const found = findPaths(home);
  return { ...found, tree: treeOf(home, found, began) };
}

/** Of those that are there. */
function stampsIn(paths: readonly string[], numbers: Float64Array): ReadonlyMap<string, Stamp> {
  const stamps = new Map<string, Stamp>();
  for (const [index, path] of paths.entries()) {
    const [ino = 0, size = 0, mtime_us = 0] = numbers.subarray(3 * index, 3 * index + 3);
    if (ino !== ABSENT) stamps.set(path, { ino, size, mtime_us });
  }
  return stamps;
}

const QUIETLY = { throwIfNoEntry: false } as const;

export function stampOf(path: string): Stamp | null {
  const stats = statSync(path, QUIETLY);
  if (stats === undefined || !stats.isFile()) return null;
  return { ino: stats.ino, size: stats.size, mtime_us: Math.floor(stats.mtimeMs * 1000) };
}

export function sameStamp(a: Stamp | undefined, b: Stamp | undefined): boolean {
  return a !== undefined && b !== undefined && a.ino === b.ino && a.size === b.size && a.mtime_us === b.mtime_us;
}

/** Null when a head has to be read again: a file that is larger now may have grown, or have been written anew. */
export function goesOn({ stamp, stem }: KnownHead, now: Stamp): KnownHead["stem"] | null {
  return sameStamp(stamp, now) ? { ...stem, size: now.size, mtime_ms: now.mtime_us / 1000 } : null;
}
