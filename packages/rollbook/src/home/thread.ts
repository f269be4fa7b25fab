// The thread a person means by a word: an id or its beginning, a name, a path, or `last`.

import type { CataloguedThread, Rollout } from "rollbook-core";
import type { Library } from "./library.ts";

export type FoundThread =
  | {
      readonly kind: "one";
      readonly thread: CataloguedThread;
      /** The rollout whose chain is meant: the head of the thread, or the file that was named. */
      readonly rollout: Rollout;
    }
  | { readonly kind: "many"; readonly candidates: readonly ThreadCandidate[] }
  | { readonly kind: "none" };

/** What tells one thread from another. */
export interface ThreadCandidate {
  readonly id: string | null;
  readonly name: string | null;
  /** When it was begun, RFC 3339; the local time of its name where no header tells. */
  readonly time: string | null;
  readonly cwd: string | null;
  readonly path: string;
}

const SHORTEST = 4;

/**
 * Finds a thread by its id, by the path of one of its files, by `last` (the one written to last, what it spawned left
 * aside), by its name, or by at least four characters that its id begins with; in this order. Threads of several homes
 * may share an id, forks have their parent's name.
 */
export function findThread(library: Library, word: string): FoundThread {
  const { catalogue } = library;
  const file = library.at(word);
  if (file !== null) return { kind: "one", thread: catalogue.threadOf(file), rollout: file };
  const same = catalogue.find(word);
  if (same.length > 0) return answer(library, same);
  if (word === "last") return answer(library, newest(catalogue.threads));
  const threads = catalogue.threads.filter(({ id }) => id !== null);
  const named = (fits: (name: string) => boolean): readonly CataloguedThread[] =>
    threads.filter(({ home, id }) => fits(library.nameOf(home, id) ?? ""));
  const lower = word.toLowerCase();
  const searches: readonly (() => readonly CataloguedThread[])[] = [
    () => named((name) => name === word),
    () => named((name) => name.toLowerCase() === lower),
    () => (word.length < SHORTEST ? [] : threads.filter(({ id }) => id?.toLowerCase().startsWith(lower))),
    () => threads.filter(({ rollouts }) => rollouts.some(({ rollout_id }) => rollout_id?.toLowerCase() === lower)),
  ];
  for (const search of searches) {
    const found = word === "" ? [] : search();
    if (found.length > 0) return answer(library, found);
  }
  return { kind: "none" };
}

function answer(library: Library, threads: readonly CataloguedThread[]): FoundThread {
  const [thread] = threads;
  if (thread === undefined) return { kind: "none" };
  if (threads.length === 1) return { kind: "one", thread, rollout: thread.head };
  return { kind: "many", candidates: threads.map((each) => describeThread(library, each)) };
}

export function describeThread(library: Library, thread: CataloguedThread): ThreadCandidate {
  const { id, home, header, head, rollouts } = thread;
  return {
    id,
    name: library.nameOf(home, id),
    time: header.started_at ?? rollouts[0]?.stem.name?.local_time ?? null,
    cwd: header.cwd,
    path: head.stem.path,
  };
}

function newest(threads: readonly CataloguedThread[]): readonly CataloguedThread[] {
  const own = threads.filter(
    ({ header }) => header.parent_id === null && header.source?.startsWith("subagent") !== true,
  );
  const written = ({ rollouts }: CataloguedThread): number => Math.max(...rollouts.map(({ stem }) => stem.mtime_ms));
  const all = own.length > 0 ? own : threads;
  return all.toSorted((a, b) => written(b) - written(a)).slice(0, 1);
}
