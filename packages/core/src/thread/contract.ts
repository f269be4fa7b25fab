// The thread model: what a thread said and did, turn by turn, in one shape whatever version wrote it.

import type { DamageKind } from "../bytes/damage.ts";
import type { Json, JsonObject } from "../bytes/json.ts";
import type { ChainFile } from "../lineage/chain.ts";
import type { Header } from "../lineage/header.ts";
import type { TokenUsage } from "../lineage/tokens.ts";
import type { TurnItem } from "../schema/index.ts";

/** Of what is written for others: contracts/thread.schema.json. */
export const THREAD_SCHEMA_VERSION = 1;

/** Bytes to go and look at: `file` is an index into `Thread.files`, offsets are of the uncompressed file. */
export interface Whereabouts {
  readonly file: number;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
}

/** A call for which Codex has no item of its own: tools of the harness, code cells, tools that were not there. */
export interface ToolCallContent {
  readonly type: "ToolCall";
  readonly id: string;
  readonly name: string | null;
  readonly namespace: string | null;
  /** Parsed where it was JSON in a string; else the text as it stands. */
  readonly arguments: Json;
  /** As it came back: a text or a list of content; null when nothing did. */
  readonly output: Json;
  readonly status: "completed" | "failed" | "declined" | "in_progress";
}

/** What the harness told the model in the words of a message: surroundings, instructions, notices. */
export interface ContextMessageContent {
  readonly type: "ContextMessage";
  readonly id: string;
  readonly role: string;
  readonly text: string;
  /** Images it holds. */
  readonly images: number;
}

/** A message between agents of one session; `text` is null where it is encrypted. */
export interface AgentCommunicationContent {
  readonly type: "AgentCommunication";
  readonly id: string;
  readonly author: string | null;
  readonly recipient: string | null;
  readonly text: string | null;
}

/** A change around the conversation: settings, name, goal, rolled back turns, a snapshot of the files. */
export interface NoteContent {
  readonly type: "Note";
  readonly id: string;
  readonly note: "settings" | "renamed" | "goal" | "rolled_back" | "reverted" | "undone" | "snapshot" | "resumed";
  /** The payload of the record that says so. */
  readonly value: JsonObject;
}

/** A record of a type that is not known here; the bytes tell the rest. */
export interface UnknownContent {
  readonly type: "Unknown";
  readonly id: string;
  readonly outer: string;
  readonly inner: string;
}

/** Bytes that hold no whole record. */
export interface DamageContent {
  readonly type: "Damage";
  readonly id: string;
  readonly kind: DamageKind;
  readonly message: string;
}

/** Codex's own turn items in 0.169's words (`TurnItem` of the schemas), and what it has no item for. */
export type ItemContent =
  | TurnItem
  | ToolCallContent
  | ContextMessageContent
  | AgentCommunicationContent
  | NoteContent
  | UnknownContent
  | DamageContent;

/**
 * Where an item comes from:
 * - `item`: an item Codex wrote (0.148 …)
 * - `event`: an event that Codex's own reader makes an item of (0.34 … 0.147), or such an event made of a message (before)
 * - `recovered`: built of a call and its output; Codex's own reader shows nothing for it
 * - `record`: another record, which Codex's own reader does not show
 */
export type ItemOrigin = "item" | "event" | "recovered" | "record";

export interface Item {
  /** As Codex's reader names it where it shows the item; unique in its turn. */
  readonly id: string;
  readonly turn_id: string;
  readonly content: ItemContent;
  readonly origin: ItemOrigin;
  /** Unix milliseconds, as Codex wrote them; null where it did not. */
  readonly started_at_ms: number | null;
  readonly completed_at_ms: number | null;
  /** When its last record was written, RFC 3339; null in the two oldest eras. */
  readonly timestamp: string | null;
  /** All records it was made of, in the order of the files. Never empty. */
  readonly sources: readonly Whereabouts[];
}

export type { TokenUsage } from "../lineage/tokens.ts";

export type TurnStatus = "completed" | "interrupted" | "failed" | "in_progress";

export interface TurnError {
  readonly message: string;
  readonly codex_error_info: Json;
  readonly additional_details: string | null;
}

/** A turn without its items. */
export interface TurnHead {
  /** Codex's; where Codex gave none, what its own reader calls it (`rollout-<n>`). */
  readonly id: string;
  /** Its place among all turns of the thread, from 0, inherited and withdrawn ones included. */
  readonly index: number;
  /** No record says where it starts: it was made at a prompt, as Codex's own reader does. */
  readonly synthetic: boolean;
  /** The thread it was lived in: this one, or the ancestor it was inherited from. */
  readonly thread_id: string | null;
  readonly root_turn_id: string | null;
  readonly status: TurnStatus;
  readonly error: TurnError | null;
  /** Unix seconds, as Codex wrote them; null where it did not. */
  readonly started_at: number | null;
  readonly completed_at: number | null;
  readonly duration_ms: number | null;
  readonly time_to_first_token_ms: number | null;
  /** Timestamps of its first and last record, RFC 3339. */
  readonly first_timestamp: string | null;
  readonly last_timestamp: string | null;
  /** It happened, and then the conversation went on without it. */
  readonly withdrawn: "rolled_back" | "reverted" | null;
  readonly model: string | null;
  readonly effort: string | null;
  readonly cwd: string | null;
  /** `approval_policy` and `sandbox_policy` of its context, as written. */
  readonly approval_policy: Json;
  readonly sandbox_policy: Json;
  /** Spent in this turn; null where nothing tells. */
  readonly usage: TokenUsage | null;
  /** The same by model. */
  readonly usage_by_model: Readonly<Record<string, TokenUsage>>;
  /** Tokens the model was last given in this turn, and how many it can take. */
  readonly context_tokens: number | null;
  readonly context_window: number | null;
  /** The last rate limits told in this turn, as written. */
  readonly rate_limits: JsonObject | null;
  readonly sources: readonly Whereabouts[];
}

export interface Turn extends TurnHead {
  readonly items: readonly Item[];
}

export interface Thread {
  /** Null when neither header nor file name tells. */
  readonly id: string | null;
  readonly header: Header;
  /** Its chain, oldest first. */
  readonly files: readonly ChainFile[];
  readonly turns: readonly Turn[];
  /** As a record in the files names it (0.98 …); a home's index may know a newer name. */
  readonly name: string | null;
  readonly goal: Json;
  readonly model: string | null;
  readonly models: readonly string[];
  /** Of this thread alone: what was inherited or copied from another is not counted. */
  readonly usage: TokenUsage | null;
  readonly usage_by_model: Readonly<Record<string, TokenUsage>>;
  readonly rate_limits: JsonObject | null;
  /** Timestamps of the first and last record. */
  readonly first_timestamp: string | null;
  readonly last_timestamp: string | null;
  /** What could not be read or found, in sentences: missing bases, damage by kind. Empty when the thread is whole. */
  readonly gaps: readonly string[];
}

/**
 * What a fold gives as it goes. A head or an item with the id of an earlier one of the same turn takes its place; a head is
 * frozen, and stays as it was given.
 */
export interface ThreadSink {
  readonly turn: (head: TurnHead) => void;
  readonly item: (item: Item) => void;
}
