// What lies in a codex home now: its session files, by name, size and time, and what their heads say.

import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Head, Stem } from "rollbook-core";
import {
  findRollouts,
  openCatalogue,
  readPrints,
  readStem,
  type FoundRollout,
  type Library,
  type SourceError,
} from "../home/index.ts";

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
}

/** Names, sizes and times of a home's session files. Throws a `SourceError` for the home itself. */
export function lookAt(home: string): Sight {
  const stamps = new Map<string, Stamp>();
  const lines: string[] = [];
  const { files, problems } = findRollouts(home);
  for (const { path } of files) {
    const stamp = stampOf(path);
    if (stamp === null) continue;
    stamps.set(path, stamp);
    lines.push(`${path}\t${stamp.ino}\t${stamp.size}\t${stamp.mtime_us}`);
  }
  const names = stampOf(join(home, "session_index.jsonl"));
  lines.push(`names\t${names?.ino}\t${names?.size}\t${names?.mtime_us}`);
  lines.push(...problems.map(({ message }) => message));
  const print = createHash("sha256").update(lines.join("\n")).digest("base64url");
  return { stamps, print, problems };
}

export interface Heads {
  readonly library: Library;
  readonly heads: ReadonlyMap<string, KnownHead>;
  /** Those that were read now. */
  readonly fresh: readonly string[];
}

/** The catalogue of a home, of heads that are known where that will do. */
export function openHome(home: string, { stamps }: Sight, known: ReadonlyMap<string, KnownHead>): Heads {
  const heads = new Map<string, KnownHead>();
  const fresh: string[] = [];
  const stem = (found: FoundRollout): Stem => {
    const { path } = found;
    const stamp = stamps.get(path);
    // It appeared after the others were looked at, and is looked at next time.
    if (stamp === undefined) return readStem(found);
    const before = known.get(path);
    const kept = before === undefined ? null : goesOn(before, stamp);
    if (kept === null) fresh.push(path);
    const head = { stamp, stem: kept ?? readStem(found) };
    heads.set(path, head);
    return head.stem;
  };
  const library = openCatalogue([home], { stem, prints: readPrints });
  return { library, heads, fresh };
}

export function stampOf(path: string): Stamp | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile()) return null;
  return { ino: stats.ino, size: stats.size, mtime_us: Math.round(stats.mtimeMs * 1000) };
}

export function sameStamp(a: Stamp | undefined, b: Stamp | undefined): boolean {
  return a !== undefined && b !== undefined && a.ino === b.ino && a.size === b.size && a.mtime_us === b.mtime_us;
}

/** A head stays when its file grows. Null when it has to be read again: the oldest files may tell more of themselves later. */
export function goesOn({ stamp, stem }: KnownHead, now: Stamp): KnownHead["stem"] | null {
  const moved = { ...stem, size: now.size, mtime_ms: now.mtime_us / 1000 };
  if (sameStamp(stamp, now)) return moved;
  const enveloped = stem.era !== null && stem.era !== "bare" && stem.era !== "document";
  return enveloped && !stem.compressed && stamp.ino === now.ino && stamp.size <= now.size ? moved : null;
}
