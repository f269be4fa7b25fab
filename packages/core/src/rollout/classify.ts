// What a record is, told by its own shape: its era, its outer type, its inner type.

import { isObject, type Json, type JsonObject } from "../bytes/json.ts";
import type { Era } from "./era.ts";

export interface Classification {
  readonly era: Era | null;
  readonly outer: string;
  readonly inner: string;
}

/** What the records before this one said about the file. */
export interface Surroundings {
  /** No record stands before it. */
  readonly first: boolean;
  /** The file's first `session_meta` has a `history_mode`, so it was begun by 0.144 or newer. */
  readonly moded: boolean;
}

const ALONE: Surroundings = { first: false, moded: false };

/** Outer types, and types inside, that no version before 0.144 wrote. */
const SINCE_144: ReadonlySet<string> = new Set([
  "world_state",
  "inter_agent_communication",
  "inter_agent_communication_metadata",
  "token_usage_record",
  "security_risk_score",
  "realtime_item",
  "dynamic_tools_updated",
  "retained_context",
]);
const INNER_SINCE_144: Readonly<Record<string, readonly string[]>> = {
  event_msg: ["thread_settings_applied", "sub_agent_activity"],
  response_item: ["agent_message", "additional_tools"],
};

/** Outer types whose payload has no type of its own. */
export const UNTYPED: ReadonlySet<string> = new Set([
  "session_meta",
  "turn_context",
  "compacted",
  "world_state",
  "token_usage_record",
  "inter_agent_communication",
  "inter_agent_communication_metadata",
]);

export function isLate(outer: string, inner: string): boolean {
  if (outer === "response_item" || outer === "event_msg") return INNER_SINCE_144[outer]?.includes(inner) === true;
  return SINCE_144.has(outer);
}

/** The era of an enveloped record. `late`: its types are of 0.144 or newer; `moded`: its file is. */
export function envelopeEra(numbered: boolean, late: boolean, moded: boolean): Era {
  if (numbered) return "paginated";
  return moded || late ? "legacy" : "envelope";
}

/** Tells a record by its shape; total. Era null and outer `""` when it has the shape of none. */
export function classifyRecord(value: JsonObject, around: Surroundings = ALONE): Classification {
  const { type, record_type } = value;
  if (typeof type === "string" && ("payload" in value || typeof value["timestamp"] === "string")) {
    const inner = innerType(value["payload"]);
    const moded = around.moded || (type === "session_meta" && historyMode(value) !== null);
    return { era: envelopeEra("ordinal" in value, isLate(type, inner), moded), outer: type, inner };
  }
  if (typeof record_type === "string") return { era: "bare", outer: record_type, inner: "" };
  if (typeof type === "string") return { era: "bare", outer: "response_item", inner: type };
  if (isHeader(value, around.first)) return { era: "bare", outer: "header", inner: "" };
  return { era: null, outer: "", inner: "" };
}

/** The bare eras' first line has no type: `{id, timestamp[, instructions][, git]}`; later ones are known by both. */
function isHeader(value: JsonObject, first: boolean): boolean {
  const dated = typeof value["timestamp"] === "string";
  if (typeof value["id"] === "string" && dated) return true;
  return first && (dated || "instructions" in value);
}

function innerType(payload: Json | undefined): string {
  const type = isObject(payload) ? payload["type"] : undefined;
  return typeof type === "string" ? type : "";
}

/** `history_mode` of a `session_meta` record (written since 0.144); null where there is none. */
export function historyMode(value: JsonObject): string | null {
  const payload = value["payload"];
  const mode = isObject(payload) ? payload["history_mode"] : undefined;
  return typeof mode === "string" ? mode : null;
}

/** Item types the bare eras wrote. */
const BARE_ITEMS: ReadonlySet<string> = new Set([
  "message",
  "reasoning",
  "function_call",
  "function_call_output",
  "local_shell_call",
  "local_shell_call_output",
  "custom_tool_call",
  "custom_tool_call_output",
]);

/**
 * Whether an object found inside a damaged line is a record, and no part of one. `bare`: the file has records without
 * envelope, so theirs are records too.
 */
export function isSalvageable(value: JsonObject, bare: boolean): boolean {
  const { type, record_type } = value;
  if (typeof value["timestamp"] === "string" && typeof type === "string" && isObject(value["payload"])) return true;
  return bare && (typeof record_type === "string" || (typeof type === "string" && BARE_ITEMS.has(type)));
}
