// What a resume would load into the model: items in their order, and what is left out, added or unknown.

import type { JsonObject } from "../bytes/json.ts";
import type { Era } from "../rollout/era.ts";

/** Bytes to go and look at: `file` is the number the caller gave, offsets are of the uncompressed file. */
export interface ContextSource {
  readonly file: number;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  /** Which item of the record's `replacement_history`; null where the record is the item. */
  readonly part: number | null;
}

/**
 * - `written`: a record of its own, as it stands there
 * - `replacement`: an item of the history a compaction wrote down to go on from
 * - `rebuilt`: made of records: a prompt or a summary kept by a compaction without such a history, a message between
 *   agents that stands in a record of another shape
 * - `added`: written nowhere; Codex puts it in so that the model takes the rest (the output of a call that has none)
 */
export type ContextOrigin = "written" | "replacement" | "rebuilt" | "added";

export interface ContextItem {
  /** `message`, `function_call`, …: a type of the model's API. */
  readonly type: string;
  readonly role: string | null;
  readonly origin: ContextOrigin;
  /** As it is sent: without the fields that never leave the machine. */
  readonly value: JsonObject;
  /** The records it was made of. Of an added output: its call. */
  readonly sources: readonly ContextSource[];
  /** Of `value` as JSON in UTF-8. */
  readonly bytes: number;
  readonly images: number;
  /** How many of the bytes are pictures: data URLs, and the results of image generation. */
  readonly image_bytes: number;
  /** What Codex changes of it when it reads it: a text too long is cut, a picture it does not pass on is left out. */
  readonly altered: readonly Alteration[];
}

export type Alteration = "shortened" | "media_left_out";

/**
 * Why an item of the files is not in the context:
 * - `compacted`: a later compaction took its place
 * - `rolled_back`: its turn was taken back
 * - `not_for_the_model`: Codex does not send items of this type, or of this role
 * - `no_call`: the output of a call that is not in the context
 * - `unreadable`: Codex passes its line over, as it is damaged or not of the shape Codex expects
 */
export type DropReason = "compacted" | "rolled_back" | "not_for_the_model" | "no_call" | "unreadable";

export interface DroppedItem {
  readonly type: string;
  readonly role: string | null;
  readonly reason: DropReason;
  readonly source: ContextSource;
}

/**
 * - `base_instructions`: who the model is and how it works
 * - `surroundings`: permissions, working directory, date, AGENTS.md, skills, tools: all of them, or what has changed
 * - `model_switch`: that another model had been at work
 * - `compaction`: none of the items above, but a summary of them
 * - `prompt`: what the person who resumes asks
 */
export type MadeKind = "base_instructions" | "surroundings" | "model_switch" | "compaction" | "prompt";

/** What Codex says for itself when the thread is resumed, around the items. */
export interface MadeAtResume {
  readonly kind: MadeKind;
  /** Ahead of the first item, behind the last, or in place of all of them. */
  readonly place: "before" | "after" | "instead";
  /** False: only if something is then as the sentence says, which no file can tell. */
  readonly always: boolean;
  /** For people, in a sentence. */
  readonly text: string;
  /** What the files know of it: the base instructions as they were, the model last used; null where they know nothing. */
  readonly known: string | null;
  readonly source: ContextSource | null;
}

/** Token counts that Codex wrote down for its last request, as it wrote them. */
export interface WrittenTokens {
  readonly record: "token_count" | "token_usage_record";
  readonly input_tokens: number | null;
  readonly cached_input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly total_tokens: number | null;
  readonly context_window: number | null;
  /** Items of the context that were written behind it: they are not in its numbers. */
  readonly items_after: number;
  /** The thread was compacted or rolled back behind it: its numbers are those of another context. */
  readonly outdated: boolean;
  readonly source: ContextSource;
}

/**
 * Whose rules were followed: those of the newest Codex (`0.169`), those of the versions that wrote records without
 * envelope (`0.29`), or none, as no version resumes such a file.
 */
export type ContextRules = "0.169" | "0.29" | "none";

export interface ContextTotals {
  readonly items: number;
  readonly bytes: number;
  readonly images: number;
  readonly image_bytes: number;
}

export interface ContextReport {
  readonly thread_id: string | null;
  readonly eras: readonly Era[];
  readonly rules: ContextRules;
  /** Why Codex would not resume this thread at all; null where nothing speaks against it. */
  readonly refused: string | null;
  readonly items: readonly ContextItem[];
  readonly totals: ContextTotals;
  readonly made_at_resume: readonly MadeAtResume[];
  readonly dropped: readonly DroppedItem[];
  readonly tokens: WrittenTokens | null;
  /** What a reader of the items has to know, in sentences. */
  readonly notes: readonly string[];
}
