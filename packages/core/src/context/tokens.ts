// The last count of tokens that Codex wrote down.

import type { JsonObject } from "../bytes/json.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { natural, object, payloadOf } from "../lineage/field.ts";
import type { ContextSource, WrittenTokens } from "./contract.ts";

export type Counted = Omit<WrittenTokens, "items_after" | "outdated">;

/** Null for records that count nothing. `before` gives the window, which not every record names. */
export function countedIn(record: RecordReading, source: ContextSource, before: Counted | null): Counted | null {
  const payload = payloadOf(record.value);
  const window = before?.context_window ?? null;
  if (record.outer === "token_usage_record") {
    const usage = object(payload["usage"]);
    return usage === null
      ? null
      : { record: "token_usage_record", ...numbersOf(usage), context_window: window, source };
  }
  if (record.outer !== "event_msg" || record.inner !== "token_count") return null;
  const info = object(payload["info"]);
  const usage = object(info?.["last_token_usage"]);
  if (usage === null) return null;
  const context_window = natural(info?.["model_context_window"]) ?? window;
  return { record: "token_count", ...numbersOf(usage), context_window, source };
}

function numbersOf(
  usage: JsonObject,
): Pick<Counted, "input_tokens" | "cached_input_tokens" | "output_tokens" | "total_tokens"> {
  return {
    input_tokens: natural(usage["input_tokens"]),
    cached_input_tokens: natural(usage["cached_input_tokens"]),
    output_tokens: natural(usage["output_tokens"]),
    total_tokens: natural(usage["total_tokens"]),
  };
}
