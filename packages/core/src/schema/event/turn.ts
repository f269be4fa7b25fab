// Events that begin or end a turn, or count what it used.

import { Schema } from "effect";
import { TurnError } from "../failure.ts";
import { RateLimits } from "../limits.ts";
import { open, opt, req } from "../shape.ts";
import { TokenUsage } from "../usage.ts";

export type TurnAttribution = typeof TurnAttribution.Type;
export const TurnAttribution = open("TurnAttribution", {
  turn_id: opt(Schema.String, "0.165"),
  turn_trigger: opt(Schema.String, "0.165"),
  parent_turn_id: opt(Schema.String, "0.165"),
  initiating_agent_path: opt(Schema.String, "0.165"),
  root_turn_id: opt(Schema.String, "0.165"),
});

const startFields = {
  turn_attribution: opt(TurnAttribution, "0.162"),
  turn_id: opt(Schema.String, "0.104"),
  root_turn_id: opt(Schema.String, "0.156"),
  trace_id: opt(Schema.String, "~0.169"),
  started_at: opt(Schema.Number, "0.123"),
  model_context_window: opt(Schema.Number, "0.104"),
  collaboration_mode_kind: opt(Schema.String, "0.104"),
};

export type TaskStarted = typeof TaskStarted.Type;
/** `started_at` is unix seconds. */
export const TaskStarted = open("TaskStarted", { type: req(Schema.Literal("task_started"), "0.104"), ...startFields });
export type TurnStarted = typeof TurnStarted.Type;
export const TurnStarted = open("TurnStarted", { type: req(Schema.Literal("turn_started"), "~0.98"), ...startFields });

const endFields = {
  root_turn_id: opt(Schema.String, "0.162"),
  turn_id: opt(Schema.String, "0.104"),
  last_agent_message: opt(Schema.String, "0.104"),
  error: opt(TurnError, "0.147"),
  started_at: opt(Schema.Number, "0.147"),
  completed_at: opt(Schema.Number, "0.123"),
  duration_ms: opt(Schema.Number, "0.123"),
  time_to_first_token_ms: opt(Schema.Number, "0.128"),
};

export type TaskComplete = typeof TaskComplete.Type;
/** The end of a turn, also of a failed one: that has `error` (0.147 and later; before, nothing says so). */
export const TaskComplete = open("TaskComplete", { type: req(Schema.Literal("task_complete"), "0.104"), ...endFields });
export type TurnComplete = typeof TurnComplete.Type;
export const TurnComplete = open("TurnComplete", { type: req(Schema.Literal("turn_complete"), "~0.98"), ...endFields });

export type TurnAborted = typeof TurnAborted.Type;
export const TurnAborted = open("TurnAborted", {
  type: req(Schema.Literal("turn_aborted"), "0.36"),
  turn_id: opt(Schema.String, "0.104"),
  root_turn_id: opt(Schema.String, "0.162"),
  reason: req(Schema.String, "0.36"),
  error: opt(TurnError, "~0.169"),
  started_at: opt(Schema.Number, "0.147"),
  completed_at: opt(Schema.Number, "0.123"),
  duration_ms: opt(Schema.Number, "0.123"),
});

const TokenCountInfo = open("TokenCountInfo", {
  total_token_usage: req(TokenUsage, "0.34"),
  last_token_usage: req(TokenUsage, "0.34"),
  last_usage_includes_reasoning: opt(Schema.Boolean, "0.166"),
  model_context_window: opt(Schema.Number, "0.34"),
});

export type TokenCount = typeof TokenCount.Type;
/** Often repeated with unchanged totals. */
export const TokenCount = open("TokenCount", {
  type: req(Schema.Literal("token_count"), "0.34"),
  info: opt(TokenCountInfo, "0.34"),
  rate_limits: opt(RateLimits, "0.40"),
});
