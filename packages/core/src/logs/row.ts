// A row of Codex's logs database → an event.

import { LOG_LEVELS, type LogEvent } from "./contract.ts";
import { judge } from "./kinds.ts";
import { readBody } from "./said.ts";
import { readTies } from "./ties.ts";

export interface LogRow {
  readonly id: number;
  /** Unix seconds, and the nanoseconds beyond them. */
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly level: string;
  readonly target: string;
  readonly thread_id: string | null;
  /** Spans and message. */
  readonly body: string;
  readonly omitted_bytes: number;
}

/** What a time may be: the rest is no time a `Date` knows. */
const LAST = 8.64e12;

export function rowEvent(row: LogRow): LogEvent {
  const { seconds, nanoseconds, body } = row;
  const { spans, message } = readBody(body);
  const target = row.target === "" ? null : row.target;
  const ties = readTies(spans, message);
  const timed = Math.abs(seconds) <= LAST;
  const day = timed ? new Date(seconds * 1000).toISOString().slice(0, -5) : "";
  return {
    time: timed ? `${day}.${String(nanoseconds).padStart(9, "0")}Z` : null,
    time_ms: timed ? seconds * 1000 + nanoseconds / 1e6 : null,
    level: LOG_LEVELS.find((level) => level === row.level.toLowerCase()) ?? null,
    ...judge({ spans, target, message }),
    session_id: row.thread_id ?? ties.session_id,
    turn_id: ties.turn_id,
    target,
    spans,
    message,
    offset: null,
    length: null,
    row: row.id,
    omitted_bytes: row.omitted_bytes,
  };
}
