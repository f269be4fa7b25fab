// Finds the session files of a codex home, of any directory, or a single file. Reads names only.

import { lstatSync, readdirSync, statSync, type Dirent, type Stats } from "node:fs";
import { basename, join, sep } from "node:path";
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
  const { files, problems, kind } = findFiles(path);
  const found = files
    .toSorted((a, b) => compare(a.name, b.name) || compare(a.path, b.path))
    .map((file): FoundRollout => ({ path: file.path, name: parseRolloutName(file.name) }));
  return { files: found, problems, kind };
}

export interface FoundPaths {
  /** In an order that is the same each time. */
  readonly paths: readonly string[];
  readonly problems: readonly SourceError[];
  /** Those that were searched: while they are as they were no file comes or goes. Null where links lead elsewhere. */
  readonly directories: readonly string[] | null;
}

/** The same files, for who does not ask what their names say. */
export function findPaths(path: string): FoundPaths {
  const { files, problems, directories } = findFiles(path);
  return { paths: files.map((file) => file.path), problems, directories };
}

/** The same files by their names, for who asks little of these. */
export function findNamed(path: string): Pick<FoundFiles, "files" | "problems"> {
  return findFiles(path);
}

/** Where the search of a directory begins. */
export function sessionRoots(path: string): readonly string[] {
  const rooms = ROOMS.map((room) => join(path, room)).filter(isDirectory);
  return rooms.length > 0 ? [...rooms, ...recordingRooms(path)] : [path];
}

export interface FoundFile {
  readonly path: string;
  /** Of the file, without what it lies in. */
  readonly name: string;
}

interface FoundFiles extends Pick<FoundRollouts, "problems" | "kind">, Pick<FoundPaths, "directories"> {
  readonly files: readonly FoundFile[];
}

function findFiles(path: string): FoundFiles {
  const stats = statOf(path);
  if (!stats.isDirectory()) {
    return { files: [{ path, name: basename(path) }], problems: [], kind: "file", directories: null };
  }
  const roots = sessionRoots(path);
  const kind = roots[0] === path ? "directory" : "home";
  // Two rooms may be one by a link.
  const simply = roots.some(isLink) ? null : walkAll(roots, null);
  const { files, problems, linked, directories } = simply ?? walkAll(roots, new Set()) ?? NOTHING;
  const [first] = problems;
  if (kind === "directory" && first !== undefined && first.source === path) throw first;
  return { files: thatCount(files), problems, kind, directories: simply === null || linked ? null : directories };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Most homes hold plain files only. */
function thatCount(files: readonly FoundFile[]): readonly FoundFile[] {
  if (files.every(({ name }) => name.endsWith(".jsonl"))) return files;
  const paths = files.map(({ path }) => path);
  const counting = new Set(withoutRecorded(withoutShadows(paths)));
  return files.filter(({ path }) => counting.has(path));
}

function withoutShadows(paths: readonly string[]): string[] {
  const all = new Set(paths);
  return paths.filter((path) => !(path.endsWith(".zst") && all.has(path.slice(0, -4))));
}

interface Walk {
  readonly files: FoundFile[];
  readonly directories: string[];
  readonly problems: SourceError[];
  /** A file was found by a link. */
  linked: boolean;
  /** Directories that were walked, by their inodes; null where there is but one way to each. */
  readonly visited: Set<string> | null;
}

const NOTHING: Walk = { files: [], directories: [], problems: [], linked: false, visited: null };

/** A link to a directory may lead back: where there is one, `visited` must be given, or the answer is null. */
function walkAll(roots: readonly string[], visited: Set<string> | null): Walk | null {
  const walk: Walk = { files: [], directories: [], problems: [], linked: false, visited };
  // Joined once: of thousands of paths each would be looked through for dots.
  return roots.every((root) => walkInto(root, join(root, "x").slice(0, -1), walk)) ? walk : null;
}

/** False: a link leads to a directory, and it is not known which were visited. */
function walkInto(directory: string, prefix: string, walk: Walk): boolean {
  let entries: Dirent[];
  try {
    if (walk.visited !== null) {
      const { dev, ino } = statSync(directory, { bigint: true });
      if (walk.visited.has(`${dev}:${ino}`)) return true;
      walk.visited.add(`${dev}:${ino}`);
    }
    entries = readdirSync(directory, { withFileTypes: true });
    walk.directories.push(directory);
  } catch (cause) {
    walk.problems.push(sourceError(directory, cause));
    return true;
  }
  for (const entry of entries) {
    const { name } = entry;
    if (entry.isFile()) {
      if (isWanted(name)) walk.files.push({ path: prefix + name, name });
    } else if (entry.isDirectory()) {
      if (!walkInto(prefix + name, prefix + name + sep, walk)) return false;
    } else if (entry.isSymbolicLink() && !follow(prefix + name, name, walk)) return false;
  }
  return true;
}

function follow(path: string, name: string, walk: Walk): boolean {
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (cause) {
    // A dangling link elsewhere in a directory is nobody's session.
    if (isRolloutName(name)) walk.problems.push(sourceError(path, cause));
    return true;
  }
  if (stats.isDirectory()) return walk.visited !== null && walkInto(path, path + sep, walk);
  if (stats.isFile() && isWanted(name)) {
    walk.files.push({ path, name });
    walk.linked = true;
  }
  return true;
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

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
