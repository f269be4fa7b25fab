// world_state: what the model was last told about its surroundings.

import { Schema } from "effect";
import { ARBITRARY } from "./arbitrary.ts";
import { open, req } from "./shape.ts";

export type WorldStatePayload = typeof WorldStatePayload.Type;
/** `full:false` is a patch: only the sections that changed, with null for what went. */
export const WorldStatePayload = open("WorldStatePayload", {
  full: req(Schema.Boolean, "0.144"),
  state: req(Schema.Record(Schema.String, ARBITRARY.worldState), "0.144"),
});
