// Events that repeat what was said or thought, for display.

import { Schema } from "effect";
import { ARBITRARY } from "../arbitrary.ts";
import { TextElement } from "../input.ts";
import { open, opt, req } from "../shape.ts";

export type UserMessage = typeof UserMessage.Type;
export const UserMessage = open("UserMessage", {
  type: req(Schema.Literal("user_message"), "0.34"),
  client_id: opt(Schema.String, "~0.169"),
  message: req(Schema.String, "0.34"),
  kind: opt(Schema.String, "0.34..0.40"),
  images: opt(Schema.Array(Schema.String), "0.34"),
  image_details: opt(Schema.Array(ARBITRARY.unexplored), "~0.169"),
  local_images: opt(Schema.Array(Schema.String), "0.87"),
  file_ids: opt(Schema.Array(ARBITRARY.unexplored), "~0.169"),
  audio: opt(Schema.Array(ARBITRARY.unexplored), "0.147"),
  local_audio: opt(Schema.Array(ARBITRARY.unexplored), "0.147"),
  text_elements: opt(Schema.Array(TextElement), "0.87"),
});

export type AgentMessageEvent = typeof AgentMessageEvent.Type;
export const AgentMessageEvent = open("AgentMessageEvent", {
  type: req(Schema.Literal("agent_message"), "0.34"),
  message: req(Schema.String, "0.34"),
  phase: opt(Schema.String, "0.110"),
  memory_citation: opt(ARBITRARY.unexplored, "0.118"),
  delivery: opt(ARBITRARY.unexplored, "~0.169"),
  questions: opt(ARBITRARY.unexplored, "~0.169"),
});

export type AgentReasoning = typeof AgentReasoning.Type;
export const AgentReasoning = open("AgentReasoning", {
  type: req(Schema.Literal("agent_reasoning"), "0.34"),
  text: req(Schema.String, "0.34"),
});

export type AgentReasoningRawContent = typeof AgentReasoningRawContent.Type;
export const AgentReasoningRawContent = open("AgentReasoningRawContent", {
  type: req(Schema.Literal("agent_reasoning_raw_content"), "0.34..0.147"),
  text: req(Schema.String, "0.34..0.147"),
});
