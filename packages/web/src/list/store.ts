// The sessions of the homes: heads first, all of them; what only reading a session tells as it comes into sight.

import type { SessionFacets, SessionRow } from "rollbook-api";
import { ApiError, ask } from "../source/api.ts";

/** Heads that are asked for at once; the first page is small, so that there is something to see. */
const FIRST = 200;
const PAGE = 5000;
/** Sessions whose facets are asked for at once. */
const MOST_FACETS = 24;

export interface Sessions {
  readonly rows: readonly SessionRow[];
  /** By key; absent where they are not known yet. */
  readonly facets: ReadonlyMap<string, SessionFacets>;
  readonly total: number;
  readonly done: boolean;
  readonly problems: readonly string[];
  readonly failure: string | null;
}

export interface SessionStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly get: () => Sessions;
  /** These are in sight. */
  readonly want: (keys: readonly string[]) => void;
  /** The homes changed: these sessions are other than they were, or there are others. */
  readonly again: (changed: readonly string[]) => void;
}

const NOTHING: Sessions = { rows: [], facets: new Map(), total: 0, done: false, problems: [], failure: null };

export function createSessionStore(): SessionStore {
  const listeners = new Set<() => void>();
  const asked = new Set<string>();
  let waiting: string[] = [];
  let asking = false;
  let now = NOTHING;
  let round = 0;

  function set(more: Partial<Sessions>): void {
    now = { ...now, ...more };
    for (const listener of listeners) listener();
  }

  async function load(): Promise<void> {
    round += 1;
    const own = round;
    let rows: SessionRow[] = [];
    let cursor: string | undefined;
    try {
      for (;;) {
        const limit = rows.length === 0 && now.rows.length === 0 ? FIRST : PAGE;
        const page = await ask("sessions", {}, { tree: true, limit, cursor });
        if (own !== round) return;
        rows = [...rows, ...page.sessions];
        const done = page.next_cursor === null;
        // While it is told anew, what was there stays to be seen.
        if (done || rows.length >= now.rows.length) {
          set({ rows, total: page.total, done, problems: page.problems, failure: null, facets: withKnown(rows) });
        }
        if (done) return;
        cursor = page.next_cursor ?? undefined;
      }
    } catch (error) {
      set({ failure: error instanceof ApiError ? error.message : String(error), done: true });
    }
  }

  function withKnown(rows: readonly SessionRow[]): ReadonlyMap<string, SessionFacets> {
    const facets = new Map(now.facets);
    for (const { key, facets: told } of rows) if (told !== null) facets.set(key, told);
    return facets;
  }

  async function fill(): Promise<void> {
    if (asking) return;
    asking = true;
    while (waiting.length > 0) {
      const session = waiting.slice(0, MOST_FACETS);
      waiting = waiting.slice(MOST_FACETS);
      for (const key of session) asked.add(key);
      try {
        const page = await ask("facets", {}, { session });
        const facets = new Map(now.facets);
        for (const one of page.sessions) facets.set(one.key, one.facets);
        set({ facets });
      } catch {
        // The row stays as its head tells it.
      }
    }
    asking = false;
  }

  void load();
  return {
    get: () => now,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    want(keys) {
      waiting = keys.filter((key) => !asked.has(key) && !now.facets.has(key));
      void fill();
    },
    again(changed) {
      for (const key of changed) asked.delete(key);
      const facets = new Map(now.facets);
      for (const key of changed) facets.delete(key);
      now = { ...now, facets };
      void load();
    },
  };
}
