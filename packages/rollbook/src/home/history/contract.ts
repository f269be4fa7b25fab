// A prompt of the history: what somebody asked, and in which session.

/** Where a prompt was read: a history file (what was typed), or the records of a session. */
export type PromptOrigin = "history" | "session";

export interface Prompt {
  /** Unix milliseconds; null where only its order in the session is known. */
  readonly time_ms: number | null;
  readonly text: string;
  readonly home: string;
  /** The session; null in the history of the TypeScript CLI, which does not name it. */
  readonly thread_id: string | null;
  readonly turn_id: string | null;
  readonly origins: readonly PromptOrigin[];
  /** When its session was begun and last written to, in Unix milliseconds; null where nothing tells. */
  readonly session_begun_ms: number | null;
  readonly session_written_ms: number | null;
}

/** One line of `rollbook history --json`. */
export interface PromptRecord {
  /** RFC 3339, UTC; of a history file to the second. */
  readonly time: string | null;
  readonly text: string;
  readonly session_id: string | null;
  readonly session_name: string | null;
  readonly session_started_at: string | null;
  readonly cwd: string | null;
  /** How the session was begun: `cli`, `exec`, `vscode`, `subagent:review`, … */
  readonly source: string | null;
  readonly turn_id: string | null;
  readonly home: string;
  /** The session's file as it is now; null where there is none any more. */
  readonly path: string | null;
  readonly origins: readonly PromptOrigin[];
}
