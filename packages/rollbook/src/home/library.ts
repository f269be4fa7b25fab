// A library: the session files behind some paths, by their names and heads, in a catalogue of threads.

import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import {
  findAlike,
  buildCatalogue,
  parseRolloutName,
  rolloutOf,
  type Catalogue,
  type Rollout,
  type Stem,
} from "rollbook-core";
import { SourceError } from "./error.ts";
import { findRollouts, type FoundRollout, type FoundRollouts } from "./find.ts";
import { readPrints, readStem } from "./head.ts";
import { readNames } from "./names.ts";

export interface Library {
  readonly catalogue: Catalogue;
  /**
   * For each path the files it names or that lie in it, by name. Others in the catalogue are there for what these
   * continue.
   */
  readonly given: ReadonlyMap<string, readonly Stem[]>;
  /** What could not be read of a path: itself, or directories and links in it. */
  readonly problems: readonly { readonly path: string; readonly error: SourceError }[];
  /** Paths that could be read and hold no session. */
  readonly empty: readonly { readonly path: string; readonly kind: FoundRollouts["kind"] }[];
  /** The rollout of a file, or of one of which it is a copy, by its path in any spelling. */
  at(path: string): Rollout | null;
  /** The name a person gave a thread of that home; null when there is none. */
  nameOf(home: string, thread_id: string | null): string | null;
}

/** How the library looks into files; who opens it again and again may answer from what was read before. */
export interface Looks {
  /** Throws a `SourceError` for a path that cannot be read. */
  readonly find?: (path: string) => FoundRollouts;
  readonly stem: (found: FoundRollout) => Stem;
  readonly prints: (path: string) => readonly string[];
}

const LOOKS: Looks = { find: findRollouts, stem: readStem, prints: readPrints };

/** The codex home of this user: `CODEX_HOME`, else `~/.codex`. */
export function defaultHome(env: Readonly<Record<string, string | undefined>>): string {
  const named = env["CODEX_HOME"];
  return named === undefined || named === "" ? join(homedir(), ".codex") : named;
}

/**
 * Opens homes, directories and files: walks names and reads heads, nothing more. What a file continues is looked for
 * by its name in the file's codex home, or beside it if it lies in none. Never throws for what it finds on disk.
 */
export function openCatalogue(paths: readonly string[], looks: Looks = LOOKS): Library {
  const stems = new Map<string, Stem>();
  const given = new Map<string, readonly Stem[]>();
  const problems: { path: string; error: SourceError }[] = [];
  const empty: { path: string; kind: FoundRollouts["kind"] }[] = [];
  for (const path of paths) {
    const search = searched(path, looks, (error) => problems.push({ path, error }));
    if (search === null) continue;
    const inside = search.files.map((file) => {
      const place = resolve(file.path);
      const stem = stems.get(place) ?? looks.stem(file);
      stems.set(place, stem);
      return stem;
    });
    given.set(path, inside);
    problems.push(...search.problems.map((error) => ({ path, error })));
    if (search.files.length === 0) empty.push({ path, kind: search.kind });
  }
  const known = [...stems.values()];
  const catalogue = buildCatalogue(withPrints([...known, ...basesOf(known, looks)], looks));
  const byPath = new Map<string, Rollout>();
  for (const rollout of catalogue.threads.flatMap(({ rollouts }) => rollouts)) {
    for (const { path } of [rollout.stem, ...rollout.copies]) byPath.set(resolve(path), rollout);
  }
  const names = new Map<string, ReadonlyMap<string, string>>();
  return {
    catalogue,
    given,
    problems,
    empty,
    at: (path) => byPath.get(resolve(path)) ?? null,
    nameOf(home, thread_id) {
      const known = names.get(home) ?? (home === "" ? new Map<string, string>() : readNames(home));
      names.set(home, known);
      return known.get(thread_id?.toLowerCase() ?? "") ?? null;
    },
  };
}

function searched(path: string, looks: Looks, tell: (error: SourceError) => void = () => {}): FoundRollouts | null {
  try {
    return (looks.find ?? findRollouts)(path);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    tell(error);
    return null;
  }
}

/** Compares what lies in files that seem to tell of one session. */
function withPrints(stems: readonly Stem[], looks: Looks): Stem[] {
  const compared = new Set(findAlike(stems));
  return stems.map((stem) => (compared.has(stem) ? { ...stem, prints: looks.prints(stem.path) } : stem));
}

/** The heads of the files these continue, and of those that they continue in turn. */
function basesOf(given: readonly Stem[], looks: Looks): Stem[] {
  const shelves = new Map<string, readonly FoundRollout[]>();
  const known = new Set(given.map((stem) => keyOf(stem.home, rolloutOf(stem))));
  const bases: Stem[] = [];
  let open = given;
  while (open.length > 0) {
    const next: Stem[] = [];
    for (const { path, home, header } of open) {
      const id = header.base?.rollout_id?.toLowerCase() ?? null;
      if (id === null || known.has(keyOf(home, id))) continue;
      known.add(keyOf(home, id));
      const place = home === "" ? dirname(resolve(path)) : home;
      const shelf = shelves.get(place) ?? (home === "" ? beside(place) : (searched(place, looks)?.files ?? []));
      shelves.set(place, shelf);
      next.push(...shelf.filter(({ name }) => name?.rollout_id.toLowerCase() === id).map(looks.stem));
    }
    bases.push(...next);
    open = next;
  }
  return bases;
}

function keyOf(home: string, rollout_id: string | null): string {
  return `${rollout_id?.toLowerCase() ?? ""}\n${home}`;
}

/** The session files of one directory, those below it left alone: it may be any. */
function beside(directory: string): FoundRollout[] {
  try {
    return readdirSync(directory)
      .map((name) => ({ path: join(directory, name), name: parseRolloutName(name) }))
      .filter(({ name }) => name !== null);
  } catch {
    return [];
  }
}
