// Action v1: the published shape. It only grows; a breaking wish opens v2 beside it.

import type { Era } from "../rollout/era.ts";

export const SCHEMA_VERSION = 1;

export type ActionType = "command_execution" | "file_change" | "tool_call" | "turn_marker" | "session_marker";
export type Status = "completed" | "failed" | "declined" | "interrupted" | "timed_out" | "unknown";

/** `turn_marker`: started, completed, failed, aborted. The rest are `session_marker`. */
export type Marker =
  | "started"
  | "resumed"
  | "completed"
  | "failed"
  | "aborted"
  | "compacted"
  | "forked"
  | "reverted"
  | "rolled_back"
  | "settings_changed"
  | "renamed"
  | "goal_changed"
  | "review_entered"
  | "review_exited"
  | "undone"
  | "snapshotted";

/**
 * - `complete`: call and result are on disk whole
 * - `truncated`: Codex kept only a part of the output
 * - `output_missing`: the call has no output and no end on disk
 * - `late`: the result was written after the turn had ended
 * - `copied`: the records were copied from another thread (fork, subagent)
 */
export type Durability = "complete" | "truncated" | "output_missing" | "late" | "copied";

export type EffectClass = "reads" | "writes" | "runs" | "network" | "unknown";

export interface Effect {
  readonly class: EffectClass;
  /** The rule that said so; docs/actions.md lists them. */
  readonly rule: string;
}

export type ChangeKind = "add" | "delete" | "update";

export interface FileChange {
  /** Absolute where the evidence or a known working directory makes it so, else as written. */
  readonly path: string;
  readonly kind: ChangeKind;
  readonly moved_to: string | null;
  readonly lines_added: number | null;
  readonly lines_removed: number | null;
}

export type EvidenceKind =
  | "call"
  | "output"
  | "item"
  | "event"
  | "message"
  | "meta"
  | "context"
  | "document"
  | "record"
  | "approval"
  | "trace";

/** A byte range one can go and look at. `file` is the path as it was given; offsets are of the uncompressed file. */
export interface Evidence {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  readonly kind: EvidenceKind;
}

export interface GitState {
  readonly commit_hash: string | null;
  readonly branch: string | null;
  readonly repository_url: string | null;
}

export type ApprovalDecision = "accepted" | "accepted_for_session" | "declined" | "cancelled" | "unknown";

/** What became of the approval an action needed. What nothing tells is null. */
export interface Approval {
  /** What may be done: `command`, `changes`, `permissions`, `other`. */
  readonly asked_for: string | null;
  /** When it was asked for, RFC 3339. */
  readonly asked_at: string | null;
  /** `cancelled`: declined, and the turn was to stop. */
  readonly decision: ApprovalDecision | null;
  /** `user`, `policy`, `hook`, `reviewer`. */
  readonly by: string | null;
  readonly decided_at: string | null;
  /** Why it was asked for, as Codex or the model gave it. */
  readonly reason: string | null;
}

/** When a call ran, by the clock of the machine. */
export interface Traced {
  readonly started_at: string | null;
  readonly ended_at: string | null;
}

/** First record of a session: what the head of its file says. */
export interface SessionRecord {
  readonly record: "session";
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly session_id: string | null;
  readonly root_session_id: string | null;
  readonly parent_session_id: string | null;
  readonly forked_from: string | null;
  readonly started_at: string | null;
  readonly cwd: string | null;
  readonly git: GitState | null;
  readonly originator: string | null;
  /** `cli`, `vscode`, `exec`, `mcp`, `subagent`, …: the word, or the key of Codex's nested form. */
  readonly source: string | null;
  readonly cli_version: string | null;
  readonly model_provider: string | null;
  readonly era: Era | null;
  readonly file: string;
  /** Fields that no header tells and the file's name does. */
  readonly inferred: readonly string[];
}

export interface ActionRecord {
  readonly record: "action";
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly session_id: string | null;
  readonly turn_id: string | null;
  readonly timestamp: string | null;
  readonly action_type: ActionType;
  readonly tool_name: string | null;
  readonly command: string | null;
  readonly changed_paths: readonly string[] | null;
  readonly status: Status;
  readonly seq: number;
  readonly action_id: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly duration_ms: number | null;
  readonly marker: Marker | null;
  readonly argv: readonly string[] | null;
  readonly cwd: string | null;
  readonly exit_code: number | null;
  readonly changes: readonly FileChange[] | null;
  readonly child_session_id: string | null;
  readonly parent_action_id: string | null;
  readonly effect: Effect | null;
  readonly durability: Durability;
  readonly inferred: readonly string[];
  readonly evidence: readonly Evidence[];
  /** Only with `--include output`. */
  readonly output?: string | null;
  /** Only with `--include patch`. */
  readonly patch?: string | null;
  /** Only of `reverted` markers, and where the files before are told as well: ids of the turns it withdrew. */
  readonly turns?: readonly string[];
  /** Only where a recording of the session tells of one. */
  readonly approval?: Approval;
  /** Only where a recording of the session holds a trace that tells of the call. */
  readonly traced?: Traced;
}

/** Fields of an action that evidence written after it changes. */
export type Amended = Partial<
  Omit<
    ActionRecord,
    | "record"
    | "schema_version"
    | "session_id"
    | "action_id"
    | "seq"
    | "evidence"
    | "action_type"
    | "turns"
    | "approval"
    | "traced"
  >
>;

export interface AmendmentRecord {
  readonly record: "amendment";
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly session_id: string | null;
  readonly action_id: string;
  readonly changed: Amended;
  readonly evidence: readonly Evidence[];
}

/** A prompt or a reasoning summary; only with `--include prompts` or `--include reasoning`. */
export interface TextRecord {
  readonly record: "text";
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly session_id: string | null;
  readonly turn_id: string | null;
  readonly timestamp: string | null;
  readonly kind: "prompt" | "reasoning";
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

/** Last record of a session: what only the whole file tells. */
export interface EndRecord {
  readonly record: "end";
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly session_id: string | null;
  readonly file: string;
  readonly bytes: number;
  readonly lines: number;
  readonly cli_versions: readonly string[];
  readonly eras: readonly Era[];
  readonly models: readonly string[];
  readonly actions: number;
  readonly amendments: number;
  readonly by_type: Readonly<Record<string, number>>;
  readonly by_status: Readonly<Record<string, number>>;
  /** Calls and turns still open where the file ends. */
  readonly pending: number;
  /** Outputs whose call is nowhere in the file: something ran, and nothing says what. */
  readonly unmatched_outputs: number;
  /** Actions copied from another thread and left out (see `--with-copied`). */
  readonly copied_left_out: number;
  /** Damage by kind. */
  readonly damage: Readonly<Record<string, number>>;
  /** Unknown outer types, response items, events and turn items, by name. */
  readonly unknown_types: Readonly<Record<string, number>>;
  /** Fields that are null in some action because nothing on disk tells them, with how often. */
  readonly untold: Readonly<Record<string, number>>;
  /** The files that were told, in their order; a thread that was reverted, and a fork, have several. */
  readonly files: readonly string[];
  /** What is missing of the thread, or is not where its files say, in sentences. */
  readonly gaps: readonly string[];
  /**
   * False when some byte could not be read or belonged to no record. Of records that tell no action only both ends are
   * looked at, so what is damaged within one of them is not seen here; `rollbook check` sees it.
   */
  readonly complete: boolean;
}

export type ActionStreamRecord = SessionRecord | ActionRecord | AmendmentRecord | TextRecord | EndRecord;
