// What the own thread of a file spent in it, response by response: nothing copied, inherited or told twice.

import type { RecordReading } from "../rollout/reading.ts";
import { natural, object, payloadOf, text } from "./field.ts";
import { addUsage, isNothing, readUsage, sameUsage, usageSince, type TokenUsage } from "./tokens.ts";

export interface Spent {
  readonly usage: TokenUsage;
  /** Of its input tokens those written to the provider's cache; told since 0.153. */
  readonly cache_write: number;
}

export interface Spending {
  /**
   * What this record says was spent and none before it did; null for most. `copied`: the record belongs to another
   * thread. `continued`: the file goes on from another. `thread_id` null: nothing says whose file it is.
   */
  step(record: RecordReading, copied: boolean, continued: boolean, thread_id: string | null): Spent | null;
  /** All of it so far; null where no record told. */
  usage(): TokenUsage | null;
}

/** Plain data. */
export interface SpendingState {
  sum: TokenUsage | null;
  /** Records of a kind that counts each response exactly have come. */
  exact: boolean;
  /** The last running total. */
  total: TokenUsage | null;
}

export function createSpendingState(): SpendingState {
  return { sum: null, exact: false, total: null };
}

export function createSpending(state: SpendingState = createSpendingState()): Spending {
  function count(record: RecordReading, copied: boolean, continued: boolean): Spent | null {
    const info = object(payloadOf(record.value)["info"]);
    const now = readUsage(info?.["total_token_usage"]);
    const told = object(info?.["last_token_usage"]);
    const last = readUsage(told ?? undefined);
    if (now === null || sameUsage(state.total, now)) return null;
    // The first total of a file that goes on from another holds what was spent there. A process that resumes counts
    // from nothing again (until 0.65): its first total is its first response.
    const inherits = state.total === null && continued;
    const anew = last !== null && (inherits || sameUsage(last, now));
    const usage = anew ? last : usageSince(state.total, now);
    state.total = now;
    return copied || state.exact || isNothing(usage)
      ? null
      : { usage, cache_write: cacheWrite(told?.["cache_write_input_tokens"], usage) };
  }

  function tell(record: RecordReading, copied: boolean, thread_id: string | null): Spent | null {
    state.exact = true;
    const payload = payloadOf(record.value);
    const usage = readUsage(payload["usage"]);
    const own = thread_id === null || text(payload["thread_id"]) === thread_id;
    if (usage === null || copied || !own) return null;
    return { usage, cache_write: cacheWrite(object(payload["usage"])?.["cache_write_input_tokens"], usage) };
  }

  return {
    step(record, copied, continued, thread_id) {
      let spent: Spent | null = null;
      if (record.inner === "token_count") spent = count(record, copied, continued);
      else if (record.outer === "token_usage_record") spent = tell(record, copied, thread_id);
      if (spent !== null) state.sum = addUsage(state.sum, spent.usage);
      return spent;
    },
    usage: () => state.sum,
  };
}

/** They are input tokens that were not read from the cache. */
function cacheWrite(told: Parameters<typeof natural>[0], { input_tokens, cached_input_tokens }: TokenUsage): number {
  return Math.min(natural(told) ?? 0, Math.max(0, input_tokens - cached_input_tokens));
}
