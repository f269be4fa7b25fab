// The sibling of a response item's payload: what the harness noted about the item.

import { Schema } from "effect";
import { ARBITRARY } from "../arbitrary.ts";
import { open, opt, req } from "../shape.ts";

const RetainedSource = open("RetainedSource", {
  id: opt(
    open("RetainedSourceId", {
      message_id: opt(Schema.String, "0.160"),
      turn_id: opt(Schema.String, "0.160"),
      role: opt(Schema.String, "0.160"),
    }),
    "0.160",
  ),
  revision: opt(Schema.String, "0.160"),
  complete: opt(Schema.Boolean, "0.160"),
});

const McpAttribution = open("McpAttribution", {
  status: req(Schema.String, "0.160"),
  sources: opt(
    Schema.Array(
      open("McpAttributionSource", {
        server_name: opt(Schema.String, "0.160"),
        tool_name: opt(Schema.String, "0.160"),
        first_turn_id: opt(Schema.String, "0.160"),
      }),
    ),
    "0.160",
  ),
});

export type HarnessMetadata = typeof HarnessMetadata.Type;
/** Also in `compacted.replacement_history_metadata`, one for each item of the replacement history. */
export const HarnessMetadata = open("HarnessMetadata", {
  history_sequence: opt(Schema.Number, "0.169"),
  sampled_through_sequence: opt(Schema.Number, "0.169"),
  guardian_sources: opt(Schema.Array(ARBITRARY.unexplored), "~0.169"),
  retained_source: opt(RetainedSource, "0.160"),
  client_authored: opt(Schema.Boolean, "0.156"),
  fallback_token_limit_override: opt(Schema.Number, "0.156"),
  delivered_assistant_message: opt(ARBITRARY.unexplored, "~0.169"),
  harness_authored_configuration: opt(ARBITRARY.unexplored, "~0.169"),
  compaction_model_hash: opt(Schema.String, "0.169"),
  compaction_without_file_error_sources: opt(Schema.Boolean, "0.169"),
  user_input_order: opt(Schema.Number, "0.160"),
  compaction_output: opt(Schema.Boolean, "0.160"),
  additional_context_tool_output: opt(Schema.Boolean, "0.169"),
  inherited_user_message: opt(Schema.Boolean, "~0.169"),
  mcp_attribution: opt(McpAttribution, "0.160"),
  sender_user_messages: opt(ARBITRARY.unexplored, "~0.169"),
  accepted_file_audio: opt(ARBITRARY.unexplored, "~0.169"),
});
