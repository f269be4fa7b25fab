// Every event, and the union of them.

import { Schema } from "effect";
import { KNOWN_EVENTS } from "../../rollout/known.ts";
import { nameOnly, unlisted } from "../shape.ts";
import {
  CollabAgentInteractionEnd,
  CollabAgentSpawnEnd,
  CollabCloseEnd,
  CollabResumeEnd,
  CollabWaitingEnd,
  ErrorEvent,
  GuardianAssessment,
  SubAgentActivity,
} from "./agents.ts";
import { ItemCompleted } from "./item.ts";
import { AgentMessageEvent, AgentReasoning, AgentReasoningRawContent, UserMessage } from "./talk.ts";
import {
  ContextCompacted,
  EnteredReviewMode,
  ExitedReviewMode,
  ThreadGoalUpdated,
  ThreadNameUpdated,
  ThreadRolledBack,
  ThreadSettingsApplied,
  UndoCompleted,
} from "./thread.ts";
import { TaskComplete, TaskStarted, TokenCount, TurnAborted, TurnComplete, TurnStarted } from "./turn.ts";
import {
  DynamicToolCallRequest,
  DynamicToolCallResponse,
  ExecCommandEnd,
  ImageGenerationEnd,
  McpToolCallEnd,
  PatchApplyEnd,
  ViewImageToolCall,
  WebSearchEnd,
} from "./work.ts";

const persisted = [
  TaskStarted,
  TurnStarted,
  TaskComplete,
  TurnComplete,
  TurnAborted,
  TokenCount,
  UserMessage,
  AgentMessageEvent,
  AgentReasoning,
  AgentReasoningRawContent,
  ItemCompleted,
  ExecCommandEnd,
  PatchApplyEnd,
  McpToolCallEnd,
  WebSearchEnd,
  ViewImageToolCall,
  ImageGenerationEnd,
  DynamicToolCallRequest,
  DynamicToolCallResponse,
  ThreadSettingsApplied,
  ThreadRolledBack,
  ThreadNameUpdated,
  ThreadGoalUpdated,
  ContextCompacted,
  UndoCompleted,
  EnteredReviewMode,
  ExitedReviewMode,
  SubAgentActivity,
  ErrorEvent,
  GuardianAssessment,
  CollabAgentSpawnEnd,
  CollabAgentInteractionEnd,
  CollabWaitingEnd,
  CollabCloseEnd,
  CollabResumeEnd,
] as const;

/** The events declared field by field; the other known ones are never written, and are known by name only. */
const DECLARED_EVENTS: ReadonlySet<string> = new Set(persisted.map((event) => event.schema.fields.type.literal));

export type NamedEvent = typeof NamedEvent.Type;
/** An event that Codex names but is not known to write. */
const NamedEvent = nameOnly(
  "NamedEvent",
  [...KNOWN_EVENTS].filter((name) => !DECLARED_EVENTS.has(name)),
);

export type EventPayload = typeof EventPayload.Type;
/** What an `event_msg` holds. An event of a type not listed passes as it is; a listed one with a broken field does not. */
export const EventPayload = Schema.Union([...persisted, NamedEvent, unlisted("UnlistedEvent", KNOWN_EVENTS)]);
