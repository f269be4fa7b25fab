// What a user put in: the pieces of a typed message.

import { Schema } from "effect";
import { open, opt, req, unlisted } from "./shape.ts";

export type TextElement = typeof TextElement.Type;
/** A span of a typed text that stands for something else; bytes of its UTF-8. */
export const TextElement = open("TextElement", {
  byte_range: req(
    open("ByteRange", { start: req(Schema.Number, "~Codex's source"), end: req(Schema.Number, "~Codex's source") }),
    "~Codex's source",
  ),
  placeholder: opt(Schema.String, "~Codex's source"),
});

export type UserInput = typeof UserInput.Type;
export const UserInput = Schema.Union([
  open("TextInput", {
    type: req(Schema.Literal("text"), "0.148"),
    text: req(Schema.String, "0.148"),
    text_elements: opt(Schema.Array(TextElement), "0.148"),
  }),
  open("ImageInput", {
    type: req(Schema.Literal("image"), "~Codex's source"),
    image_url: opt(Schema.String, "~Codex's source"),
  }),
  open("LocalImageInput", {
    type: req(Schema.Literal("local_image"), "0.148"),
    path: req(Schema.String, "0.148"),
  }),
  open("SkillInput", {
    type: req(Schema.Literal("skill"), "~Codex's source"),
    name: opt(Schema.String, "~Codex's source"),
    path: opt(Schema.String, "~Codex's source"),
  }),
  open("MentionInput", {
    type: req(Schema.Literal("mention"), "~Codex's source"),
    name: opt(Schema.String, "~Codex's source"),
    path: opt(Schema.String, "~Codex's source"),
  }),
  unlisted("UnlistedInput", ["text", "image", "local_image", "skill", "mention"]),
]);
