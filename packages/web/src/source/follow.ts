// A session as it is written: turns and rows page by page until there are no more, and again when it grew.

import type { Answers } from "rollbook-api";
import { ApiError } from "./api.ts";
import type { News, SessionFacts, TurnRow } from "./contract.ts";
import { createHeap, NO_NEWS } from "./heap.ts";

/** What is asked for; without a cursor, from the beginning. */
export interface Followed {
  readonly facts: () => Promise<SessionFacts>;
  readonly turns: (cursor: string | undefined) => Promise<
    Pick<Answers["turns"], "next_cursor" | "progress"> & {
      readonly turns: readonly TurnRow[];
    }
  >;
  readonly rows: (cursor: string | undefined) => Promise<Answers["rows"]>;
}

export interface Following {
  /** The session grew. */
  readonly again: () => void;
  readonly end: () => void;
}

export function follow(session: Followed, tell: (news: News) => void): Following {
  let turnCursor: string | undefined;
  let rowCursor: string | undefined;
  let revision: string | null = null;
  let ended = false;
  let running = false;
  let wanted = false;
  const heap = createHeap(tell);

  async function round(): Promise<void> {
    const asked = session.facts();
    let facts: SessionFacts | null = null;
    for (;;) {
      const [turns, rows, told] = await Promise.all([session.turns(turnCursor), session.rows(rowCursor), asked]);
      if (ended) return;
      const { progress } = rows;
      // Turns and rows are asked for at once: the session may have become another between the two.
      const before = revision ?? progress.revision;
      const anew = [before, turns.progress.revision].some((one) => one !== progress.revision);
      revision = progress.revision;
      const fresh = facts === null ? told : null;
      facts = told;
      if (anew) {
        turnCursor = undefined;
        rowCursor = undefined;
        heap.add({ ...NO_NEWS, anew: true, facts, size: progress.total_bytes });
        continue;
      }
      turnCursor = turns.next_cursor;
      rowCursor = rows.next_cursor;
      // Rows wait for what is being read, turns do not: who is told first may not know yet what the other does.
      const all = progress.done && turns.progress.done;
      const over = all && turns.turns.length === 0 && rows.rows.length === 0;
      heap.add({
        turns: turns.turns,
        rows: rows.rows,
        facts: fresh,
        ...(progress.done ? { items: progress.items } : {}),
        read: progress.bytes,
        size: progress.total_bytes,
        done: over,
        failure: null,
      });
      if (over) return;
    }
  }

  async function run(): Promise<void> {
    if (running) {
      wanted = true;
      return;
    }
    running = true;
    try {
      do {
        wanted = false;
        await round();
      } while (wanted && !ended);
    } catch (error) {
      const failure = failureOf(error);
      if (!ended) heap.add({ ...NO_NEWS, done: true, failure });
    } finally {
      running = false;
    }
  }

  void run();
  return {
    again: () => void run(),
    end() {
      ended = true;
    },
  };
}

function failureOf(error: unknown): string {
  if (!(error instanceof ApiError)) return `The session could not be read: ${String(error)}`;
  return error.status === 404
    ? "There is no such session here, or no longer. Press g for all that are here."
    : error.message;
}
