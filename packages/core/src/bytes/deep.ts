// How deep values may lie in each other: what is read is walked by functions that call themselves.

import type { Json, JsonObject } from "./json.ts";

/** Far beyond what Codex writes, and far from the some thousand calls that fill a stack. */
export const DEEPEST = 512;

/** Whether values lie in each other more than `DEEPEST` deep. */
export function isTooDeep(value: Json): boolean {
  return goesBeyond(value, DEEPEST);
}

/** `JSON.parse`, but a text whose values lie too deep in each other is refused like one that is no JSON. */
export function parseJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  // Every level takes two brackets.
  if (text.length > 2 * DEEPEST && isTooDeep(value)) throw new SyntaxError("nested too deep");
  return value;
}

function goesBeyond(value: Json | undefined, left: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (left === 0) return true;
  if (Array.isArray(value)) {
    for (const member of value as readonly Json[]) if (goesBeyond(member, left - 1)) return true;
    return false;
  }
  // Not by the list of its members, which would have to be made; what a cut text is made of are texts.
  const members = value as JsonObject;
  for (const key in members) if (goesBeyond(members[key], left - 1)) return true;
  return false;
}
