// Finds the session files of this run: those the Codex at hand has open, those of threads it named, those that fit.

import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { createHeadReader, parseRolloutName, type Header } from "rollbook-core";
import { filesWritten } from "./processes.ts";

export interface RolloutFile {
  readonly path: string;
  readonly thread_id: string;
  readonly header: Header;
}

const ROOMS = ["sessions", "archived_sessions"];
const CHUNK = 1 << 16;

/** Those the process has open to write to, of this home. */
export function openRollouts(pid: number, home: string): readonly string[] {
  const rooms = ROOMS.map((room) => join(home, room, "/"));
  return filesWritten(pid).filter(
    (path) => parseRolloutName(basename(path)) !== null && rooms.some((room) => path.startsWith(room)),
  );
}

/** Names of all session files of a home, recordings left out. */
export function namedRollouts(home: string): readonly string[] {
  const found: string[] = [];
  for (const room of ROOMS) walk(join(home, room), found);
  return found;
}

function walk(directory: string, found: string[]): void {
  try {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isFile() && parseRolloutName(entry.name) !== null) found.push(path);
      // Years, months and days: what else is in there is none of Codex's doing.
      else if (entry.isDirectory() && /^\d+$/.test(entry.name)) walk(path, found);
    }
  } catch {
    // What cannot be read holds no session of this run.
  }
}

/** Null when the file is not there, or its head says nothing yet. */
export function readRollout(path: string): RolloutFile | null {
  const named = parseRolloutName(basename(path));
  if (named === null) return null;
  let file: number | null = null;
  try {
    file = openSync(path, "r");
    const reader = createHeadReader();
    const chunk = Buffer.allocUnsafe(CHUNK);
    for (let at = 0; ;) {
      const got = readSync(file, chunk, 0, CHUNK, at);
      at += got;
      if (got === 0 || reader.push(chunk.subarray(0, got))) break;
    }
    const { header } = reader.end();
    return { path, thread_id: header.thread_id ?? named.thread_id, header };
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}

/**
 * The files that can only be this run's where nothing has told which they are: begun or written to since it began, in
 * its directory, or named by its command line. Null when several threads fit: whose they are is then not known.
 */
export function fittingRollouts(
  home: string,
  since: number,
  cwd: string,
  words: readonly string[],
): readonly RolloutFile[] | null {
  const changed = namedRollouts(home).filter((path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats !== undefined && stats.mtimeMs >= since;
  });
  const files = changed.flatMap((path) => readRollout(path) ?? []);
  const named = files.filter(({ path, thread_id }) =>
    words.some((word) => word.includes(thread_id) || word.includes(path)),
  );
  if (named.length > 0) return named;
  const fits = files.filter(({ header }) => header.cwd === null || header.cwd === cwd);
  const roots = new Set(fits.filter(({ header }) => header.parent_id === null).map(({ thread_id }) => thread_id));
  return roots.size > 1 ? null : fits;
}
