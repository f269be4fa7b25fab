// What a user put in: the pieces of a typed message.

import { Schema } from "effect";
import { ARBITRARY } from "./arbitrary.ts";
import { open, opt, req, unlisted } from "./shape.ts";

export type UserInput = typeof UserInput.Type;
export const UserInput = Schema.Union([
  open("TextInput", {
    type: req(Schema.Literal("text"), "0.148"),
    text: req(Schema.String, "0.148"),
    text_elements: opt(Schema.Array(ARBITRARY.unexplored), "0.148"),
  }),
  open("ImageInput", {
    type: req(Schema.Literal("image"), "~0.169"),
    image_url: opt(Schema.String, "~0.169"),
    detail: opt(Schema.String, "~0.169"),
  }),
  open("LocalImageInput", {
    type: req(Schema.Literal("local_image"), "0.148"),
    path: req(Schema.String, "0.148"),
    detail: opt(Schema.String, "~0.169"),
  }),
  open("SkillInput", {
    type: req(Schema.Literal("skill"), "~0.169"),
    name: opt(Schema.String, "~0.169"),
    path: opt(Schema.String, "~0.169"),
  }),
  open("MentionInput", {
    type: req(Schema.Literal("mention"), "~0.169"),
    name: opt(Schema.String, "~0.169"),
    path: opt(Schema.String, "~0.169"),
  }),
  unlisted("UnlistedInput", ["text", "image", "local_image", "skill", "mention"]),
]);
