// Tokens: what records say was spent, each response counted once.

import type { JsonObject } from "../bytes/json.ts";
import { natural, object } from "./field.ts";

/** Counts of tokens, as the model's provider billed them. */
export interface TokenUsage {
  readonly input_tokens: number;
  readonly cached_input_tokens: number;
  readonly output_tokens: number;
  readonly reasoning_output_tokens: number;
  readonly total_tokens: number;
}

export const NO_TOKENS: TokenUsage = {
  input_tokens: 0,
  cached_input_tokens: 0,
  output_tokens: 0,
  reasoning_output_tokens: 0,
  total_tokens: 0,
};

export function readUsage(value: JsonObject[string]): TokenUsage | null {
  const usage = object(value);
  if (usage === null) return null;
  return {
    input_tokens: natural(usage["input_tokens"]) ?? 0,
    cached_input_tokens: natural(usage["cached_input_tokens"]) ?? 0,
    output_tokens: natural(usage["output_tokens"]) ?? 0,
    reasoning_output_tokens: natural(usage["reasoning_output_tokens"]) ?? 0,
    total_tokens: natural(usage["total_tokens"]) ?? 0,
  };
}

export function addUsage(a: TokenUsage | null, b: TokenUsage): TokenUsage {
  if (a === null) return b;
  return {
    input_tokens: a.input_tokens + b.input_tokens,
    cached_input_tokens: a.cached_input_tokens + b.cached_input_tokens,
    output_tokens: a.output_tokens + b.output_tokens,
    reasoning_output_tokens: a.reasoning_output_tokens + b.reasoning_output_tokens,
    total_tokens: a.total_tokens + b.total_tokens,
  };
}

/** What `now` is above `before`, key by key; `now` itself where a count went back, for then it was begun anew. */
export function usageSince(before: TokenUsage | null, now: TokenUsage): TokenUsage {
  if (before === null) return now;
  const since = {
    input_tokens: now.input_tokens - before.input_tokens,
    cached_input_tokens: now.cached_input_tokens - before.cached_input_tokens,
    output_tokens: now.output_tokens - before.output_tokens,
    reasoning_output_tokens: now.reasoning_output_tokens - before.reasoning_output_tokens,
    total_tokens: now.total_tokens - before.total_tokens,
  };
  const least = Math.min(since.input_tokens, since.cached_input_tokens, since.output_tokens);
  return Math.min(least, since.reasoning_output_tokens, since.total_tokens) < 0 ? now : since;
}

/** No tokens went in or out. When a context is full, Codex sets the total to the size of the window and nothing else. */
export function isNothing({ input_tokens, output_tokens }: TokenUsage): boolean {
  return input_tokens === 0 && output_tokens === 0;
}

export function sameUsage(a: TokenUsage | null, b: TokenUsage): boolean {
  return (
    a !== null &&
    a.total_tokens === b.total_tokens &&
    a.input_tokens === b.input_tokens &&
    a.cached_input_tokens === b.cached_input_tokens &&
    a.output_tokens === b.output_tokens &&
    a.reasoning_output_tokens === b.reasoning_output_tokens
  );
}
