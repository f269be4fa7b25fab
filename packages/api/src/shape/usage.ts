// What sessions spent: contracts/stats.schema.json.

import { Schema } from "effect";
import { count, described, number, numberOrNull, shape, text, textOrNull, texts } from "./words.ts";

const totals = {
  sessions: count,
  turns: count,
  duration_ms: number,
  tokens: shape("SpentTokens", {
    input: count,
    cached_input: count,
    cache_write_input: count,
    output: count,
    reasoning_output: count,
    total: count,
  }),
  cost: shape("Cost", {
    usd: described(textOrNull, "an exact decimal; null where there are tokens and none of them has a price"),
    input_usd: text,
    cached_input_usd: text,
    cache_write_input_usd: text,
    output_usd: text,
    unpriced_tokens: count,
    unpriced_models: Schema.Array(textOrNull),
  }),
};

const deeds = {
  count: count,
  failed: count,
  timed_out: count,
  declined: count,
  interrupted: count,
  timed: described(count, "of so many it is told how long they took"),
  duration_ms: number,
  median_ms: described(numberOrNull, "within one per cent"),
  longest_ms: numberOrNull,
};

export type Deeds = typeof Deeds.Type;
/** How many there were, and how they ended. */
export const Deeds = shape("Deeds", deeds);

const Work = shape("Work", {
  turns: described(Deeds, "turns whose end is told"),
  commands: Deeds,
  file_changes: Deeds,
  tool_calls: Deeds,
  errors: described(count, "whatever failed or timed out"),
});

const LimitWindow = shape("LimitWindow", {
  used_percent: described(number, "as it was told last"),
  highest_percent: described(number, "the most that was told in that hour"),
  window_minutes: numberOrNull,
  resets_at: textOrNull,
});

export type LimitSample = typeof LimitSample.Type;
/** How a limit stood at the end of an hour. */
export const LimitSample = shape("LimitSample", {
  hour: described(text, "in UTC: 2026-11-21T14"),
  time: text,
  limit_id: textOrNull,
  plan_type: textOrNull,
  primary: Schema.NullOr(LimitWindow),
  secondary: Schema.NullOr(LimitWindow),
  reached: described(textOrNull, "what Codex said was used up"),
});

export type Stats = typeof Stats.Type;
export const Stats = shape("Stats", {
  by: Schema.Literals(["day", "week", "month", "model", "project", "session"]),
  since: textOrNull,
  until: textOrNull,
  timezone: text,
  ...totals,
  groups: Schema.Array(shape("StatsGroup", { key: textOrNull, ...totals, work: Schema.optionalKey(Work) })),
  work: described(Schema.optionalKey(Work), "with work, as the three below"),
  tools: Schema.optionalKey(Schema.Array(shape("ToolWork", { tool: textOrNull, ...deeds }))),
  programs: Schema.optionalKey(Schema.Array(shape("ProgramWork", { program: textOrNull, ...deeds }))),
  limits: Schema.optionalKey(Schema.Array(LimitSample)),
  prices: shape("PriceSource", { date: text, source: text }),
  problems: texts,
});
