// An event of one of Codex's own logs: what was said, when, how loud, and of which session.

/** The loudest first. */
export const LOG_LEVELS = ["error", "warn", "info", "debug", "trace"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * - `tool_call`, `tool_result`: a tool is called, or has ended
 * - `stream_retry`: the model's answer broke off and is asked for again · `stream_error`: it broke off
 * - `turn_error`: what ended a turn early · `snapshot`: a ghost snapshot of the repository, and what undoes to it
 * - `compaction`, `model` (a choice of model), `session` (begun, configured, ended), `turn` (begun, ended)
 * - `operation`: what the interface asked of Codex · `request`: a request over HTTP · `ui`: what the interface did
 * - `telemetry`: events written for OpenTelemetry and feedback · `span`: a stretch of work begins or ends
 * - `event`: all else that is an event · `unknown`: bytes that are none, as they stand
 */
export const LOG_KINDS = [
  "tool_call",
  "tool_result",
  "stream_retry",
  "stream_error",
  "turn_error",
  "snapshot",
  "compaction",
  "model",
  "session",
  "turn",
  "operation",
  "request",
  "ui",
  "telemetry",
  "span",
  "event",
  "unknown",
] as const;
export type LogKind = (typeof LOG_KINDS)[number];

/** What could be read out of a message; only what is there is told. */
export interface LogFacts {
  readonly tool?: string;
  readonly call_id?: string;
  readonly exit_code?: number;
  readonly success?: boolean;
  /** Of `stream_retry`: which attempt, of how many, and after how long. */
  readonly attempt?: number;
  readonly max_attempts?: number;
  readonly delay_ms?: number;
  readonly model?: string;
  readonly effort?: string;
  /** Of `request`: the HTTP status. */
  readonly status?: number;
  /** The name of a telemetry event, the type of a recorded event or operation. */
  readonly name?: string;
}

export interface LogEvent {
  /** As it was written, in UTC. */
  readonly time: string | null;
  /** Unix milliseconds with their fraction. */
  readonly time_ms: number | null;
  /** Recordings have no levels of their own: errors, warnings, and `debug` or `trace` for what only draws. */
  readonly level: LogLevel | null;
  readonly kind: LogKind;
  readonly session_id: string | null;
  readonly turn_id: string | null;
  /** The module of Codex that said it. */
  readonly target: string | null;
  /** The stretches of work it was said in, outermost first, as they were written. */
  readonly spans: string | null;
  readonly message: string;
  readonly facts: LogFacts;
  /** Bytes of the event: all its lines, the terminator of the last one not counted. Null for a row of a database. */
  readonly offset: number | null;
  readonly length: number | null;
  /** The row of a database. */
  readonly row: number | null;
  /** Bytes at its end that were not kept, since it is too long. */
  readonly omitted_bytes: number;
}

/** Of an event whose bytes tell nothing but a message. */
export const UNTOLD = {
  time: null,
  time_ms: null,
  level: null,
  kind: "unknown",
  session_id: null,
  turn_id: null,
  target: null,
  spans: null,
  facts: {},
} as const;
