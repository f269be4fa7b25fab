// The collaboration mode of a turn: default or plan, with the settings that go with it.

import { Schema } from "effect";
import { open, opt, req } from "./shape.ts";

export type CollaborationMode = typeof CollaborationMode.Type;
export const CollaborationMode = open("CollaborationMode", {
  mode: req(Schema.String, "0.93"),
  settings: opt(
    open("CollaborationSettings", {
      model: opt(Schema.String, "0.93"),
      reasoning_effort: opt(Schema.String, "0.93"),
      developer_instructions: opt(Schema.String, "0.93"),
    }),
    "0.93",
  ),
});
