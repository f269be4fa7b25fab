// What the provider's limits stood at: the last word of each quarter of an hour.

import type { Json, JsonObject } from "../bytes/json.ts";
import { natural, number, object, text, timeText } from "../lineage/field.ts";
import type { RecordReading } from "../rollout/reading.ts";
import type { LimitStanding, LimitWindow } from "./contract.ts";

/** By the quarter and the limit. Plain data. */
export type LimitState = Map<string, LimitStanding>;

/** Names come from the file; the oldest is forgotten. */
const MOST = 2048;

/** Takes a record of the session's own. */
export function readLimits(state: LimitState, record: RecordReading, payload: JsonObject): void {
  const limits = record.inner === "token_count" ? object(payload["rate_limits"]) : null;
  const time = timeText(record.value["timestamp"]);
  if (limits === null || time === null) return;
  const primary = windowOf(limits["primary"], time);
  const secondary = windowOf(limits["secondary"], time);
  if (primary === null && secondary === null) return;
  const limit_id = text(limits["limit_id"]);
  const key = `${slotOf(time)} ${limit_id ?? ""}`;
  state.set(key, { time, limit_id, plan_type: text(limits["plan_type"]), primary, secondary });
  const [oldest = key] = state.keys();
  if (state.size > MOST) state.delete(oldest);
}

/** Before 0.58 it was told in how many seconds a window begins anew. */
function windowOf(value: Json | undefined, time: string): LimitWindow | null {
  const window = object(value);
  const used_percent = number(window?.["used_percent"]);
  if (window === null || used_percent === null) return null;
  const left = number(window["resets_in_seconds"]);
  const resets_at = natural(window["resets_at"]) ?? (left === null ? null : Math.round(Date.parse(time) / 1000 + left));
  return { used_percent, window_minutes: number(window["window_minutes"]), resets_at };
}

/** The quarter of an hour that a time in UTC is in: all zones of the world begin their days with one. */
export function slotOf(time: string): string {
  const minute = Math.floor(Number(time.slice(14, 16)) / 15) * 15;
  return `${time.slice(0, 14)}${String(minute).padStart(2, "0")}`;
}
