// The files behind the paths to check, what their names and heads say, and what relates them.

import { statSync } from "node:fs";
import { chainOf, NO_HEADER, type CopiedItems, type Kept, type Stem } from "rollbook-core";
import { relateFiles, type Finding, type Lineage } from "rollbook-core/check";
import { keep, openCatalogue, SourceError, STDIN, type Library } from "../../home/index.ts";
import { chooseThread, describeUnknown, isPath } from "../operand.ts";

/** A file to check. */
export interface Subject {
  readonly stem: Stem;
  /** It was written to less than a minute ago, and may be written to again. */
  readonly live: boolean;
  /** It holds only what another file tells. */
  readonly copy: boolean;
  /** What it begins with and another thread's file holds, where no header says so. */
  readonly copied: readonly CopiedItems[];
}

export interface Gathered {
  readonly subjects: readonly Subject[];
  readonly lineage: Lineage;
  /** Paths that cannot be read, or that hold no session, and words that name none. */
  readonly problems: readonly Pick<Finding, "file" | "message">[];
}

export interface Asked {
  readonly operands: readonly string[];
  /** Where words are looked up. */
  readonly homes: readonly string[];
  readonly note: (line: string) => void;
  readonly now: number;
}

const LIVE_MS = 60_000;

/**
 * Reads names, and each file as far as its header; of standard input (`-`) nothing. A word means all files of its
 * thread. Throws `Failure` for one that means several threads.
 */
export function gather({ operands, homes, note, now }: Asked): Gathered {
  const words = operands.filter((operand) => !isPath(operand));
  const paths = operands.filter((operand) => operand !== STDIN && isPath(operand));
  const library = openCatalogue([...new Set([...paths, ...(words.length > 0 ? homes : [])])]);
  const stems = new Map<string, Stem>();
  const problems: Pick<Finding, "file" | "message">[] = [];
  for (const operand of operands) {
    if (operand === STDIN) stems.set(STDIN, UNREAD);
    else if (isPath(operand)) problems.push(...problemsOf(library, operand));
    const found = operand === STDIN ? [] : stemsOf(library, operand, note);
    if (found === null) problems.push({ file: operand, message: sentence(describeUnknown(operand, homes)) });
    for (const stem of found ?? []) stems.set(stem.path, stem);
  }
  const asked = [...stems.values()];
  const searched = asked.filter(({ path }) => !operands.includes(path));
  const all = library.catalogue.threads.flatMap(({ rollouts }) => rollouts.map(({ stem }) => stem));
  const others = [...all, ...searched.flatMap((stem) => shadowOf(library, stem))].filter(
    ({ path }) => !stems.has(path),
  );
  return {
    subjects: asked.map((stem) => subjectOf(library, stem, now)),
    lineage: relateFiles(asked, others),
    problems,
  };
}

/** Null for a word that names nothing. */
function stemsOf(library: Library, operand: string, note: (line: string) => void): readonly Stem[] | null {
  if (isPath(operand)) return library.given.get(operand) ?? [];
  const found = chooseThread(library, operand, note);
  if (found === null) return null;
  const { rollouts } = found.thread;
  const chains = rollouts.flatMap((rollout) => chainOf(library.catalogue, rollout).files);
  const bases = chains.flatMap(({ path }) => library.at(path)?.stem ?? []);
  return [...bases, ...rollouts.flatMap(({ stem, copies }) => [stem, ...copies])];
}

function subjectOf(library: Library, stem: Stem, now: number): Subject {
  const rollout = library.at(stem.path);
  return {
    stem,
    live: !stem.compressed && now - stem.mtime_ms < LIVE_MS,
    copy: rollout !== null && rollout.stem.path !== stem.path,
    copied: rollout?.copied ?? [],
  };
}

/** It can be read once only, so its base is not known beforehand and not looked for. */
const UNREAD: Stem = {
  ...keep({ path: STDIN, name: null }),
  header: NO_HEADER,
  era: null,
  at: null,
  mark: null,
  prints: null,
};

function problemsOf(library: Library, operand: string): Pick<Finding, "file" | "message">[] {
  const unread = library.problems.filter(({ path }) => path === operand);
  const empty = unread.length > 0 ? [] : library.empty.filter(({ path }) => path === operand);
  return [
    ...unread.map(({ error }) => problemOf(error)),
    ...empty.map(({ path, kind }) => ({ file: path, message: describeEmpty(kind === "home") })),
  ];
}

/** The reason without the path: findings name their file. */
export function problemOf(error: unknown): Pick<Finding, "file" | "message"> {
  if (!(error instanceof SourceError)) throw error;
  const prefix = `${error.source}: `;
  const message = error.message.startsWith(prefix) ? error.message.slice(prefix.length) : error.message;
  return { file: error.source, message: message.charAt(0).toUpperCase() + message.slice(1) };
}

/** A fault of ours in one file must not cost the report on all others. */
export function faultOf(error: unknown): Pick<Finding, "message"> {
  return { message: `Reading stopped here by a fault of rollbook, please report it: ${String(error)}` };
}

/** The compressed copy beside a plain file, which a search leaves out. */
function shadowOf(library: Library, { path, name, home, archived }: Stem): Kept[] {
  const shadow = `${path}.zst`;
  if (name === null || name.compressed || path === STDIN || library.at(shadow) !== null) return [];
  const stats = statSync(shadow, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  const { size, mtimeMs: mtime_ms } = stats;
  return [{ path: shadow, name: { ...name, compressed: true }, home, archived, compressed: true, size, mtime_ms }];
}

/** One that begins like a sentence. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function describeEmpty(home: boolean): string {
  return home
    ? "The codex home has no sessions: there is no rollout in its sessions or archived_sessions."
    : "There is no session here: no rollout-*.jsonl, .jsonl.zst or .json.";
}
