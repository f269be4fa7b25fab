// What a file's own thread did in it, so that threads can be summed up: nothing that was copied or inherited.

import type { RecordReading } from "../rollout/reading.ts";
import { object, payloadOf, text } from "./field.ts";
import { addUsage, readUsage, sameUsage, usageSince, type TokenUsage } from "./tokens.ts";

export interface Spending {
  /** `copied`: the record belongs to another thread. `continued`: the file goes on from another. */
  step(record: RecordReading, copied: boolean, continued: boolean, thread_id: string | null): void;
  /** Tokens, each response counted once; null where no record tells. */
  usage(): TokenUsage | null;
}

export function createSpending(): Spending {
  let exact = false;
  let usage: TokenUsage | null = null;
  let total: TokenUsage | null = null;

  function count(record: RecordReading, copied: boolean, continued: boolean): void {
    const info = object(payloadOf(record.value)["info"]);
    const now = readUsage(info?.["total_token_usage"]);
    const last = readUsage(info?.["last_token_usage"]);
    if (now === null || sameUsage(total, now)) return;
    // The first total of a file that goes on from another holds what was spent there. A process that resumes counts
    // from nothing again (until 0.65): its first total is its first response.
    const inherits = total === null && continued;
    const anew = last !== null && (inherits || sameUsage(last, now));
    const spent = anew ? last : usageSince(total, now);
    total = now;
    if (!copied && !exact) usage = addUsage(usage, spent);
  }

  return {
    step(record, copied, continued, thread_id) {
      if (record.inner === "token_count") count(record, copied, continued);
      if (record.outer !== "token_usage_record") return;
      exact = true;
      const payload = payloadOf(record.value);
      const spent = readUsage(payload["usage"]);
      if (spent !== null && !copied && text(payload["thread_id"]) === thread_id) usage = addUsage(usage, spent);
    },
    usage: () => usage,
  };
}
