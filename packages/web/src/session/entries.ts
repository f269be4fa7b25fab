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
  /** Nothing is waited for. */
  readonly idle: () => boolean;
  readonly subscribe: (position: number, listener: () => void) => () => void;
}

export function createEntries(source: Source): Entries {
  const held = new Map<number, Entry>();
  const stale = new Set<number>();
  const asked = new Map<number, AbortController>();
  const wanted = new Set<number>();
  const listeners = new Map<number, Set<() => void>>();

  function ask(): void {
    const positions = [...wanted];
    wanted.clear();
    leavePassed();
    const asking = new AbortController();
    for (const position of positions) asked.set(position, asking);
    const over = (): void => {
      for (const position of positions) if (asked.get(position) === asking) asked.delete(position);
    };
    source.entries(positions, asking.signal).then(
      (entries) => {
        over();
        return entries.forEach(keep);
      },
      // The source says itself that it failed; what is wanted is asked for again when it comes into sight again.
      over,
    );
  }

  /** What was scrolled past before it came is not waited for. */
  function leavePassed(): void {
    const needed = new Set([...asked].flatMap(([position, asking]) => (listeners.has(position) ? [asking] : [])));
    for (const [position, asking] of asked) {
      if (needed.has(asking)) continue;
      asked.delete(position);
      asking.abort();
    }
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
    idle: () => asked.size === 0 && wanted.size === 0,
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
