// Rate limits as a token_count event reports them.

import { Schema } from "effect";
import { ARBITRARY } from "./arbitrary.ts";
import { open, opt, req } from "./shape.ts";

export type RateLimitWindow = typeof RateLimitWindow.Type;
/** One window of a limit. `resets_at` is unix seconds; before it, `resets_in_seconds` counted from the event. */
export const RateLimitWindow = open("RateLimitWindow", {
  used_percent: req(Schema.Number, "~0.36"),
  window_minutes: opt(Schema.Number, "~0.36"),
  resets_in_seconds: opt(Schema.Number, "~0.36"),
  resets_at: opt(Schema.Number, "~0.58"),
});

export type Credits = typeof Credits.Type;
export const Credits = open("Credits", {
  has_credits: opt(Schema.Boolean, "~0.169"),
  unlimited: opt(Schema.Boolean, "~0.169"),
  balance: opt(Schema.String, "~0.169"),
});

export type RateLimits = typeof RateLimits.Type;
export const RateLimits = open("RateLimits", {
  limit_id: opt(Schema.String, "0.104"),
  limit_name: opt(Schema.String, "0.104"),
  primary: opt(RateLimitWindow, "0.50"),
  secondary: opt(RateLimitWindow, "0.50"),
  credits: opt(Credits, "0.65"),
  individual_limit: opt(ARBITRARY.unexplored, "0.138"),
  spend_control_reached: opt(Schema.Boolean, "0.147"),
  plan_type: opt(Schema.String, "0.80"),
  rate_limit_reached_type: opt(Schema.String, "0.128"),
});
