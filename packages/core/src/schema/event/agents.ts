// Events about other agents, errors and assessments.

import { Schema } from "effect";
import { ARBITRARY } from "../arbitrary.ts";
import { TurnError } from "../failure.ts";
import { open, opt, req } from "../shape.ts";

export type SubAgentActivity = typeof SubAgentActivity.Type;
export const SubAgentActivity = open("SubAgentActivity", {
  type: req(Schema.Literal("sub_agent_activity"), "~0.144"),
  event_id: opt(Schema.String, "~0.144"),
  occurred_at_ms: opt(Schema.Number, "~0.144"),
  agent_thread_id: req(Schema.String, "~0.144"),
  agent_path: opt(Schema.String, "~0.144"),
  kind: req(Schema.String, "~0.144"),
  model: opt(Schema.String, "~0.144"),
  reasoning_effort: opt(Schema.String, "~0.144"),
});

const collabFields = {
  call_id: opt(Schema.String, "~Codex's source"),
  sender_thread_id: opt(Schema.String, "~Codex's source"),
  receiver_thread_id: opt(Schema.String, "~Codex's source"),
  new_thread_id: opt(Schema.String, "~0.98"),
  prompt: opt(Schema.String, "~Codex's source"),
  status: opt(ARBITRARY.unexplored, "~Codex's source"),
};

export type CollabAgentSpawnEnd = typeof CollabAgentSpawnEnd.Type;
/** `new_thread_id` is the thread that was spawned. */
export const CollabAgentSpawnEnd = open("CollabAgentSpawnEnd", {
  type: req(Schema.Literal("collab_agent_spawn_end"), "~0.98"),
  ...collabFields,
});
export type CollabAgentInteractionEnd = typeof CollabAgentInteractionEnd.Type;
export const CollabAgentInteractionEnd = open("CollabAgentInteractionEnd", {
  type: req(Schema.Literal("collab_agent_interaction_end"), "~0.98"),
  ...collabFields,
});
export type CollabWaitingEnd = typeof CollabWaitingEnd.Type;
export const CollabWaitingEnd = open("CollabWaitingEnd", {
  type: req(Schema.Literal("collab_waiting_end"), "~0.98"),
  ...collabFields,
});
export type CollabCloseEnd = typeof CollabCloseEnd.Type;
export const CollabCloseEnd = open("CollabCloseEnd", {
  type: req(Schema.Literal("collab_close_end"), "~0.98"),
  ...collabFields,
});
export type CollabResumeEnd = typeof CollabResumeEnd.Type;
export const CollabResumeEnd = open("CollabResumeEnd", {
  type: req(Schema.Literal("collab_resume_end"), "~0.115"),
  ...collabFields,
});

export type ErrorEvent = typeof ErrorEvent.Type;
export const ErrorEvent = open("ErrorEvent", {
  type: req(Schema.Literal("error"), "~0.36"),
  ...TurnError.schema.fields,
});

export type GuardianAssessment = typeof GuardianAssessment.Type;
export const GuardianAssessment = open("GuardianAssessment", {
  type: req(Schema.Literal("guardian_assessment"), "~0.115"),
  id: opt(Schema.String, "~Codex's source"),
  turn_id: opt(Schema.String, "~Codex's source"),
  status: opt(Schema.String, "~Codex's source"),
});
