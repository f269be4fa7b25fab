// compacted: the context was replaced by a summary.

import { Schema } from "effect";
import { ARBITRARY } from "./arbitrary.ts";
import { TurnAttribution } from "./event/turn.ts";
import { RetainedQuestion } from "./retained.ts";
import { ResponsePayload } from "./response/index.ts";
import { HarnessMetadata } from "./response/metadata.ts";
import { open, opt, req } from "./shape.ts";
import { DynamicTool } from "./tools.ts";
import { TokenUsagePayload } from "./usage.ts";

const RetainedMessage = open("RetainedMessage", {
  message_id: opt(Schema.String, "0.160"),
  turn_id: opt(Schema.String, "0.160"),
  text: opt(Schema.String, "0.160"),
  order: opt(Schema.Number, "0.160"),
  revision: opt(Schema.String, "0.160"),
  complete: opt(Schema.Boolean, "0.160"),
});

const RetainedState = open("RetainedState", {
  next_order: opt(Schema.Number, "0.156"),
  user_messages: opt(Schema.Array(RetainedMessage), "0.156"),
  assistant_messages: opt(Schema.Array(RetainedMessage), "0.160"),
  verified_answers: opt(
    Schema.Array(
      open("RetainedAnswer", {
        turn_id: opt(Schema.String, "0.160"),
        call_id: opt(Schema.String, "0.160"),
        questions: opt(Schema.Array(RetainedQuestion), "0.160"),
        order: opt(Schema.Number, "0.160"),
      }),
    ),
    "0.156",
  ),
  user_messages_incomplete: opt(Schema.Boolean, "0.156"),
  assistant_messages_incomplete: opt(Schema.Boolean, "0.160"),
  incomplete: opt(Schema.Boolean, "0.156"),
});

const ResumeMetadata = open("ResumeMetadata", {
  last_started_turn_id: opt(Schema.String, "0.160"),
  turn_attribution: opt(TurnAttribution, "0.165"),
  multi_agent_version: opt(Schema.String, "0.160"),
  previous_turn_settings: opt(
    open("PreviousTurnSettings", {
      model: opt(Schema.String, "0.160"),
      comp_hash: opt(Schema.String, "0.160"),
      realtime_active: opt(Schema.Boolean, "0.160"),
    }),
    "0.160",
  ),
  dynamic_tools: opt(
    open("ResumeDynamicTools", {
      thread_id: opt(Schema.String, "0.166"),
      tools: opt(Schema.Array(DynamicTool), "0.166"),
    }),
    "0.166",
  ),
});

export type CompactedPayload = typeof CompactedPayload.Type;
/**
 * `message` may be empty (the provider kept the summary). `replacement_history` is the context from here on: a
 * rewriting of what was said, in which nothing new is done.
 */
export const CompactedPayload = open("CompactedPayload", {
  message: req(Schema.String, "0.36"),
  replacement_history: opt(Schema.Array(ResponsePayload), "0.110"),
  replacement_history_metadata: opt(Schema.Array(HarnessMetadata), "0.160"),
  guardian_history: opt(Schema.Array(ResponsePayload), "0.153..0.156"),
  retained_context: opt(RetainedState, "0.156"),
  mcp_resource_origins: opt(ARBITRARY.unexplored, "~0.169"),
  window_number: opt(Schema.Number, "0.142"),
  first_window_id: opt(Schema.String, "0.142"),
  previous_window_id: opt(Schema.String, "0.142"),
  /** An older build wrote a number here, the one that is now `window_number`. */
  window_id: opt(Schema.Union([Schema.String, Schema.Number]), "0.142"),
  compaction_response_id: opt(Schema.String, "0.153"),
  latest_token_usage_record: opt(TokenUsagePayload, "0.153"),
  resume_metadata: opt(ResumeMetadata, "0.160"),
});
