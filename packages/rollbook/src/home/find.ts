// Finds the session files of a codex home, of any directory, or a single file. Reads names only.

import { readdirSync, statSync, type Dirent, type Stats } from "node:fs";
import { basename, join } from "node:path";
import { isRolloutName, parseRolloutName, recordedName, type RolloutName } from "rollbook-core";
import { type SourceError, sourceError } from "./error.ts";
import { recordingRooms, withoutRecorded } from "./recorded.ts";

export interface FoundRollout {
  readonly path: string;
  /** Null when a person named the file, or Codex did not. */
  readonly name: RolloutName | null;
}

export interface FoundRollouts {
  /** Sorted by file name, that is by the local time at which each was begun; then by path. */
  readonly files: readonly FoundRollout[];
  /** Directories and links that could not be read. */
  readonly problems: readonly SourceError[];
  readonly kind: "file" | "directory" | "home";
}

/** Where a codex home keeps its session files. */
const ROOMS = ["sessions", "archived_sessions"];

/**
 * A file is answered as it is, whatever its name. A directory that holds `sessions` or `archived_sessions` is a codex
 * home, and only those are searched; any other is searched whole, hidden directories too. Where a file and its `.zst`
 * stand side by side the plain one counts, as it does for Codex. What a recording holds of a session is that session
 * where its own file is gone, and nothing else. Throws a `SourceError` only for `path` itself.
 */
export function findRollouts(path: string): FoundRollouts {
  const stats = statOf(path);
  if (!stats.isDirectory()) return { files: [foundAt(path)], problems: [], kind: "file" };
  const rooms = ROOMS.map((room) => join(path, room)).filter(isDirectory);
  const problems: SourceError[] = [];
  const paths: string[] = [];
  const visited = new Set<string>();
  for (const root of rooms.length > 0 ? [...rooms, ...recordingRooms(path)] : [path])
    walk(root, paths, problems, visited);
  const [first] = problems;
  if (rooms.length === 0 && first !== undefined && first.source === path) throw first;
  const files = withoutRecorded(withoutShadows(paths)).map(foundAt).sort(byName);
  return { files, problems, kind: rooms.length > 0 ? "home" : "directory" };
}

function foundAt(path: string): FoundRollout {
  return { path, name: parseRolloutName(basename(path)) };
}

function byName(a: FoundRollout, b: FoundRollout): number {
  return compare(basename(a.path), basename(b.path)) || compare(a.path, b.path);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function withoutShadows(paths: readonly string[]): string[] {
  const all = new Set(paths);
  return paths.filter((path) => !(path.endsWith(".zst") && all.has(path.slice(0, -4))));
}

function walk(directory: string, paths: string[], problems: SourceError[], visited: Set<string>): void {
  let entries: Dirent[];
  try {
    // By its inode, so that a link to a directory above ends the walk.
    const { dev, ino } = statSync(directory, { bigint: true });
    if (visited.has(`${dev}:${ino}`)) return;
    visited.add(`${dev}:${ino}`);
    entries = readdirSync(directory, { withFileTypes: true });
  } catch (cause) {
    problems.push(sourceError(directory, cause));
    return;
  }
  for (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) walk(path, paths, problems, visited);
    else if (entry.isFile()) {
      if (isWanted(entry.name)) paths.push(path);
    } else if (entry.isSymbolicLink()) follow(path, entry.name, paths, problems, visited);
  }
}

function follow(path: string, name: string, paths: string[], problems: SourceError[], visited: Set<string>): void {
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (cause) {
    // A dangling link elsewhere in a directory is nobody's session.
    if (isRolloutName(name)) problems.push(sourceError(path, cause));
    return;
  }
  if (stats.isDirectory()) walk(path, paths, problems, visited);
  else if (stats.isFile() && isWanted(name)) paths.push(path);
}

function isWanted(name: string): boolean {
  return isRolloutName(name) || recordedName(name) !== null;
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (cause) {
    throw sourceError(path, cause);
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
