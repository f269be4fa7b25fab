// What is in a codex home: a look at names, sizes, heads of sessions and a few settings. Nothing is written.

import { realpathSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { openCatalogue, type Library } from "../library.ts";
import { readNames } from "../names.ts";
import { isDirectory, sessionRooms, statRegular } from "../regular.ts";
import { weighContents } from "./contents.ts";
import { findInstructions, readConfig, readVersion } from "./config.ts";
import type { HomeReport, Problem, StateReport } from "./contract.ts";
import { findDifferences } from "./differences.ts";
import { findDuplicates } from "./duplicates.ts";
import { findProblems } from "./problems.ts";
import { shareOut } from "./shares.ts";
import { findState, readState } from "./state.ts";
import { walkHome } from "./walk.ts";

export interface SurveyOptions {
  /** Every session is read, and what it is made of told; this is told the bytes. */
  readonly contents?: (bytes: number) => void | Promise<void>;
}

/** Of every session the head is read, of other files only what is named here; `auth.json` is never opened. */
export async function surveyHome(directory: string, { contents }: SurveyOptions = {}): Promise<HomeReport> {
  const home = resolve(directory);
  const walked = walkHome(home);
  const library = openCatalogue(sessionRooms(home));
  const { config, problem: badConfig } = readConfig(home);
  const { version, problem: badVersion } = readVersion(home);
  const threads = library.catalogue.threads;
  const sizes = new Map(walked.rollouts.map(({ path, bytes }) => [path, bytes]));
  const shares = shareOut(
    threads,
    ({ id, home: of }) => library.nameOf(of, id),
    (path) => sizes.get(path) ?? 0,
  );
  const unread = new Map(
    [...walked.problems, ...library.problems.map(({ error }) => error)].map((error) => [error.source, error]),
  );
  const problems = [
    ...findProblems(walked.junk, library.catalogue, [...unread.values()]),
    ...staleNames(home, library),
    ...[badConfig, badVersion].filter((problem) => problem !== null),
  ];
  return {
    home,
    total: walked.total,
    kinds: walked.kinds,
    ...shares,
    duplicates: findDuplicates(walked.rollouts),
    state: await stateOf(home, config?.sqlite_home ?? null, library),
    config,
    version: { last_used: shares.newest?.cli_version ?? null, ...version },
    instructions: findInstructions(home),
    problems,
    contents: contents === undefined ? null : await weighContents(pathsOf(library), contents),
  };
}

/** Each rollout once. */
function pathsOf({ catalogue }: Library): readonly string[] {
  return catalogue.threads.flatMap(({ rollouts }) => rollouts.map(({ stem }) => stem.path));
}

async function stateOf(home: string, elsewhere: string | null, { catalogue }: Library): Promise<StateReport | null> {
  const there = elsewhere !== null && isDirectory(elsewhere) ? findState(elsewhere) : null;
  const roots = [home, realOf(home)].map((root) => root + sep);
  const inHome = (file: string): boolean => roots.some((root) => file.startsWith(root));
  const found = there ?? findState(home);
  if (found === null) return null;
  const { path, rows, problem } = await readState(found);
  const differences =
    rows === null ? [] : findDifferences(rows, catalogue, { exists: (file) => statRegular(file) !== null, inHome });
  return { path, rows: rows?.length ?? null, problem, differences };
}

/** A home may be reached by a link; the database names the place itself. */
function realOf(home: string): string {
  try {
    return realpathSync(home);
  } catch {
    return home;
  }
}

function staleNames(home: string, { catalogue }: Library): readonly Problem[] {
  const stale = [...readNames(home).keys()].filter((id) => catalogue.find(id).length === 0);
  if (stale.length === 0) return [];
  const path = join(home, "session_index.jsonl");
  const many = stale.length === 1 ? "a session that is" : `${stale.length} sessions that are`;
  const message = `${path} names ${many} not here any more (${stale.slice(0, 3).join(", ")}${stale.length > 3 ? ", …" : ""}): deleted, or lost. Codex does not mind.`;
  return [{ kind: "stale_name", path, message }];
}
