// The records of session_meta.log: what was asked, decided, interrupted and changed, each with what told it.

import { Schema } from "effect";
import { count, described, record, text, textOrNull } from "./words.ts";

/** The version all of these records carry. It changes when a field changes its meaning, not when one is added. */
export const META_VERSION = 1;

/** What told a record. */
export const TAPS = [
  "trace",
  "tui_record",
  "app_server",
  "exec_json",
  "hook",
  "rollout",
  "wire",
  "recorder",
  "log",
] as const;
export type Tap = (typeof TAPS)[number];

export type MetaSource = typeof MetaSource.Type;
export const MetaSource = record("Source", {
  tap: Schema.Literals(TAPS),
  file: described(textOrNull, "the file of the recording it stands in; null where none of it is kept"),
  line: described(Schema.NullOr(count), "the line of that file, the first is 1; of a log's database the row"),
});

const common = {
  schema_version: Schema.Literals([META_VERSION]),
  run_id: described(text, "the run of rollbook record"),
  at: described(textOrNull, "when it happened, RFC 3339, UTC; null where nothing tells"),
  session_id: described(textOrNull, "the root thread"),
  thread_id: textOrNull,
  turn_id: textOrNull,
  call_id: described(textOrNull, "the call it is about, as the session file and the trace name it"),
  source: MetaSource,
};

export const ASKED_FOR = ["command", "changes", "permissions", "tool", "other"] as const;
const AskedFor = Schema.Literals(ASKED_FOR);

export type RunStarted = typeof RunStarted.Type;
export const RunStarted = record("RunStarted", {
  type: Schema.Literals(["run_started"]),
  ...common,
  argv: described(Schema.Array(text), "secrets are <hidden>"),
  cwd: text,
});

export type RunEnded = typeof RunEnded.Type;
export const RunEnded = record("RunEnded", {
  type: Schema.Literals(["run_ended"]),
  ...common,
  exit_code: described(Schema.NullOr(count), "null where a signal ended it"),
  signal: textOrNull,
});

export type ThreadSeen = typeof ThreadSeen.Type;
export const ThreadSeen = record("ThreadSeen", {
  type: Schema.Literals(["thread_seen"]),
  ...common,
  parent_thread_id: described(textOrNull, "of a subagent"),
  rollout: described(textOrNull, "the path of its session file; null while none is known"),
});

export type TurnStarted = typeof TurnStarted.Type;
export const TurnStarted = record("TurnStarted", { type: Schema.Literals(["turn_started"]), ...common });

export type TurnEnded = typeof TurnEnded.Type;
export const TurnEnded = record("TurnEnded", {
  type: Schema.Literals(["turn_ended"]),
  ...common,
  status: described(textOrNull, "completed, interrupted, failed, …: Codex's own word"),
});

export type ApprovalRequested = typeof ApprovalRequested.Type;
export const ApprovalRequested = record("ApprovalRequested", {
  type: Schema.Literals(["approval_requested"]),
  ...common,
  asked_for: described(AskedFor, "what may be done"),
  command: described(Schema.NullOr(Schema.Array(text)), "of a command; a script as Codex gave it is one word"),
  files: described(Schema.NullOr(Schema.Array(text)), "of changes: the paths"),
  cwd: textOrNull,
  server: described(textOrNull, "of a tool: the MCP server that has it"),
  reason: described(textOrNull, "as Codex or the model gave it"),
});

export type ApprovalDecided = typeof ApprovalDecided.Type;
export const ApprovalDecided = record("ApprovalDecided", {
  type: Schema.Literals(["approval_decided"]),
  ...common,
  asked_for: AskedFor,
  decision: described(
    Schema.Literals(["accepted", "accepted_for_session", "declined", "cancelled", "unknown"]),
    "cancelled: declined, and the turn was to stop; unknown: a word that is not known, see said",
  ),
  said: described(textOrNull, "the decision in Codex's own word"),
  by: described(Schema.NullOr(Schema.Literals(["user", "policy", "hook", "reviewer"])), "who decided"),
});

export type Interrupted = typeof Interrupted.Type;
export const Interrupted = record("Interrupted", {
  type: Schema.Literals(["interrupted"]),
  ...common,
  by: described(Schema.NullOr(Schema.Literals(["user", "signal"])), "who interrupted; null where nothing tells"),
  reason: textOrNull,
});

export type Cancelled = typeof Cancelled.Type;
export const Cancelled = record("Cancelled", {
  type: Schema.Literals(["cancelled"]),
  ...common,
  what: described(text, "inference, tool, …: what was given up"),
  reason: textOrNull,
});

export type ModeChanged = typeof ModeChanged.Type;
export const ModeChanged = record("ModeChanged", { type: Schema.Literals(["mode_changed"]), ...common, mode: text });

export type SettingsChanged = typeof SettingsChanged.Type;
export const SettingsChanged = record("SettingsChanged", {
  type: Schema.Literals(["settings_changed"]),
  ...common,
  settings: described(
    Schema.Record(text, Schema.Unknown),
    "those that are new or other than before, as Codex wrote them",
  ),
});

export type Warned = typeof Warned.Type;
export const Warned = record("Warning", {
  type: Schema.Literals(["warning"]),
  ...common,
  message: described(text, "what could not be captured, and why"),
});

/** A line of session_meta.log. */
export type MetaRecord = typeof MetaRecord.Type;
export const MetaRecord = Schema.Union([
  RunStarted,
  RunEnded,
  ThreadSeen,
  TurnStarted,
  TurnEnded,
  ApprovalRequested,
  ApprovalDecided,
  Interrupted,
  Cancelled,
  ModeChanged,
  SettingsChanged,
  Warned,
]);
