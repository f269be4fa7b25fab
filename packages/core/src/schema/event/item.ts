// The event that a turn item is complete.

import { Schema } from "effect";
import { TurnItem } from "../item/index.ts";
import { open, opt, req } from "../shape.ts";

export type ItemCompleted = typeof ItemCompleted.Type;
/**
 * `thread_id` is the thread the item belongs to: the file of a review's parent holds items of the review's thread.
 * It stands before the call's output in the file; for a process that outlives its turn, it comes when that ends.
 */
export const ItemCompleted = open("ItemCompleted", {
  type: req(Schema.Literal("item_completed"), "0.148"),
  thread_id: req(Schema.String, "0.148"),
  turn_id: req(Schema.String, "0.148"),
  item: req(TurnItem, "0.148"),
  content_token_count: opt(Schema.Number, "~0.169"),
  started_at_ms: opt(Schema.Number, "0.148"),
  completed_at_ms: opt(Schema.Number, "0.148"),
});
