// Turn items that look things up, show things, or mark a place in the thread.

import { Schema } from "effect";
import { ARBITRARY } from "../arbitrary.ts";
import { WebSearchAction } from "../response/search.ts";
import { ReviewOutput, ReviewTarget } from "../review.ts";
import { open, opt, req } from "../shape.ts";

export type WebSearchItem = typeof WebSearchItem.Type;
export const WebSearchItem = open("WebSearchItem", {
  type: req(Schema.Literal("WebSearch"), "0.148"),
  id: req(Schema.String, "0.148"),
  query: opt(Schema.String, "0.148"),
  action: opt(WebSearchAction, "0.148"),
  results: opt(Schema.Array(ARBITRARY.unexplored), "~0.169"),
});

export type ImageViewItem = typeof ImageViewItem.Type;
/** `path` is a `file://` URL. */
export const ImageViewItem = open("ImageViewItem", {
  type: req(Schema.Literal("ImageView"), "0.148"),
  id: req(Schema.String, "0.148"),
  path: req(Schema.String, "0.148"),
});

export type ImageGenerationItem = typeof ImageGenerationItem.Type;
export const ImageGenerationItem = open("ImageGenerationItem", {
  type: req(Schema.Literal("ImageGeneration"), "~0.169"),
  id: req(Schema.String, "~Codex's source"),
  status: opt(Schema.String, "~Codex's source"),
  revised_prompt: opt(Schema.String, "~Codex's source"),
  result: opt(Schema.String, "~Codex's source"),
  saved_path: opt(Schema.String, "~Codex's source"),
});

export type EnteredReviewModeItem = typeof EnteredReviewModeItem.Type;
export const EnteredReviewModeItem = open("EnteredReviewModeItem", {
  type: req(Schema.Literal("EnteredReviewMode"), "0.148"),
  id: req(Schema.String, "0.148"),
  target: opt(ReviewTarget, "0.148"),
  user_facing_hint: opt(Schema.String, "0.148"),
});

export type ExitedReviewModeItem = typeof ExitedReviewModeItem.Type;
export const ExitedReviewModeItem = open("ExitedReviewModeItem", {
  type: req(Schema.Literal("ExitedReviewMode"), "0.148"),
  id: req(Schema.String, "0.148"),
  review_output: opt(ReviewOutput, "0.148"),
});

export type ContextCompactionTurnItem = typeof ContextCompactionTurnItem.Type;
export const ContextCompactionTurnItem = open("ContextCompactionTurnItem", {
  type: req(Schema.Literal("ContextCompaction"), "0.148"),
  id: req(Schema.String, "0.148"),
});

export type ExtensionItem = typeof ExtensionItem.Type;
/** An item of an extension of the harness, such as a sleep. */
export const ExtensionItem = open("ExtensionItem", {
  type: req(Schema.Literal("Extension"), "~0.169"),
  id: opt(Schema.String, "~0.169"),
});
