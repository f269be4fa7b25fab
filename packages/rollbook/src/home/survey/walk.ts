// The files of a codex home by their names and sizes; none is opened.

import { lstatSync, readdirSync, type Dirent } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { isRolloutName, recordedName } from "rollbook-core";
import { sourceError, type SourceError } from "../error.ts";
import { isRecordingName, RECORDINGS } from "../recorded.ts";
import type { Amount, FileKind } from "./contract.ts";

export interface Walked {
  readonly total: Amount;
  readonly kinds: Readonly<Record<FileKind, Amount>>;
  /** The session files, copies included. */
  readonly rollouts: readonly Located[];
  /** What lies among the sessions and is none. */
  readonly junk: readonly Located[];
  readonly problems: readonly SourceError[];
}

export interface Located {
  readonly path: string;
  readonly bytes: number;
}

const TREES: ReadonlySet<string> = new Set(["sessions", "archived_sessions"]);
const HISTORIES: ReadonlySet<string> = new Set(["history.jsonl", "history.json", "session_index.jsonl"]);
const BY_DIRECTORY: ReadonlyMap<string, FileKind> = new Map([
  ["log", "logs"],
  ["logs", "logs"],
  ["shell_snapshots", "snapshots"],
  ["worktrees", "worktrees"],
]);

/** Links are counted as such and not followed, but for a link in the place of a directory of sessions. */
export function walkHome(home: string): Walked {
  const kinds = emptyKinds();
  const rollouts: Located[] = [];
  const junk: Located[] = [];
  const problems: SourceError[] = [];
  const open = [home];
  for (let directory = open.pop(); directory !== undefined; directory = open.pop()) {
    for (const entry of entriesOf(directory, problems)) {
      const path = join(directory, entry.name);
      const isTree = directory === home && TREES.has(entry.name);
      if (entry.isDirectory() || (isTree && entry.isSymbolicLink())) {
        open.push(path);
        continue;
      }
      const kind = kindOf(relative(home, path).split(sep), entry);
      const bytes = entry.isFile() ? sizeOf(path, problems) : 0;
      kinds[kind].files += 1;
      kinds[kind].bytes += bytes;
      if (kind === "junk") junk.push({ path, bytes });
      else if (SESSIONS.has(kind)) rollouts.push({ path, bytes });
    }
  }
  const all = Object.values(kinds);
  return { total: sumOf(all), kinds, rollouts: rollouts.sort(byPath), junk: junk.sort(byPath), problems };
}

const SESSIONS: ReadonlySet<FileKind> = new Set<FileKind>(["sessions", "archived", "compressed", "documents"]);

function kindOf(parts: readonly string[], entry: Dirent): FileKind {
  const [top = "", ...below] = parts;
  if (isRecording(top, below[0] ?? "")) return "recordings";
  if (TREES.has(top)) {
    if (!isRolloutName(entry.name)) return entry.isSymbolicLink() ? "other" : "junk";
    // A pipe or a socket is no session, whatever its name.
    if (!entry.isFile() && !entry.isSymbolicLink()) return "junk";
    if (entry.name.endsWith(".zst")) return "compressed";
    if (entry.name.endsWith(".json")) return "documents";
    return top === "sessions" ? "sessions" : "archived";
  }
  if (below.length === 0) {
    if (HISTORIES.has(top)) return "histories";
    if (/\.sqlite(?:-wal|-shm|-journal)?$/.test(top)) return "databases";
    return top.endsWith(".log") ? "logs" : "other";
  }
  return BY_DIRECTORY.get(top) ?? "other";
}

/** The directory of a recording, or the one it stands in until its thread is known. */
function isRecording(top: string, next: string): boolean {
  if (top !== "sessions" && top !== RECORDINGS) return false;
  return isRecordingName(next) || /^\.rollbook-/.test(next);
}

function entriesOf(directory: string, problems: SourceError[]): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (cause) {
    problems.push(sourceError(directory, cause));
    return [];
  }
}

function sizeOf(path: string, problems: SourceError[]): number {
  try {
    const { size, nlink } = lstatSync(path);
    // The same file as the session's own.
    return nlink > 1 && recordedName(basename(path)) !== null ? 0 : size;
  } catch (cause) {
    problems.push(sourceError(path, cause));
    return 0;
  }
}

type Counted = Record<FileKind, { files: number; bytes: number }>;

function emptyKinds(): Counted {
  const none = (): { files: number; bytes: number } => ({ files: 0, bytes: 0 });
  return {
    sessions: none(),
    archived: none(),
    compressed: none(),
    documents: none(),
    recordings: none(),
    junk: none(),
    histories: none(),
    databases: none(),
    logs: none(),
    snapshots: none(),
    worktrees: none(),
    other: none(),
  };
}

function sumOf(amounts: readonly Amount[]): Amount {
  return {
    files: amounts.reduce((sum, { files }) => sum + files, 0),
    bytes: amounts.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function byPath(a: Located, b: Located): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
