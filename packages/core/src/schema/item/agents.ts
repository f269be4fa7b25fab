// Turn items about other agents.

import { Schema } from "effect";
import { open, opt, req } from "../shape.ts";

/** `pending_init` and the like, or an object whose key is the state: `{"completed":"what the agent said"}`. */
const AgentState = Schema.Union([Schema.String, Schema.Record(Schema.String, Schema.NullOr(Schema.String))]);

const ReceiverAgent = open("ReceiverAgent", {
  thread_id: req(Schema.String, "0.169"),
  agent_nickname: opt(Schema.String, "0.169"),
  agent_role: opt(Schema.String, "0.169"),
});

export type CollabAgentToolCallItem = typeof CollabAgentToolCallItem.Type;
/** A call of the first generation of agent tools. `agents_states` goes by thread id. */
export const CollabAgentToolCallItem = open("CollabAgentToolCallItem", {
  type: req(Schema.Literal("CollabAgentToolCall"), "0.169"),
  id: req(Schema.String, "0.169"),
  tool: req(Schema.String, "0.169"),
  status: req(Schema.String, "0.169"),
  sender_thread_id: req(Schema.String, "0.169"),
  receiver_thread_ids: opt(Schema.Array(Schema.String), "0.169"),
  receiver_agents: opt(Schema.Array(ReceiverAgent), "0.169"),
  prompt: opt(Schema.String, "0.169"),
  model: opt(Schema.String, "0.169"),
  reasoning_effort: opt(Schema.String, "0.169"),
  agents_states: opt(Schema.Record(Schema.String, AgentState), "0.169"),
});

export type SubAgentActivityItem = typeof SubAgentActivityItem.Type;
/** Kind `started`: the only lasting link from a spawn call (`id`) to the thread it made. */
export const SubAgentActivityItem = open("SubAgentActivityItem", {
  type: req(Schema.Literal("SubAgentActivity"), "0.169"),
  id: req(Schema.String, "0.169"),
  kind: req(Schema.String, "0.169"),
  agent_thread_id: req(Schema.String, "0.169"),
  agent_path: opt(Schema.String, "0.169"),
  model: opt(Schema.String, "0.169"),
  reasoning_effort: opt(Schema.String, "0.169"),
});
