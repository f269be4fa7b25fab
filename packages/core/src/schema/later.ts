// Outer records that newer versions name and no file of the lab holds: risk scores, voice, tool changes.

import { Schema } from "effect";
import { KNOWN_REALTIME } from "../rollout/known.ts";
import { ARBITRARY } from "./arbitrary.ts";
import { open, opt, req, unlisted } from "./shape.ts";

export type SecurityRiskScorePayload = typeof SecurityRiskScorePayload.Type;
export const SecurityRiskScorePayload = open("SecurityRiskScorePayload", {
  scores: req(Schema.Record(Schema.String, Schema.Number), "~0.153"),
  sampled_at: opt(ARBITRARY.unexplored, "~0.153"),
});

export type RealtimeItemPayload = typeof RealtimeItemPayload.Type;
export const RealtimeItemPayload = Schema.Union([
  open("RealtimeSessionStarted", { type: req(Schema.Literal("realtime_session_started"), "~0.153") }),
  open("TranscriptSegment", { type: req(Schema.Literal("transcript_segment"), "~0.153") }),
  open("BemItemPromoted", { type: req(Schema.Literal("bem_item_promoted"), "~0.153") }),
  open("RealtimeSessionClosed", { type: req(Schema.Literal("realtime_session_closed"), "~0.153") }),
  unlisted("UnlistedRealtimeItem", KNOWN_REALTIME),
]);

export type DynamicToolsUpdatedPayload = typeof DynamicToolsUpdatedPayload.Type;
/** Its fields are not known: the name is all there is. */
export const DynamicToolsUpdatedPayload = open("DynamicToolsUpdatedPayload", {});
