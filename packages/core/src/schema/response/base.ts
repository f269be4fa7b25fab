// The fields every response item may have, whatever its type.

import { Schema } from "effect";
import { open, opt, req } from "../shape.ts";

const ContentItemMetadata = open("ContentItemMetadata", {
  provenance: opt(
    open("Provenance", {
      type: req(Schema.String, "0.165"),
      namespace: opt(Schema.String, "0.169"),
      hook: opt(Schema.Boolean, "0.165"),
    }),
    "0.165",
  ),
});

export type MetadataPassthrough = typeof MetadataPassthrough.Type;
/**
 * `turn_id` is the best turn key a response item has. `content_item_kinds` tells typed text (`user.text`) from text
 * that Codex put in; both lists go by the position in `content`.
 */
export const MetadataPassthrough = open("MetadataPassthrough", {
  turn_id: opt(Schema.String, "0.142"),
  create_time: opt(Schema.Number, "0.148"),
  content_item_kinds: opt(Schema.Array(Schema.String), "0.150"),
  content_item_metadata: opt(Schema.Array(ContentItemMetadata), "0.165"),
});

/** `timestamp` stands on some bare items of other writers; in an envelope it is the envelope's. */
export const itemFields = {
  timestamp: opt(Schema.String, "~an older schema of these files"),
  id: opt(Schema.String, "0.1"),
  internal_chat_message_metadata_passthrough: opt(MetadataPassthrough, "0.142"),
};
