// How deep values may lie in each other: what is read is walked by functions that call themselves.

import type { Json, JsonObject } from "./json.ts";

/** Far beyond what Codex writes, and far from the some thousand calls that fill a stack. */
export const DEEPEST = 512;

/** Whether values lie in each other more than `DEEPEST` deep. */
export function isTooDeep(value: Json): boolean {
  return isObject(value) && goesBeyond(value, DEEPEST);
}

/** `JSON.parse`, but a text whose values lie too deep in each other is refused like one that is no JSON. */
export function parseJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  // Every level takes two brackets.
  if (text.length > 2 * DEEPEST && isTooDeep(value)) throw new SyntaxError("nested too deep");
  return value;
}

function goesBeyond(value: object, left: number): boolean {
  if (left === 0) return true;
  if (Array.isArray(value)) {
    for (const member of value as readonly Json[]) if (isObject(member) && goesBeyond(member, left - 1)) return true;
    return false;
  }
  // Not by the list of its members, which would have to be made; what a cut text is made of are texts.
  const members = value as JsonObject;
  for (const key in members) {
    const member = members[key];
    if (isObject(member) && goesBeyond(member, left - 1)) return true;
  }
  return false;
}

/** Asked before each call: most members are texts and numbers. */
function isObject(value: Json | undefined): value is Exclude<Json, string | number | boolean | null> {
  return typeof value === "object" && value !== null;
}
