// Sessions of the two oldest eras that were written again: without a word in the header, only their items tell.
//
// The TypeScript CLI saved one session as several growing documents, each with an id of its own. 0.29 began a new file
// with each resume, and copied into it what was before.

import { beginningOf, threadOf, type Stem } from "./stem.ts";

/** Items at the beginning of a file that belong to another thread. */
export interface CopiedItems {
  readonly thread_id: string | null;
  /** How many items there are up to the last of them. */
  readonly end: number;
}

export interface Repeats {
  /** For a document the one that goes on where it ends; of several the shortest. None for one that nothing continues. */
  readonly next: ReadonlyMap<Stem, Stem>;
  /** For a file of bare lines what it copied, from the oldest thread on. */
  readonly copied: ReadonlyMap<Stem, readonly CopiedItems[]>;
}

/** `stems` with prints are compared with those of the same era and home. */
export function findRepeats(stems: readonly Stem[]): Repeats {
  const next = new Map<Stem, Stem>();
  const copied = new Map<Stem, readonly CopiedItems[]>();
  const printed = stems.filter(({ prints }) => prints !== null && prints.length > 0).toSorted(byGrowth);
  for (const group of Map.groupBy(printed, ({ home, era }) => `${era ?? ""}\n${home}`).values()) {
    const holders = new Map<string, Stem[]>();
    for (const stem of group) {
      for (const print of stem.prints ?? []) {
        const holder = holders.get(print);
        if (holder === undefined) holders.set(print, [stem]);
        else holder.push(stem);
      }
    }
    for (const stem of group) {
      const all = holders.get(stem.prints?.at(-1) ?? "") ?? [];
      const after = all.slice(all.indexOf(stem) + 1);
      if (stem.era !== "document") {
        const thread_id = threadOf(stem);
        const whole = [...(copied.get(stem) ?? []), { thread_id, end: stem.prints?.length ?? 0 }];
        // Later stems of the group are longer, so what is set last is what it copied most of.
        for (const longer of after) if (threadOf(longer) !== thread_id) copied.set(longer, whole);
      } else if (after[0] !== undefined) next.set(stem, after[0]);
    }
  }
  return { next, copied };
}

function byGrowth(a: Stem, b: Stem): number {
  return (
    (a.prints?.length ?? 0) - (b.prints?.length ?? 0) ||
    compare(a.header.started_at ?? "", b.header.started_at ?? "") ||
    compare(beginningOf(a), beginningOf(b)) ||
    compare(a.path, b.path)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
