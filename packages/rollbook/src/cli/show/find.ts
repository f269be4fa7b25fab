// The session a person means, as something that can be told: by a word, or by a path.

import { statSync } from "node:fs";
import { chainOf, type CataloguedThread, type Rollout } from "rollbook-core";
import { describeThread, findRollouts, type Library, openCatalogue, STDIN } from "../../home/index.ts";
import { EXIT, Failure } from "../exit.ts";
import { describeUnread } from "../input.ts";
import { chooseThread, describeEmpty, describeUnknown, isPath, listed } from "../operand.ts";
import type { Subject } from "./head.ts";

export interface Found {
  readonly subject: Subject;
  /** What its files take on disk. */
  readonly bytes: number;
}

type Note = (line: string) => void;

/** Throws `Failure` where the word means no session, or several; those are told through `note`. */
export function findSubject(word: string, homes: readonly string[], note: Note): Found {
  if (word === STDIN) throw new Failure(EXIT.usage, FROM_STDIN);
  if (isPath(word)) return findAt(word, note);
  const library = openHomes(homes, word);
  const found = chooseThread(library, word, note);
  if (found === null) throw new Failure(EXIT.input, describeUnknown(word, homes));
  return foundIn(library, found.rollout);
}

/** It is looked into again and again, from behind as well. */
const FROM_STDIN =
  'a session is not shown from standard input; save it to a file and name that ("rollbook actions -" reads what comes)';

/** By a whole id only files of that name have to be opened. */
function openHomes(homes: readonly string[], word: string): Library {
  if (!UUID.test(word)) return openCatalogue(homes);
  const named = homes.flatMap((home) => filesNamed(home, word));
  return openCatalogue(named.length === 0 ? homes : named);
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function filesNamed(home: string, id: string): readonly string[] {
  try {
    const files = findRollouts(home).files.filter(({ name }) => name?.thread_id?.toLowerCase() === id.toLowerCase());
    return files.map(({ path }) => path);
  } catch {
    // Opening it tells why it cannot be read.
    return [];
  }
}

/** A file is meant itself; a directory if it holds one session. */
function findAt(path: string, note: Note): Found {
  const library = openCatalogue([path]);
  const file = library.at(path);
  if (file !== null) return foundIn(library, file);
  const [problem] = library.problems;
  const stems = library.given.get(path) ?? [];
  const threads = new Set<CataloguedThread>();
  for (const stem of stems) {
    const rollout = library.at(stem.path);
    if (rollout !== null) threads.add(library.catalogue.threadOf(rollout));
  }
  const [thread, another] = threads;
  if (thread !== undefined && another === undefined) return foundIn(library, thread.head);
  if (another !== undefined) {
    const candidates = [...threads].map((each) => describeThread(library, each));
    throw new Failure(EXIT.usage, `${path} holds ${listed(candidates, note)}`);
  }
  if (problem !== undefined) throw new Failure(EXIT.input, describeUnread(problem.error, "so nothing was shown"));
  throw new Failure(EXIT.input, describeEmpty(path, library.empty[0]?.kind === "home"));
}

function foundIn(library: Library, rollout: Rollout): Found {
  const { id, home, header, head } = library.catalogue.threadOf(rollout);
  const chain = chainOf(library.catalogue, rollout);
  // Of an older file the newer ones are not what it was reverted from.
  const lived = rollout === head ? chain : { ...chain, abandoned: [] };
  const bytes = lived.files.reduce((sum, { path }) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
  return { subject: { id: id ?? rollout.thread_id, header, name: library.nameOf(home, id), chain: lived }, bytes };
}
