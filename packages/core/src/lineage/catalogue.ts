// The catalogue of a home: its files as rollouts, its rollouts as threads, and what relates these to each other.

import { findRepeats, type CopiedItems } from "./documents.ts";
import type { Header } from "./header.ts";
import { shelve, type Shelves } from "./shelf.ts";
import { beginningOf, rolloutOf, threadOf, type Stem } from "./stem.ts";
import { uuidTime } from "./uuid.ts";

/** One rollout, however many copies of it there are. */
export interface Rollout {
  readonly rollout_id: string | null;
  readonly thread_id: string | null;
  /** The copy that counts: live before archived, plain before compressed; of growing documents the longest. */
  readonly stem: Stem;
  readonly copies: readonly Stem[];
  /** What it begins with and another thread's file holds, where no header says so. */
  readonly copied: readonly CopiedItems[];
}

/** A thread of one home. */
export interface CataloguedThread {
  /** Null for a file that says neither in its header nor in its name which thread it holds; it stands alone. */
  readonly id: string | null;
  readonly home: string;
  /** Its segments, oldest first. Never empty. */
  readonly rollouts: readonly Rollout[];
  /** The segment the thread has now: the newest that no other of its segments continues. */
  readonly head: Rollout;
  /** What the oldest segment's head says. */
  readonly header: Header;
}

export interface Catalogue {
  /** In the order in which they were begun. */
  readonly threads: readonly CataloguedThread[];
  /** The threads of this id: one at most for each home. The ids of shorter documents of a session count as well. */
  find(thread_id: string): readonly CataloguedThread[];
  /** The rollout that a file of this home means by an id; a file that lies in no home means any. */
  rollout(home: string, rollout_id: string): Rollout | null;
  /** The thread a rollout is a segment of. */
  threadOf(rollout: Rollout): CataloguedThread;
  /** The threads it spawned: subagents and reviews. By the id alone, so of every home. */
  children(thread_id: string): readonly CataloguedThread[];
  forks(thread_id: string): readonly CataloguedThread[];
  /** All threads of a tree, by the id of its root; told since 0.144. */
  tree(root_id: string): readonly CataloguedThread[];
}

/** Orders stems into threads. Total: whatever the heads say, every stem is in one rollout of one thread. */
export function buildCatalogue(stems: readonly Stem[]): Catalogue {
  const rollouts = gatherRollouts(stems);
  const threads = gatherThreads(rollouts);
  const byRollout = new Map(threads.flatMap((thread) => thread.rollouts.map((rollout) => [rollout, thread] as const)));
  const byStem = new Map(rollouts.map((rollout) => [rollout.stem, rollout]));
  const shelves = shelve([...byStem.keys()], rolloutOf);
  const named = index(threads, (thread) => namesOf(thread));
  const children = index(threads, ({ header }) => [header.parent_id]);
  const forks = index(threads, ({ header }) => [header.forked_from]);
  const trees = index(threads, ({ id, header }) => [header.root_id ?? id]);
  return {
    threads,
    find: named,
    rollout(home, id) {
      const stem = shelves.find(home, id);
      return stem === null ? null : (byStem.get(stem) ?? null);
    },
    threadOf(rollout) {
      const thread = byRollout.get(rollout);
      if (thread === undefined) throw new Error("the rollout is of another catalogue");
      return thread;
    },
    children,
    forks,
    tree: trees,
  };
}

function gatherRollouts(stems: readonly Stem[]): readonly Rollout[] {
  const shelves = shelve(stems, rolloutOf);
  const { next, copied } = findRepeats(stems);
  const copies = new Map<Stem, Stem[]>();
  /** Steps from a file to one that counts more until there is none; sizes may contradict items, so never twice. */
  const preferred = (stem: Stem): Stem => {
    const met = new Set<Stem>();
    let best = stem;
    while (!met.has(best)) {
      met.add(best);
      const copy = copyThatCounts(shelves, best);
      best = copy === best ? (next.get(best) ?? best) : copy;
    }
    return best;
  };
  for (const stem of stems) {
    const best = preferred(stem);
    const others = copies.get(best) ?? [];
    copies.set(best, stem === best ? others : [...others, stem]);
  }
  return [...copies].map(([stem, others]) => ({
    rollout_id: rolloutOf(stem),
    thread_id: threadOf(stem),
    stem,
    copies: others,
    copied: copied.get(stem) ?? [],
  }));
}

/** A copy that lies in no home counts only where it tells more than those that do. */
function copyThatCounts(shelves: Shelves<Stem>, stem: Stem): Stem {
  const id = rolloutOf(stem);
  if (id === null) return stem;
  const kept = stem.home === "" ? shelves.everywhere(id).filter(({ home }) => home !== "") : [];
  const longer = kept.find(({ compressed, size }) => compressed || stem.compressed || size >= stem.size);
  return longer ?? shelves.at(stem.home, id)[0] ?? stem;
}

function gatherThreads(rollouts: readonly Rollout[]): readonly CataloguedThread[] {
  const groups = new Map<unknown, Rollout[]>();
  for (const rollout of rollouts) {
    const { thread_id, stem } = rollout;
    const key = thread_id === null ? stem : `${thread_id.toLowerCase()}\n${stem.home}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rollout]);
    else group.push(rollout);
  }
  return [...groups.values()].map(threadFrom).toSorted((a, b) => byBeginning(a.rollouts[0], b.rollouts[0]));
}

function threadFrom(group: readonly Rollout[]): CataloguedThread {
  const rollouts = group.toSorted(byBeginning);
  const bases = new Set(rollouts.map(({ stem }) => stem.header.base?.rollout_id?.toLowerCase()));
  const last = rollouts.findLast(({ rollout_id }) => !bases.has(rollout_id?.toLowerCase())) ?? rollouts.at(-1);
  const [first] = rollouts;
  if (first === undefined || last === undefined) throw new Error("a thread has a file");
  return { id: first.thread_id, home: first.stem.home, rollouts, head: last, header: first.stem.header };
}

/** Names tell local time, which may be set back; ids since 0.44 tell the time too, but a base is always older. */
function byBeginning(a: Rollout | undefined, b: Rollout | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return (
    compare(beginningOf(a.stem), beginningOf(b.stem)) ||
    compare(a.stem.header.started_at ?? "", b.stem.header.started_at ?? "") ||
    (uuidTime(a.rollout_id) ?? 0) - (uuidTime(b.rollout_id) ?? 0) ||
    compare(a.stem.path, b.stem.path)
  );
}

function namesOf({ id, rollouts }: CataloguedThread): (string | null)[] {
  const shorter = rollouts.flatMap(({ copies }) => copies.map(threadOf));
  return [...new Set([id, ...shorter])];
}

function index(
  threads: readonly CataloguedThread[],
  idsOf: (thread: CataloguedThread) => readonly (string | null)[],
): (id: string) => readonly CataloguedThread[] {
  const found = new Map<string, CataloguedThread[]>();
  for (const thread of threads) {
    for (const id of idsOf(thread)) {
      if (id === null) continue;
      const list = found.get(id.toLowerCase());
      if (list === undefined) found.set(id.toLowerCase(), [thread]);
      else list.push(thread);
    }
  }
  return (id) => found.get(id.toLowerCase()) ?? [];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
