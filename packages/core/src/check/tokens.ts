// Token counts that cannot be true.

import type { JsonObject } from "../bytes/json.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { number, object, payloadOf } from "../lineage/field.ts";
import { remark, type Remark } from "./finding.ts";

/** What is impossible in a `token_count` event or a `token_usage_record`; null for any other record. */
export function judgeTokens(record: RecordReading): Remark | null {
  const payload = payloadOf(record.value);
  const wrong =
    record.inner === "token_count"
      ? wrongCount(object(payload["info"]))
      : record.outer === "token_usage_record"
        ? wrongRecord(payload)
        : null;
  return wrong === null ? null : remark("impossible-tokens", record.at, wrong.message, { path: wrong.path });
}

interface Wrong {
  readonly path: string;
  readonly message: string;
}

function wrongCount(info: JsonObject | null): Wrong | null {
  if (info === null) return null;
  const last = object(info["last_token_usage"]);
  const total = object(info["total_token_usage"]);
  const window = number(info["model_context_window"]);
  const path = "payload.info.last_token_usage";
  const negative = negativeIn(last, path) ?? negativeIn(total, "payload.info.total_token_usage");
  if (negative !== null) return negative;
  const asked = number(last?.["input_tokens"]);
  if (asked !== null && window !== null && window > 0 && asked > window) {
    return { path: `${path}.input_tokens`, message: `a request of ${asked} tokens in a window of ${window}` };
  }
  return null;
}

function wrongRecord(payload: JsonObject): Wrong | null {
  for (const key of ["usage", "turn_token_usage", "thread_token_usage"]) {
    const negative = negativeIn(object(payload[key]), `payload.${key}`);
    if (negative !== null) return negative;
  }
  return null;
}

function negativeIn(usage: JsonObject | null, path: string): Wrong | null {
  const found = Object.entries(usage ?? {}).find(([, value]) => typeof value === "number" && value < 0);
  return found === undefined ? null : { path: `${path}.${found[0]}`, message: `${found[0]} is below zero` };
}
