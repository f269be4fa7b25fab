// The files that count behind the operands: each rollout once, however many copies of it there are.

import type { CataloguedThread, Rollout } from "rollbook-core";
import { openCatalogue, sessionFiles, type Library, type Looks } from "../../home/index.ts";
import { EXIT, Failure } from "../exit.ts";
import { describeReadError } from "../input.ts";
import { chooseThread, describeEmpty, describeUnknown, isPath } from "../operand.ts";
import type { SessionSubject, Subject } from "./job.ts";

export interface Gathered {
  readonly subjects: readonly Subject[];
  /** The same files as sessions, each with all of its own. */
  readonly sessions: () => readonly SessionSubject[];
  /** A sentence for each operand that cannot be read or holds no session. */
  readonly problems: readonly string[];
}

export interface Asked {
  /** None means all sessions of the homes. */
  readonly operands: readonly string[];
  readonly homes: readonly string[];
  readonly note: (line: string) => void;
}

/** Operands that name sessions, and paths to be searched. Throws `Failure` for standard input. */
export function readOperands({ operands, homes }: Asked): {
  readonly words: readonly string[];
  readonly paths: readonly string[];
} {
  if (operands.includes("-")) {
    throw new Failure(
      EXIT.usage,
      "stats reads sessions that lie in files, not standard input (see: rollbook stats --help)",
    );
  }
  const words = operands.filter((operand) => !isPath(operand));
  return { words, paths: operands.length === 0 ? homes : operands.filter(isPath) };
}

export function gather(asked: Asked, looks?: Looks): Gathered {
  const { homes, note } = asked;
  const { words, paths } = readOperands(asked);
  const library = openCatalogue([...new Set([...paths, ...(words.length > 0 ? homes : [])])], looks);
  const problems: string[] = [];
  const wanted = new Set<Rollout>();
  for (const path of paths) {
    for (const stem of library.given.get(path) ?? []) {
      const rollout = library.at(stem.path);
      if (rollout !== null) wanted.add(rollout);
    }
    problems.push(...problemsOf(library, path));
  }
  for (const word of words) {
    const found = chooseThread(library, word, note);
    if (found === null) problems.push(describeUnknown(word, homes));
    for (const rollout of found?.thread.rollouts ?? []) wanted.add(rollout);
  }
  const chosen = choose(library, wanted);
  return { subjects: chosen.map(subjectOf), sessions: () => sessionsOf(library, chosen), problems };
}

/** A file, and the session it is of. */
interface Chosen {
  readonly rollout: Rollout;
  readonly thread: CataloguedThread;
}

function choose(library: Library, wanted: ReadonlySet<Rollout>): readonly Chosen[] {
  const chosen = new Map<string, Chosen>();
  for (const thread of library.catalogue.threads) {
    for (const rollout of thread.rollouts) {
      if (!wanted.has(rollout)) continue;
      // Another home may hold the same rollout: a backup, say. The one that tells most counts.
      const key = rollout.rollout_id?.toLowerCase() ?? rollout.stem.path;
      const known = chosen.get(key);
      if (known === undefined || tellsMore(rollout, known.rollout)) chosen.set(key, { rollout, thread });
    }
  }
  return [...chosen.values()];
}

function nameOf({ rollout, thread }: Chosen): Pick<Subject, "session" | "project"> {
  return { session: thread.id?.toLowerCase() ?? rollout.stem.path, project: thread.header.cwd };
}

export function subjectOf(chosen: Chosen): Subject {
  const { stem, copied } = chosen.rollout;
  return {
    path: stem.path,
    ...nameOf(chosen),
    named: stem.name?.thread_id ?? null,
    copied,
    bytes: stem.size,
    compressed: stem.compressed,
  };
}

/** What of a thread was chosen in each home: two homes may hold different files of one. */
function sessionsOf(library: Library, chosen: readonly Chosen[]): readonly SessionSubject[] {
  const threads = new Map<CataloguedThread, Chosen[]>();
  for (const one of chosen) {
    const known = threads.get(one.thread);
    if (known === undefined) threads.set(one.thread, [one]);
    else known.push(one);
  }
  return [...threads.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const rollouts = some.map(({ rollout }) => rollout);
    const bytes = rollouts.reduce((sum, { stem }) => sum + stem.size, 0);
    return [{ ...nameOf(first), files: sessionFiles(library, rollouts, false), bytes }];
  });
}

function tellsMore({ stem: a }: Rollout, { stem: b }: Rollout): boolean {
  return a.compressed === b.compressed ? a.size > b.size : b.compressed;
}

function problemsOf(library: Library, path: string): string[] {
  return [
    ...library.problems.filter((problem) => problem.path === path).map(({ error }) => describeReadError(error)),
    ...library.empty.filter((place) => place.path === path).map(({ kind }) => describeEmpty(path, kind === "home")),
  ];
}
