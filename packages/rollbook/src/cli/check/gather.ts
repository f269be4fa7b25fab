// The files behind the paths to check, what their names and heads say, and what relates them.

import { statSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { createHeadReader, relateFiles, type Finding, type Kept, type Lineage, type Stem } from "rollbook-core/check";
import { findRollouts, readChunks, SourceError, STDIN, type FoundRollout } from "../../home/index.ts";

/** A file to check. */
export interface Subject extends Stem {
  readonly named: FoundRollout["name"];
  /** Bytes on disk. */
  readonly bytes: number;
  /** It was written to less than a minute ago, and may be written to again. */
  readonly live: boolean;
}

export interface Gathered {
  readonly subjects: readonly Subject[];
  readonly lineage: Lineage;
  /** Paths that cannot be read, or that hold no session. */
  readonly problems: readonly Pick<Finding, "file" | "message">[];
}

const LIVE_MS = 60_000;

/** Reads names, and each file as far as its header; of standard input (`-`) nothing. */
export async function gather(paths: readonly string[], now: number): Promise<Gathered> {
  const found = new Map<string, FoundRollout>();
  const shadowed: FoundRollout[] = [];
  const problems: Pick<Finding, "file" | "message">[] = [];
  for (const path of paths) {
    if (path === STDIN) {
      found.set(path, { path, name: null });
      continue;
    }
    try {
      const { files, problems: unread, kind } = findRollouts(path);
      for (const file of files) {
        found.set(file.path, file);
        if (kind !== "file") shadowed.push(...shadowOf(file));
      }
      problems.push(...unread.map(problemOf));
      if (files.length === 0 && unread.length === 0)
        problems.push({ file: path, message: describeEmpty(kind === "home") });
    } catch (error) {
      problems.push(problemOf(error));
    }
  }
  const subjects: Subject[] = [];
  for (const file of found.values()) subjects.push(await readSubject(file, now));
  const others = [...shadowed, ...basesElsewhere(subjects)].filter(({ path }) => !found.has(path));
  return {
    subjects,
    lineage: relateFiles(
      subjects,
      others.flatMap((file) => keep(file) ?? []),
    ),
    problems,
  };
}

/** The reason without the path: findings name their file. */
export function problemOf(error: unknown): Pick<Finding, "file" | "message"> {
  if (!(error instanceof SourceError)) throw error;
  const prefix = `${error.source}: `;
  const message = error.message.startsWith(prefix) ? error.message.slice(prefix.length) : error.message;
  return { file: error.source, message: message.charAt(0).toUpperCase() + message.slice(1) };
}

async function readSubject(file: FoundRollout, now: number): Promise<Subject> {
  const loose: Kept = { file: file.path, rollout_id: file.path, home: "", archived: false, compressed: false };
  if (file.path === STDIN) {
    // It can be read once only, so its base is not known beforehand and not looked for.
    return { ...loose, at: { offset: 0, length: 0, number: 0 }, base: null, named: null, bytes: 0, live: false };
  }
  const stats = statSync(file.path, { throwIfNoEntry: false });
  const reader = createHeadReader();
  try {
    for await (const chunk of readChunks(file.path)) if (reader.push(chunk)) break;
  } catch (error) {
    // It is told when the file is read as a whole.
    if (!(error instanceof SourceError)) throw error;
  }
  const { at, base } = reader.end();
  const kept = keep(file) ?? loose;
  const age = stats === undefined ? Number.POSITIVE_INFINITY : now - stats.mtimeMs;
  return { ...kept, at, base, named: file.name, bytes: stats?.size ?? 0, live: !kept.compressed && age < LIVE_MS };
}

const TREES = ["sessions", "archived_sessions"];

/** Where in a codex home a file lies: below the last directory that is named as Codex names its trees. */
function keep({ path, name }: FoundRollout): Kept | null {
  if (name === null) return null;
  const parts = dirname(resolve(path)).split(sep);
  const tree = parts.findLastIndex((part) => TREES.includes(part));
  return {
    file: path,
    rollout_id: name.rollout_id,
    home: tree === -1 ? "" : parts.slice(0, tree).join(sep),
    archived: parts[tree] === "archived_sessions",
    compressed: name.compressed,
  };
}

/** The compressed copy beside a plain file, which a search leaves out. */
function shadowOf(file: FoundRollout): FoundRollout[] {
  if (file.name === null || file.name.compressed) return [];
  const path = `${file.path}.zst`;
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return [];
  return [{ path, name: { ...file.name, compressed: true } }];
}

/** Bases of files that were given one by one lie in their codex home, as a rule. */
function basesElsewhere(subjects: readonly Subject[]): FoundRollout[] {
  const here = new Set(subjects.map(({ rollout_id }) => rollout_id));
  const homes = new Set<string>();
  for (const { base, home } of subjects) {
    if (base?.rollout_id && !here.has(base.rollout_id) && home !== "") homes.add(home);
  }
  const bases = new Set(subjects.map(({ base }) => base?.rollout_id));
  return [...homes].flatMap((home) => {
    try {
      return findRollouts(home).files.filter(({ name }) => name !== null && bases.has(name.rollout_id));
    } catch (error) {
      if (error instanceof SourceError) return [];
      throw error;
    }
  });
}

function describeEmpty(home: boolean): string {
  return home
    ? "The codex home has no sessions: there is no rollout in its sessions or archived_sessions."
    : "There is no session here: no rollout-*.jsonl, .jsonl.zst or .json.";
}
