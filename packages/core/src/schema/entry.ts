// The records of a session file in their envelopes, and the union of all of them.

import { Schema } from "effect";
import { KNOWN_OUTER, KNOWN_RESPONSE_ITEMS } from "../rollout/known.ts";
import { InterAgentCommunicationMetadataPayload, InterAgentCommunicationPayload } from "./agents.ts";
import { CompactedPayload } from "./compacted.ts";
import { TurnContextPayload } from "./context.ts";
import { EventPayload } from "./event/index.ts";
import { SessionHeader } from "./header.ts";
import { DynamicToolsUpdatedPayload, RealtimeItemPayload, SecurityRiskScorePayload } from "./later.ts";
import { SessionMetaPayload } from "./meta.ts";
import { ResponsePayload, responseItems } from "./response/index.ts";
import { HarnessMetadata } from "./response/metadata.ts";
import { RetainedContextPayload } from "./retained.ts";
import { open, opt, req, unlisted } from "./shape.ts";
import { StateRecord } from "./state.ts";
import { TokenUsagePayload } from "./usage.ts";
import { WorldStatePayload } from "./world.ts";

function envelope<const T extends string, P extends Schema.Top>(name: string, type: T, seen: string, payload: P) {
  return open(name, {
    timestamp: req(Schema.String, "0.34"),
    ordinal: opt(Schema.Number, "0.148"),
    type: req(Schema.Literal(type), seen),
    payload: req(payload, seen),
    metadata: opt(HarnessMetadata, "0.156"),
  });
}

export type SessionMeta = typeof SessionMeta.Type;
/** The header of an enveloped session. Forks before 0.148 hold their ancestors' too: the first of a file counts. */
export const SessionMeta = envelope("SessionMeta", "session_meta", "0.34", SessionMetaPayload);

export type ResponseItem = typeof ResponseItem.Type;
/** What went to or came from the model. */
export const ResponseItem = envelope("ResponseItem", "response_item", "0.34", ResponsePayload);

export type EventMessage = typeof EventMessage.Type;
/** What happened, for display and for reading back; which events are written has changed from era to era. */
export const EventMessage = envelope("EventMessage", "event_msg", "0.34", EventPayload);

export type TurnContext = typeof TurnContext.Type;
/** The settings of a turn or, up to 0.98, of one model request. */
export const TurnContext = envelope("TurnContext", "turn_context", "0.36", TurnContextPayload);

export type Compacted = typeof Compacted.Type;
/** The context was compacted here. */
export const Compacted = envelope("Compacted", "compacted", "0.36", CompactedPayload);

export type WorldState = typeof WorldState.Type;
export const WorldState = envelope("WorldState", "world_state", "0.144", WorldStatePayload);

export type TokenUsageRecord = typeof TokenUsageRecord.Type;
export const TokenUsageRecord = envelope("TokenUsageRecord", "token_usage_record", "0.153", TokenUsagePayload);

export type RetainedContext = typeof RetainedContext.Type;
export const RetainedContext = envelope("RetainedContext", "retained_context", "0.160", RetainedContextPayload);

export type InterAgentCommunication = typeof InterAgentCommunication.Type;
export const InterAgentCommunication = envelope(
  "InterAgentCommunication",
  "inter_agent_communication",
  "~0.144",
  InterAgentCommunicationPayload,
);

export type InterAgentCommunicationMetadata = typeof InterAgentCommunicationMetadata.Type;
export const InterAgentCommunicationMetadata = envelope(
  "InterAgentCommunicationMetadata",
  "inter_agent_communication_metadata",
  "0.169",
  InterAgentCommunicationMetadataPayload,
);

export type SecurityRiskScore = typeof SecurityRiskScore.Type;
export const SecurityRiskScore = envelope(
  "SecurityRiskScore",
  "security_risk_score",
  "~0.153",
  SecurityRiskScorePayload,
);

export type RealtimeItem = typeof RealtimeItem.Type;
export const RealtimeItem = envelope("RealtimeItem", "realtime_item", "~0.153", RealtimeItemPayload);

export type DynamicToolsUpdated = typeof DynamicToolsUpdated.Type;
export const DynamicToolsUpdated = envelope(
  "DynamicToolsUpdated",
  "dynamic_tools_updated",
  "~0.169",
  DynamicToolsUpdatedPayload,
);

/** All listed enveloped records, as members for a union. */
export const envelopes = [
  SessionMeta,
  ResponseItem,
  EventMessage,
  TurnContext,
  Compacted,
  WorldState,
  TokenUsageRecord,
  RetainedContext,
  InterAgentCommunication,
  InterAgentCommunicationMetadata,
  SecurityRiskScore,
  RealtimeItem,
  DynamicToolsUpdated,
] as const;

/** A record of a type that is neither an outer type nor a response item known here. */
export const UnlistedRecord = unlisted("UnlistedRecord", [...KNOWN_OUTER, ...KNOWN_RESPONSE_ITEMS]);

export type SessionEntry = typeof SessionEntry.Type;
/**
 * Any record Codex has written to a session file, in an envelope or bare. Keys not declared are kept, records of a
 * type not listed pass as they are, and a record of a listed type with a broken field is refused.
 */
export const SessionEntry = Schema.Union([...envelopes, ...responseItems, SessionHeader, StateRecord, UnlistedRecord]);

export type Session = typeof Session.Type;
/** The records of a session file, in the order of the file. */
export const Session = Schema.Array(SessionEntry);
