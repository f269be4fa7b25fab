// Tokens: what records say was spent, each response counted once.

import type { JsonObject } from "../bytes/json.ts";
import { integer, object } from "./field.ts";

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

const KEYS = Object.keys(NO_TOKENS) as (keyof TokenUsage)[];

export function readUsage(value: JsonObject[string]): TokenUsage | null {
  const usage = object(value);
  if (usage === null) return null;
  return mapUsage((key) => Math.max(0, integer(usage[key]) ?? 0));
}

export function addUsage(a: TokenUsage | null, b: TokenUsage): TokenUsage {
  return a === null ? b : mapUsage((key) => a[key] + b[key]);
}

/** What `now` is above `before`, key by key; `now` itself where a count went back, for then it was begun anew. */
export function usageSince(before: TokenUsage | null, now: TokenUsage): TokenUsage {
  if (before === null || KEYS.some((key) => now[key] < before[key])) return now;
  return mapUsage((key) => now[key] - before[key]);
}

/** No tokens went in or out. When a context is full, Codex sets the total to the size of the window and nothing else. */
export function isNothing({ input_tokens, output_tokens }: TokenUsage): boolean {
  return input_tokens === 0 && output_tokens === 0;
}

export function sameUsage(a: TokenUsage | null, b: TokenUsage): boolean {
  return a !== null && KEYS.every((key) => a[key] === b[key]);
}

function mapUsage(value: (key: keyof TokenUsage) => number): TokenUsage {
  return {
    input_tokens: value("input_tokens"),
    cached_input_tokens: value("cached_input_tokens"),
    output_tokens: value("output_tokens"),
    reasoning_output_tokens: value("reasoning_output_tokens"),
    total_tokens: value("total_tokens"),
  };
}
