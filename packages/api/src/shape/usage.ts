// What sessions spent: contracts/stats.schema.json.

import { Schema } from "effect";
import { count, described, number, shape, text, textOrNull, texts } from "./words.ts";

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

export type Stats = typeof Stats.Type;
export const Stats = shape("Stats", {
  by: Schema.Literals(["day", "week", "month", "model", "project", "session"]),
  since: textOrNull,
  until: textOrNull,
  timezone: text,
  ...totals,
  groups: Schema.Array(shape("StatsGroup", { key: textOrNull, ...totals })),
  prices: shape("PriceSource", { date: text, source: text }),
  problems: texts,
});
