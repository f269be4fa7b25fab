// The files behind the paths to check, what their names and heads say, and what relates them.

import { statSync } from "node:fs";
import { NO_HEADER, rolloutOf, type Place } from "rollbook-core";
import { relateFiles, type CheckedStem, type Finding, type Lineage } from "rollbook-core/check";
import { findRollouts, keep, readStem, SourceError, STDIN, type FoundRollout } from "../../home/index.ts";

/** A file to check. */
export interface Subject extends CheckedStem {
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
export function gather(paths: readonly string[], now: number): Gathered {
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
  const subjects = [...found.values()].map((file) => readSubject(file, now));
  const others = [...shadowed, ...basesElsewhere(subjects)].filter(({ path }) => !found.has(path));
  return {
    subjects,
    lineage: relateFiles(subjects, others.map(keep)),
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

const START: Place = { offset: 0, length: 0, number: 0 };

function readSubject(file: FoundRollout, now: number): Subject {
  if (file.path === STDIN) {
    // It can be read once only, so its base is not known beforehand and not looked for.
    return { ...keep(file), header: NO_HEADER, era: null, mark: null, prints: null, at: START, live: false };
  }
  const stem = readStem(file);
  return { ...stem, at: stem.at ?? START, live: !stem.compressed && now - stem.mtime_ms < LIVE_MS };
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
  const here = new Set(subjects.map(rolloutOf));
  const homes = new Set<string>();
  for (const { header, home } of subjects) {
    if (header.base?.rollout_id && !here.has(header.base.rollout_id) && home !== "") homes.add(home);
  }
  const bases = new Set(subjects.map(({ header }) => header.base?.rollout_id));
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
