// Messages between agents as outer records, and the note before one.

import { Schema } from "effect";
import { MetadataPassthrough } from "./response/base.ts";
import { MessageFragment } from "./response/content.ts";
import { open, opt, req } from "./shape.ts";

export type InterAgentCommunicationPayload = typeof InterAgentCommunicationPayload.Type;
export const InterAgentCommunicationPayload = open("InterAgentCommunicationPayload", {
  author: opt(Schema.String, "~0.144"),
  recipient: opt(Schema.String, "~0.144"),
  other_recipients: opt(Schema.Array(Schema.String), "~0.144"),
  content: opt(Schema.Union([Schema.String, Schema.Array(MessageFragment)]), "~0.144"),
  encrypted_content: opt(Schema.String, "~0.144"),
  internal_chat_message_metadata_passthrough: opt(MetadataPassthrough, "~0.144"),
  trigger_turn: opt(Schema.Boolean, "~0.144"),
});

export type InterAgentCommunicationMetadataPayload = typeof InterAgentCommunicationMetadataPayload.Type;
/** Stands just before the `agent_message` response item it speaks of. */
export const InterAgentCommunicationMetadataPayload = open("InterAgentCommunicationMetadataPayload", {
  trigger_turn: req(Schema.Boolean, "0.169"),
});
