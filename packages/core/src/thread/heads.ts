// Turns as they are being told: which is open, what each came to.

import { own } from "../bytes/own.ts";
import type { Json, JsonObject } from "../bytes/json.ts";
import { natural, number, object, text } from "../lineage/field.ts";
import type { TokenUsage, TurnError, TurnHead, TurnStatus, Whereabouts } from "./contract.ts";
import { addUsage } from "../lineage/tokens.ts";

/**
 * A head that may still change. One that was given is frozen, for whoever it was given to may keep it, and so may a copy of
 * all heads: who changes it changes a copy, and of thousands of turns that are over there is one head each.
 */
export type Draft = { -readonly [Key in keyof TurnHead]: TurnHead[Key] };

/** Plain data, so that a fold can be put away and taken up again. */
export interface Heads {
  /** Every turn so far, by index. */
  readonly drafts: Draft[];
  /** The index of the last turn of each id. */
  readonly byId: Map<string, number>;
  /** The turn that is open, by index. */
  open: number | null;
  /** Indexes of turns whose head has changed since it was given. */
  readonly changed: Set<number>;
}

export function createHeads(): Heads {
  return { drafts: [], byId: new Map(), open: null, changed: new Set() };
}

export interface TurnStart {
  readonly id: string;
  readonly synthetic: boolean;
  readonly thread_id: string | null;
  readonly timestamp: string | null;
  readonly source: Whereabouts;
  readonly payload: JsonObject;
}

/** Opens a turn, or opens it again. One that was open and has no end on disk was interrupted. */
export function startTurn(heads: Heads, start: TurnStart): Draft {
  const before = openDraft(heads);
  if (before !== null && before.status === "in_progress") {
    before.status = "interrupted";
    heads.changed.add(before.index);
  }
  const same = draftOf(heads, start.id);
  if (same !== null) {
    same.status = "in_progress";
    same.sources = [...same.sources, start.source];
    heads.open = same.index;
    heads.changed.add(same.index);
    return same;
  }
  const last = heads.drafts.at(-1);
  const draft: Draft = {
    id: start.id,
    index: heads.drafts.length,
    synthetic: start.synthetic,
    thread_id: kept(last?.thread_id ?? null, start.thread_id),
    root_turn_id: text(start.payload["root_turn_id"]),
    status: "in_progress",
    error: null,
    started_at: start.synthetic ? null : number(start.payload["started_at"]),
    completed_at: null,
    duration_ms: null,
    time_to_first_token_ms: null,
    first_timestamp: start.timestamp,
    last_timestamp: start.timestamp,
    withdrawn: null,
    model: null,
    effort: null,
    cwd: null,
    approval_policy: null,
    sandbox_policy: null,
    usage: null,
    usage_by_model: {},
    context_tokens: null,
    context_window: natural(start.payload["model_context_window"]),
    rate_limits: null,
    sources: [start.source],
  };
  heads.drafts.push(draft);
  heads.byId.set(draft.id, draft.index);
  heads.open = draft.index;
  heads.changed.add(draft.index);
  return draft;
}

/** Of two equal texts the one that is there already: turns by the thousand say the same. */
export function kept(before: string | null, now: string | null): string | null {
  return before === now ? before : now;
}

export function openDraft(heads: Heads): Draft | null {
  return heads.open === null ? null : toChange(heads, heads.open);
}

function toChange({ drafts }: Heads, index: number): Draft | null {
  const draft = drafts[index];
  if (draft === undefined) return null;
  return Object.isFrozen(draft) ? (drafts[index] = { ...draft }) : draft;
}

/** The turn of that id; without one, the open turn or else the last. */
export function draftOf(heads: Heads, id: string | null): Draft | null {
  if (id === null) return openDraft(heads) ?? toChange(heads, heads.drafts.length - 1);
  const index = heads.byId.get(id);
  return index === undefined ? null : toChange(heads, index);
}

/** `payload` is a task_complete or a turn_aborted. */
export function endTurn(
  heads: Heads,
  draft: Draft,
  status: TurnStatus,
  payload: JsonObject,
  source: Whereabouts,
): void {
  const error = readError(payload["error"]);
  draft.status = status === "completed" && error !== null ? "failed" : status;
  draft.error = error ?? draft.error;
  draft.root_turn_id ??= text(payload["root_turn_id"]);
  draft.started_at = number(payload["started_at"]) ?? draft.started_at;
  draft.completed_at = number(payload["completed_at"]);
  draft.duration_ms = natural(payload["duration_ms"]);
  draft.time_to_first_token_ms = natural(payload["time_to_first_token_ms"]);
  draft.sources = [...draft.sources, source];
  heads.changed.add(draft.index);
  if (heads.open === draft.index) heads.open = null;
}

export function readError(value: Json | undefined): TurnError | null {
  const error = object(value);
  const message = text(error?.["message"]);
  if (error === null || message === null) return null;
  return {
    message,
    codex_error_info: error["codex_error_info"] ?? null,
    additional_details: text(error["additional_details"]),
  };
}

export function spend(heads: Heads, draft: Draft, usage: TokenUsage): void {
  draft.usage = addUsage(draft.usage, usage);
  const model = draft.model ?? "";
  const alone = Object.keys(draft.usage_by_model).every((name) => name === model);
  const spent = alone ? draft.usage : addUsage(own(draft.usage_by_model, model) ?? null, usage);
  draft.usage_by_model = { ...draft.usage_by_model, [model]: spent };
  heads.changed.add(draft.index);
}

/** The last `count` turns that still stand did happen, but the conversation went on without them. */
export function rollBack(heads: Heads, count: number): readonly Draft[] {
  const standing = heads.drafts.filter((draft) => draft.withdrawn === null);
  const rolled = count <= 0 ? [] : standing.slice(-count).flatMap(({ index }) => toChange(heads, index) ?? []);
  for (const draft of rolled) {
    draft.withdrawn = "rolled_back";
    heads.changed.add(draft.index);
  }
  return rolled;
}

/** The same, to be changed by itself. */
export function copyHeads({ drafts, byId, open, changed }: Heads): Heads {
  return { drafts: drafts.map((draft) => Object.freeze(draft)), byId: new Map(byId), open, changed: new Set(changed) };
}

/** What has to be known of heads besides what was given of them, where only items are wanted. */
export interface ShortHeads {
  readonly count: number;
  readonly open: number | null;
  /** Turns that are not over. */
  readonly going: readonly Draft[];
  /** Indexes of those that were withdrawn by then. */
  readonly withdrawn: readonly number[];
}

export function shortHeads({ drafts, open }: Heads): ShortHeads {
  return {
    count: drafts.length,
    open,
    going: drafts.filter(({ status, index }) => status === "in_progress" || index === open),
    withdrawn: drafts.flatMap(({ withdrawn, index }) => (withdrawn === null ? [] : index)),
  };
}

/** `given` may be of a later time. */
export function longHeads({ count, open, going, withdrawn }: ShortHeads, given: readonly TurnHead[]): Heads {
  const gone = new Set(withdrawn);
  const drafts = given
    .slice(0, count)
    .map((head): Draft => ({ ...head, withdrawn: gone.has(head.index) ? (head.withdrawn ?? "rolled_back") : null }));
  for (const draft of going) drafts[draft.index] = draft;
  return { drafts, byId: new Map(drafts.map(({ id, index }) => [id, index])), open, changed: new Set() };
}
