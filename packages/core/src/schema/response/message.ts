// Response items that are said or thought: messages, reasoning, messages between agents.

import { Schema } from "effect";
import { open, opt, req } from "../shape.ts";
import { itemFields } from "./base.ts";
import { MessageFragment, ReasoningFragment, SummaryFragment } from "./content.ts";

export type Message = typeof Message.Type;
/** `role` is user, assistant, developer or system; much that has the role user was put in by Codex. */
export const Message = open("Message", {
  type: req(Schema.Literal("message"), "0.1"),
  ...itemFields,
  role: req(Schema.String, "0.1"),
  content: req(Schema.Array(MessageFragment), "0.1"),
  phase: opt(Schema.String, "0.98"),
  status: opt(Schema.String, "0.1"),
  encrypted_content: opt(Schema.String, "~0.169"),
});

export type Reasoning = typeof Reasoning.Type;
export const Reasoning = open("Reasoning", {
  type: req(Schema.Literal("reasoning"), "0.1"),
  ...itemFields,
  summary: req(Schema.Array(SummaryFragment), "0.1"),
  content: opt(Schema.Array(ReasoningFragment), "0.20"),
  encrypted_content: opt(Schema.String, "0.1"),
  duration_ms: opt(Schema.Number, "0.1..0.1"),
});

export type AgentMessage = typeof AgentMessage.Type;
/** A task given to an agent (`encrypted_content`), or its answer (`input_text`). */
export const AgentMessage = open("AgentMessage", {
  type: req(Schema.Literal("agent_message"), "0.169"),
  ...itemFields,
  author: req(Schema.String, "0.169"),
  recipient: req(Schema.String, "0.169"),
  content: req(Schema.Array(MessageFragment), "0.169"),
});
