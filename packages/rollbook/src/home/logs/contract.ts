// Where Codex's own logs lie, what is asked of them, and an event as others get it.

import type { LogEvent, LogLevel } from "rollbook-core/logs";

/** `log`: a text log · `recording`: a recorded session of the terminal interface · `database`: the logs database */
export const LOG_SOURCES = ["log", "database", "recording"] as const;
export type LogSourceKind = (typeof LOG_SOURCES)[number];

export interface LogSource {
  readonly kind: LogSourceKind;
  readonly path: string;
  /** The codex home; null for a file that was named. */
  readonly home: string | null;
  /** Bytes, a log's that a database has not moved into its file yet included. */
  readonly size: number;
}

/** Times are Unix milliseconds, both inclusive. */
export interface LogQuery {
  readonly since: number;
  readonly until: number;
  /** Nothing before this is asked for; stretches of a log that are older need not be read. */
  readonly begin: number;
  /** Quieter events are not wanted; events without a level always are. Null for all. */
  readonly least: LogLevel | null;
  /** Asked of what passes all the rest. */
  readonly fits: (event: LogEvent) => boolean;
}

export interface LogBatch {
  readonly events: readonly LogEvent[];
  /** Bytes that were read for them. */
  readonly bytes: number;
}

/** Something that could not be read, in a sentence. */
export type TellFault = (message: string) => void;

/** One line of `rollbook logs --json`. */
export interface LogRecord extends Omit<LogEvent, "time_ms"> {
  readonly source: LogSourceKind;
  readonly home: string | null;
  readonly path: string;
}

/** The fields in the order in which they are written. */
export function recordEvent(event: LogEvent, { kind: source, home, path }: LogSource): LogRecord {
  const { time, level, kind, session_id, turn_id, message, facts, target, spans, omitted_bytes } = event;
  const { offset, length, row } = event;
  return {
    time,
    level,
    kind,
    session_id,
    turn_id,
    message,
    facts,
    target,
    spans,
    omitted_bytes,
    source,
    home,
    path,
    offset,
    length,
    row,
  };
}
