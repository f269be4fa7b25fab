// The sessions of the homes: heads first, all of them; what only reading a session tells as it comes into sight.

import type { SessionsEvent } from "rollbook-api";
import { ApiError, ask } from "../source/api.ts";
import { type Entry, entryOf, type Known, knownOf } from "./entry.ts";
import { withNews } from "./news.ts";

/** Heads that are asked for at once; the first page is small, so that there is something to see, and none takes long. */
const FIRST = 200;
const PAGE = 1000;
/** Sessions whose facets are asked for at once: those in sight, and others. */
const FEW_FACETS = 24;
const MOST_FACETS = 100;
/** Sessions that are asked for one by one when they change; where it is more, all are. */
const MOST_NEWS = 200;
/** Between two times that whoever looks is told, in milliseconds. */
const PACE = 250;

export interface Sessions {
  readonly rows: readonly Entry[];
  /** By key; absent where they are not read yet. */
  readonly known: ReadonlyMap<string, Known>;
  readonly done: boolean;
  readonly problems: readonly string[];
  readonly failure: string | null;
}

export interface SessionStore {
  readonly subscribe: (listener: () => void) => () => void;
  /** Another object whenever something in it is another. */
  readonly get: () => Sessions;
  /** These are in sight. */
  readonly want: (keys: readonly string[]) => void;
  /** These need to be read, too, when there is nothing else to do. */
  readonly wantLater: (keys: readonly string[]) => void;
  /** The homes changed. */
  readonly news: (news: SessionsEvent) => void;
  /** Nobody knows what changed. */
  readonly again: () => void;
}

export function createSessionStore(): SessionStore {
  const listeners = new Set<() => void>();
  const known = new Map<string, Known>();
  const asked = new Set<string>();
  let sight: string[] = [];
  let later: string[] = [];
  let asking = false;
  let now: Sessions = { rows: [], known, done: false, problems: [], failure: null };
  let round = 0;
  let told = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function set(more: Partial<Sessions>): void {
    now = { ...now, ...more };
    if (timer !== null) return;
    timer = setTimeout(
      () => {
        timer = null;
        told = performance.now();
        for (const listener of listeners) listener();
      },
      Math.max(0, told + PACE - performance.now()),
    );
  }

  async function load(): Promise<void> {
    round += 1;
    const own = round;
    const rows: Entry[] = [];
    let cursor: string | undefined;
    try {
      for (;;) {
        const limit = rows.length === 0 && now.rows.length === 0 ? FIRST : PAGE;
        const page = await ask("sessions", {}, { tree: true, limit, cursor });
        if (own !== round) return;
        for (const row of page.sessions) {
          rows.push(entryOf(row));
          if (row.facets !== null && row.cost !== null) {
            known.set(row.key, knownOf({ facets: row.facets, cost: row.cost }));
            asked.add(row.key);
          }
        }
        const done = page.next_cursor === null;
        // While it is told anew, what was there stays to be seen.
        // Another list each time: what is made of it is made anew only then.
        if (done || rows.length >= now.rows.length)
          set({ rows: [...rows], done, problems: page.problems, failure: null });
        if (done) return;
        cursor = page.next_cursor ?? undefined;
      }
    } catch (error) {
      if (own === round) set({ failure: error instanceof ApiError ? error.message : String(error), done: true });
    }
  }

  async function fill(): Promise<void> {
    if (asking) return;
    asking = true;
    while (sight.length + later.length > 0) {
      const session = sight.length > 0 ? sight.splice(0, FEW_FACETS) : later.splice(0, MOST_FACETS);
      for (const key of session) asked.add(key);
      try {
        const page = await ask("facets", {}, { session });
        for (const one of page.sessions) known.set(one.key, knownOf(one));
        set({});
      } catch {
        // The row stays as its head tells it.
      }
    }
    asking = false;
  }

  async function hear({ added, changed, removed }: SessionsEvent): Promise<void> {
    const session = [...added, ...changed];
    for (const key of session) asked.delete(key);
    if (session.length > MOST_NEWS || !now.done) return load();
    const own = round;
    try {
      const page = session.length === 0 ? null : await ask("sessions", {}, { session, limit: MOST_NEWS });
      if (own === round)
        set({ rows: withNews(now.rows, page?.sessions.map(entryOf) ?? [], new Set(removed)), failure: null });
    } catch (error) {
      set({ failure: error instanceof ApiError ? error.message : String(error) });
    }
  }

  void load();
  return {
    get: () => now,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    want(keys) {
      sight = keys.filter((key) => !asked.has(key));
      void fill();
    },
    wantLater(keys) {
      later = keys.filter((key) => !asked.has(key) && !known.has(key));
      void fill();
    },
    news: (news) => void hear(news),
    again: () => void load(),
  };
}
