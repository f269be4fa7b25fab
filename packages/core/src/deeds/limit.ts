// Rate limits as token counts tell them: how much of each window was used, hour by hour.

import type { Json, JsonObject } from "../bytes/json.ts";
import { number, object, text } from "../lineage/field.ts";

/** One window of a limit. */
export interface LimitWindow {
  /** As it was told last. */
  readonly used_percent: number;
  /** The most that was told in that hour. */
  readonly highest_percent: number;
  readonly window_minutes: number | null;
  /** When it begins anew. */
  readonly resets_at: string | null;
}

/** How a limit stood at the end of an hour in which Codex asked: as it was told last. Plain data. */
export interface LimitSample {
  /** In UTC: `2026-11-21T14`. */
  readonly hour: string;
  /** When it was told. */
  readonly time: string;
  /** Null before Codex named them. */
  readonly limit_id: string | null;
  readonly plan_type: string | null;
  readonly primary: LimitWindow | null;
  readonly secondary: LimitWindow | null;
  /** What Codex said was used up, in that hour. */
  readonly reached: string | null;
}

/** By hour and limit. */
export type LimitSamples = Map<string, LimitSample>;

/** Some ten years. A file of nothing but new hours must not fill memory. */
const MOST = 100_000;

/** What a `token_count` tells of limits; null where it tells of none. `time` is that of its record. */
export function readLimits(payload: JsonObject, time: string): LimitSample | null {
  const limits = object(payload["rate_limits"]);
  if (limits === null) return null;
  const primary = windowOf(limits["primary"], time);
  const secondary = windowOf(limits["secondary"], time);
  const reached = text(limits["rate_limit_reached_type"]);
  if (primary === null && secondary === null && reached === null) return null;
  const plan_type = text(limits["plan_type"]);
  return { hour: time.slice(0, 13), time, limit_id: text(limits["limit_id"]), plan_type, primary, secondary, reached };
}

export function addLimits(samples: LimitSamples, sample: LimitSample): void {
  const key = `${sample.hour} ${sample.limit_id ?? ""}`;
  const known = samples.get(key);
  if (known !== undefined) samples.set(key, joinSamples(known, sample));
  else if (samples.size < MOST) samples.set(key, sample);
}

function joinSamples(a: LimitSample, b: LimitSample): LimitSample {
  const [before, last] = b.time >= a.time ? [a, b] : [b, a];
  return {
    ...last,
    plan_type: last.plan_type ?? before.plan_type,
    primary: joinWindows(before.primary, last.primary),
    secondary: joinWindows(before.secondary, last.secondary),
    reached: last.reached ?? before.reached,
  };
}

function joinWindows(before: LimitWindow | null, last: LimitWindow | null): LimitWindow | null {
  if (before === null || last === null) return last ?? before;
  return { ...last, highest_percent: Math.max(before.highest_percent, last.highest_percent) };
}

function windowOf(value: Json | undefined, time: string): LimitWindow | null {
  const told = object(value);
  const used_percent = number(told?.["used_percent"]);
  if (told === null || used_percent === null) return null;
  // Until 0.44 the seconds that were left.
  const left = number(told["resets_in_seconds"]);
  const at = number(told["resets_at"]) ?? (left === null ? null : Date.parse(time) / 1000 + left);
  return {
    used_percent,
    highest_percent: used_percent,
    window_minutes: number(told["window_minutes"]),
    resets_at: isoTime(at),
  };
}

function isoTime(seconds: number | null): string | null {
  const date = seconds === null ? null : new Date(seconds * 1000);
  return date === null || Number.isNaN(date.getTime()) ? null : date.toISOString();
}
