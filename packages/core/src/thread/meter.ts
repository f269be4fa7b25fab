// The meter: tokens by turn, by model and for the thread, and how full the context was, each response counted once.

import { own, put } from "../bytes/own.ts";
import type { JsonObject } from "../bytes/json.ts";
import { natural, object, text } from "../lineage/field.ts";
import type { TokenUsage } from "./contract.ts";
import { spend, type Draft, type Heads } from "./heads.ts";
import { addUsage, isNothing, readUsage, sameUsage, usageSince } from "../lineage/tokens.ts";

/** Plain data. */
export interface Meter {
  /** Responses are told by records of their own (0.153 …), so the running totals are not needed. */
  exact: boolean;
  /** The running total last told. */
  total: TokenUsage | null;
  /** Spent before the first turn. */
  early: TokenUsage | null;
  rate_limits: JsonObject | null;
}

export function createMeter(): Meter {
  return { exact: false, total: null, early: null, rate_limits: null };
}

/** A `token_count`: the totals are repeated and re-emitted, so only what they grew by was spent. */
export function meterCount(meter: Meter, heads: Heads, draft: Draft | null, payload: JsonObject): void {
  const limits = object(payload["rate_limits"]);
  if (limits !== null) meter.rate_limits = limits;
  const info = object(payload["info"]);
  const total = readUsage(info?.["total_token_usage"]);
  const last = readUsage(info?.["last_token_usage"]);
  if (draft !== null) {
    if (limits !== null) draft.rate_limits = limits;
    if (last !== null) draft.context_tokens = last.total_tokens;
    draft.context_window = natural(info?.["model_context_window"]) ?? draft.context_window;
    heads.changed.add(draft.index);
  }
  if (total === null || sameUsage(meter.total, total)) return;
  // A process counts from nothing again when it resumes a session (until 0.65): its first total is its first response.
  const anew = last !== null && sameUsage(last, total);
  const spent = anew ? total : usageSince(meter.total, total);
  meter.total = total;
  if (!meter.exact && !isNothing(spent)) book(meter, heads, draft, spent);
}

/** A `token_usage_record`: one response of the model. */
export function meterRecord(meter: Meter, heads: Heads, draft: Draft | null, payload: JsonObject): void {
  const usage = readUsage(payload["usage"]);
  if (usage === null) return;
  meter.exact = true;
  const own = draft === null || draft.thread_id === null || text(payload["thread_id"]) === draft.thread_id;
  if (own) book(meter, heads, draft, usage);
}

function book(meter: Meter, heads: Heads, draft: Draft | null, usage: TokenUsage): void {
  if (draft === null) meter.early = addUsage(meter.early, usage);
  else spend(heads, draft, usage);
}

export interface Spent {
  readonly usage: TokenUsage | null;
  readonly usage_by_model: Readonly<Record<string, TokenUsage>>;
}

/** What the thread of this id spent itself: in turns of its own, withdrawn ones too. */
export function spentBy(meter: Meter, heads: Heads, thread_id: string | null): Spent {
  let usage = meter.early;
  const usage_by_model: Record<string, TokenUsage> = {};
  for (const draft of heads.drafts) {
    if (draft.usage === null || (draft.thread_id !== null && thread_id !== null && draft.thread_id !== thread_id))
      continue;
    usage = addUsage(usage, draft.usage);
    for (const [model, part] of Object.entries(draft.usage_by_model)) {
      put(usage_by_model, model, addUsage(own(usage_by_model, model) ?? null, part));
    }
  }
  return { usage, usage_by_model };
}
