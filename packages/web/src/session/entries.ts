// The texts of items, asked for as they come into sight: all that one frame needs in one question.

import { useCallback, useSyncExternalStore } from "react";
import type { Entry, Source } from "../source/contract.ts";

/** So many are kept. */
const KEPT = 4000;

export interface Entries {
  readonly get: (position: number) => Entry | null;
  readonly want: (position: number) => void;
  /** These say more than they did. */
  readonly forget: (positions: readonly number[]) => void;
  readonly subscribe: (position: number, listener: () => void) => () => void;
}

export function createEntries(source: Source): Entries {
  const held = new Map<number, Entry>();
  const stale = new Set<number>();
  const asked = new Set<number>();
  const wanted = new Set<number>();
  const listeners = new Map<number, Set<() => void>>();

  function ask(): void {
    const positions = [...wanted];
    wanted.clear();
    for (const position of positions) asked.add(position);
    source.entries(positions).then(
      (entries) => {
        for (const position of positions) asked.delete(position);
        return entries.forEach(keep);
      },
      // The source says itself that it failed; what is wanted is asked for again when it comes into sight again.
      () => {
        for (const position of positions) asked.delete(position);
      },
    );
  }

  function keep(entry: Entry): void {
    held.delete(entry.position);
    held.set(entry.position, entry);
    for (const old of held.keys()) {
      if (held.size <= KEPT) break;
      held.delete(old);
    }
    for (const listener of listeners.get(entry.position) ?? []) listener();
  }

  function want(position: number): void {
    if ((held.has(position) && !stale.has(position)) || asked.has(position)) return;
    stale.delete(position);
    if (wanted.size === 0) queueMicrotask(ask);
    wanted.add(position);
  }

  return {
    get: (position) => held.get(position) ?? null,
    want,
    forget(positions) {
      for (const position of positions) {
        if (!held.has(position)) continue;
        stale.add(position);
        if (listeners.has(position)) want(position);
        else held.delete(position);
      }
    },
    subscribe(position, listener) {
      const set = listeners.get(position) ?? new Set();
      listeners.set(position, set);
      set.add(listener);
      want(position);
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(position);
      };
    },
  };
}

export function useEntry(entries: Entries, position: number): Entry | null {
  const subscribe = useCallback((listener: () => void) => entries.subscribe(position, listener), [entries, position]);
  return useSyncExternalStore(subscribe, () => entries.get(position));
}
