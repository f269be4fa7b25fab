// The files that count behind the operands: each rollout once, however many copies of it there are.

import type { CataloguedThread, Rollout } from "rollbook-core";
import { openCatalogue, type Library, type Looks } from "../../home/index.ts";
import { EXIT, Failure } from "../exit.ts";
import { describeReadError } from "../input.ts";
import { chooseThread, describeEmpty, describeUnknown, isPath } from "../operand.ts";
import type { Subject } from "./job.ts";

export interface Gathered {
  readonly subjects: readonly Subject[];
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
  return { subjects: subjectsOf(library, wanted), problems };
}

function subjectsOf(library: Library, wanted: ReadonlySet<Rollout>): Subject[] {
  const chosen = new Map<string, { readonly rollout: Rollout; readonly thread: CataloguedThread }>();
  for (const thread of library.catalogue.threads) {
    for (const rollout of thread.rollouts) {
      if (!wanted.has(rollout)) continue;
      // Another home may hold the same rollout: a backup, say. The one that tells most counts.
      const key = rollout.rollout_id?.toLowerCase() ?? rollout.stem.path;
      const known = chosen.get(key);
      if (known === undefined || tellsMore(rollout, known.rollout)) chosen.set(key, { rollout, thread });
    }
  }
  return [...chosen.values()].map(({ rollout: { stem, copied }, thread }) => ({
    path: stem.path,
    session: thread.id?.toLowerCase() ?? stem.path,
    project: thread.header.cwd,
    named: stem.name?.thread_id ?? null,
    copied,
    bytes: stem.size,
    compressed: stem.compressed,
  }));
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
