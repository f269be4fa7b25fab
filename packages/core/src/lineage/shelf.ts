// Shelves: copies of one thing that lie in several places, the one that counts first.

import type { Kept } from "./stem.ts";

export interface Shelves<T extends Kept> {
  /** All copies in that home, the preferred one first; empty when there is none. */
  at(home: string, id: string): readonly T[];
  everywhere(id: string): readonly T[];
  /**
   * The copy that counts for a file of that home. Another home may hold another state of the same rollout, so it is
   * looked for there only where one of the two lies in no home at all.
   */
  find(home: string, id: string): T | null;
}

/** `idOf` null: on no shelf. */
export function shelve<T extends Kept>(all: readonly T[], idOf: (kept: T) => string | null): Shelves<T> {
  const shelves = new Map<string, T[]>();
  for (const kept of all.toSorted(byPreference)) {
    const id = idOf(kept);
    if (id === null) continue;
    for (const key of [keyOf(kept.home, id), keyOf(null, id)]) {
      const shelf = shelves.get(key);
      if (shelf === undefined) shelves.set(key, [kept]);
      else shelf.push(kept);
    }
  }
  const get = (home: string | null, id: string): readonly T[] => shelves.get(keyOf(home, id)) ?? [];
  return {
    at: get,
    everywhere: (id) => get(null, id),
    find: (home, id) => get(home, id)[0] ?? get(home === "" ? null : "", id)[0] ?? null,
  };
}

function keyOf(home: string | null, id: string): string {
  return home === null ? id.toLowerCase() : `${id.toLowerCase()}\n${home}`;
}

/** Codex prefers live to archived, and plain to compressed. Of copies it would not tell apart the longest tells most. */
function byPreference(a: Kept, b: Kept): number {
  return rank(a) - rank(b) || b.size - a.size || (a.path < b.path ? -1 : 1);
}

function rank({ archived, compressed }: Kept): number {
  return (archived ? 2 : 0) + (compressed ? 1 : 0);
}
