// Token counts, and the record of them that is written once per model response.

import { Schema } from "effect";
import { open, opt, req } from "./shape.ts";

const count = Schema.Number;

export type TokenUsage = typeof TokenUsage.Type;
/** Tokens by kind. `cached_input_tokens` are part of `input_tokens`, `reasoning_output_tokens` of `output_tokens`. */
export const TokenUsage = open("TokenUsage", {
  input_tokens: req(count, "0.34"),
  cached_input_tokens: req(count, "0.34"),
  cache_write_input_tokens: opt(count, "0.147"),
  output_tokens: req(count, "0.34"),
  reasoning_output_tokens: req(count, "0.34"),
  total_tokens: req(count, "0.34"),
});

export type TokenUsagePayload = typeof TokenUsagePayload.Type;
/** What one model response cost, with the sums of its turn and thread. `(thread_id, response_id)` is unique. */
export const TokenUsagePayload = open("TokenUsagePayload", {
  thread_id: req(Schema.String, "0.156"),
  turn_id: req(Schema.String, "0.156"),
  session_id: req(Schema.String, "0.156"),
  root_turn_id: opt(Schema.String, "0.156"),
  response_id: req(Schema.String, "0.156"),
  usage: req(TokenUsage, "0.156"),
  turn_token_usage: req(TokenUsage, "0.156"),
  thread_token_usage: req(TokenUsage, "0.156"),
});
