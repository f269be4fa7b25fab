// Turn items that are said or thought.

import { Schema } from "effect";
import { ARBITRARY } from "../arbitrary.ts";
import { UserInput } from "../input.ts";
import { open, opt, req, unlisted } from "../shape.ts";

export type UserMessageItem = typeof UserMessageItem.Type;
export const UserMessageItem = open("UserMessageItem", {
  type: req(Schema.Literal("UserMessage"), "0.148"),
  id: req(Schema.String, "0.148"),
  client_id: opt(Schema.String, "0.160"),
  content: req(Schema.Array(UserInput), "0.148"),
});

const AgentText = Schema.Union([
  open("AgentText", { type: req(Schema.Literal("Text"), "0.148"), text: req(Schema.String, "0.148") }),
  unlisted("UnlistedAgentContent", ["Text"]),
]);

export type AgentMessageItem = typeof AgentMessageItem.Type;
export const AgentMessageItem = open("AgentMessageItem", {
  type: req(Schema.Literal("AgentMessage"), "0.148"),
  id: req(Schema.String, "0.148"),
  content: req(Schema.Array(AgentText), "0.148"),
  phase: opt(Schema.String, "0.148"),
  moderation: opt(ARBITRARY.unexplored, "~0.169"),
  memory_citation: opt(ARBITRARY.unexplored, "~0.169"),
  delivery: opt(ARBITRARY.unexplored, "~0.169"),
  questions: opt(ARBITRARY.unexplored, "~0.169"),
});

export type ReasoningItem = typeof ReasoningItem.Type;
export const ReasoningItem = open("ReasoningItem", {
  type: req(Schema.Literal("Reasoning"), "0.148"),
  id: req(Schema.String, "0.148"),
  summary_text: req(Schema.Array(Schema.String), "0.148"),
  raw_content: opt(Schema.Array(Schema.String), "0.148"),
});

export type PlanItem = typeof PlanItem.Type;
/** The plan of plan mode. Plans made with `update_plan` are only in that call's arguments. */
export const PlanItem = open("PlanItem", {
  type: req(Schema.Literal("Plan"), "0.169"),
  id: req(Schema.String, "0.169"),
  text: req(Schema.String, "0.169"),
});

export type HookPromptItem = typeof HookPromptItem.Type;
export const HookPromptItem = open("HookPromptItem", {
  type: req(Schema.Literal("HookPrompt"), "~0.169"),
  id: req(Schema.String, "~0.169"),
  fragments: opt(Schema.Array(ARBITRARY.unexplored), "~0.169"),
});
