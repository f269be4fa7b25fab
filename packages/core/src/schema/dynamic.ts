// What a client's own tool gave back.

import { Schema } from "effect";
import { open, opt, req, unlisted } from "./shape.ts";

export type DynamicContent = typeof DynamicContent.Type;
export const DynamicContent = Schema.Union([
  open("DynamicText", { type: req(Schema.Literal("inputText"), "0.118"), text: req(Schema.String, "0.118") }),
  open("DynamicImage", {
    type: req(Schema.Literal("inputImage"), "~Codex's source"),
    imageUrl: opt(Schema.String, "~Codex's source"),
  }),
  unlisted("UnlistedDynamicContent", ["inputText", "inputImage"]),
]);
