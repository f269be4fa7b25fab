// What the taps tell of a session, before the run adds whose session it is.

import type { ApprovalRequested, MetaRecord } from "rollbook-core/recording";

type Told<R> = R extends MetaRecord ? Omit<R, "schema_version" | "run_id" | "session_id"> : never;

/** A record of session_meta.log but for the fields that the run knows. */
export type Telling = Told<MetaRecord>;
export type Tell = (telling: Telling) => void;

export type AskedFor = ApprovalRequested["asked_for"];

/** What is known of a call, so that an approval can be told with what it is about. */
export interface Call {
  readonly thread_id: string | null;
  readonly turn_id: string | null;
  readonly asked_for: AskedFor;
  readonly command: readonly string[] | null;
  readonly files: readonly string[] | null;
  readonly cwd: string | null;
  /** Of a tool: the MCP server. */
  readonly server: string | null;
  readonly reason: string | null;
}

export const UNKNOWN_CALL: Call = {
  thread_id: null,
  turn_id: null,
  asked_for: "other",
  command: null,
  files: null,
  cwd: null,
  server: null,
  reason: null,
};

/** A thread that a tap has seen; what it does not tell is null. */
export interface SeenThread {
  readonly thread_id: string;
  /** The root of its tree; its own id where it is one. */
  readonly root_id: string | null;
  readonly parent_id: string | null;
  readonly rollout: string | null;
}

/** What the taps share while they read. */
export interface Hearing {
  readonly tell: Tell;
  readonly see: (thread: SeenThread) => void;
  /** Calls by id, of all threads of the run. */
  readonly calls: Map<string, Call>;
}

/** Codex's words for a decision, of all versions and of its app-server. */
export function decisionOf(word: string): "accepted" | "accepted_for_session" | "declined" | "cancelled" | "unknown" {
  if (["approved", "accept"].includes(word)) return "accepted";
  if (/^(?:approved|accept).*(?:session|amendment|policy)/i.test(word)) return "accepted_for_session";
  if (["denied", "decline", "declined"].includes(word)) return "declined";
  if (["abort", "cancel", "cancelled"].includes(word)) return "cancelled";
  return "unknown";
}

/** The word of a decision, which may be an object with what was decided as its only key. */
export function decisionWord(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? (Object.keys(value)[0] ?? null) : null;
}
