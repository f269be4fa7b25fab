// The calls a trace of Codex's own tells of: when each ran to the millisecond, and in which script of code mode.

import { numberOf, objectOf, textOf, type Json } from "./json.ts";
import type { LinePlace } from "./lines.ts";

export interface TracedCall {
  /** As session files name it. */
  readonly call_id: string;
  readonly thread_id: string | null;
  /** The call of the script it ran in; null where it ran in none. */
  readonly parent_call_id: string | null;
  /** RFC 3339, from the clock of the machine. */
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly places: readonly LinePlace[];
}

interface Known {
  thread_id: string | null;
  cell: string | null;
  started: number | null;
  ended: number | null;
  places: LinePlace[];
  visible: string | null;
}

export interface CallsFold {
  /** Takes a line of trace.jsonl. */
  readonly take: (record: Json, place: LinePlace) => void;
  readonly end: () => readonly TracedCall[];
}

/** A call is known by the id the trace gives it and by the one the model gave it. */
export function createCalls(): CallsFold {
  const calls = new Map<string, Known>();
  const cells = new Map<string, string>();

  return {
    take(record, place) {
      const payload = objectOf(record["payload"]);
      const type = textOf(payload?.["type"]);
      if (payload === null || type === null) return;
      const thread_id = textOf(record["thread_id"]);
      if (type === "code_cell_started") {
        const cell = textOf(payload["runtime_cell_id"]);
        const call = textOf(payload["model_visible_call_id"]);
        if (cell !== null && call !== null) cells.set(keyOf(thread_id, cell), call);
        return;
      }
      const id = textOf(payload["tool_call_id"]);
      if (id === null || (type !== "tool_call_started" && type !== "tool_call_ended")) return;
      const time = numberOf(record["wall_time_unix_ms"]);
      const key = keyOf(thread_id, id);
      const known = calls.get(key) ?? { thread_id, cell: null, started: null, ended: null, places: [], visible: null };
      calls.set(key, known);
      known.places.push(place);
      if (type === "tool_call_ended") known.ended = time;
      else {
        known.started = time;
        known.visible = textOf(payload["model_visible_call_id"]);
        const requester = objectOf(payload["requester"]);
        if (requester?.["type"] === "code_cell") known.cell = textOf(requester["runtime_cell_id"]);
      }
    },
    end: () =>
      [...calls].flatMap(([key, { thread_id, cell, started, ended, places, visible }]) => {
        const own = (JSON.parse(key) as readonly [string | null, string])[1];
        const parent_call_id = cell === null ? null : (cells.get(keyOf(thread_id, cell)) ?? null);
        const call = { thread_id, parent_call_id, started_at: timeOf(started), ended_at: timeOf(ended), places };
        return [...new Set([own, visible ?? own])].map((call_id) => ({ call_id, ...call }));
      }),
  };
}

function keyOf(thread_id: string | null, id: string): string {
  return JSON.stringify([thread_id, id]);
}

function timeOf(ms: number | null): string | null {
  return ms === null || ms > 8.64e15 ? null : new Date(ms).toISOString();
}
