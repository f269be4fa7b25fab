// Calls and their outputs: the model takes neither without the other.

import { own } from "../bytes/own.ts";
import type { Json, JsonObject } from "../bytes/json.ts";
import { text } from "../lineage/field.ts";
import type { Held } from "./held.ts";

/** What answers a type of call. */
const ANSWER: Readonly<Record<string, string>> = {
  function_call: "function_call_output",
  local_shell_call: "function_call_output",
  custom_tool_call: "custom_tool_call_output",
  tool_search_call: "tool_search_output",
};
const ANSWERS: ReadonlySet<string> = new Set(Object.values(ANSWER));

export interface Paired {
  readonly items: readonly Held[];
  readonly orphans: readonly Held[];
}

/** Adds an output behind each call that has none, and takes out the outputs of calls that are not there. */
export function pairCalls(items: readonly Held[]): Paired {
  const answered = new Set(
    items.filter(({ item }) => ANSWERS.has(typeOf(item))).map(({ item }) => keyOf(typeOf(item), item)),
  );
  const called = new Set<string>();
  for (const { item } of items) {
    const answer = own(ANSWER, typeOf(item));
    if (answer !== undefined) called.add(keyOf(answer, item));
  }
  const orphans = items.filter(({ item }) => isOrphan(item, called));
  const kept = items.filter(({ item }) => !isOrphan(item, called));
  return { items: kept.flatMap((held) => [held, ...missing(held, answered)]), orphans };
}

function missing({ item, sources }: Held, answered: ReadonlySet<string>): readonly Held[] {
  const type = own(ANSWER, typeOf(item));
  const call_id = text(item["call_id"]);
  if (type === undefined || call_id === null || answered.has(keyOf(type, item))) return [];
  const said: Record<string, Json> =
    type === "tool_search_output" ? { status: "completed", execution: "client", tools: [] } : { output: "aborted" };
  return [{ item: { type, call_id, ...said }, origin: "added", sources, altered: [] }];
}

/** Searches that the provider ran, and events that a tool reports by name, stand alone. */
function isOrphan(item: JsonObject, called: ReadonlySet<string>): boolean {
  const type = typeOf(item);
  if (!ANSWERS.has(type) || text(item["call_id"]) === null) return false;
  if (type === "tool_search_output" && item["execution"] === "server") return false;
  return !called.has(keyOf(type, item));
}

function typeOf(item: JsonObject): string {
  return text(item["type"]) ?? "";
}

function keyOf(type: string, item: JsonObject): string {
  return `${type} ${text(item["call_id"]) ?? ""}`;
}
