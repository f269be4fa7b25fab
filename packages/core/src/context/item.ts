// A response item as the model would be given it: which types are sent, and which of their fields.

import { headText, isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { list, text } from "../lineage/field.ts";

/** Types that Codex sends back to the model. Others it drops when it reads the file. */
const SENT: ReadonlySet<string> = new Set([
  "message",
  "reasoning",
  "local_shell_call",
  "function_call",
  "function_call_output",
  "custom_tool_call",
  "custom_tool_call_output",
  "tool_search_call",
  "tool_search_output",
  "web_search_call",
  "image_generation_call",
  "compaction",
  "compaction_summary",
  "context_compaction",
  "additional_tools",
  "agent_message",
]);

/** Types it knows and does not send, unless a compaction's history has them. */
const NAMED: ReadonlySet<string> = new Set(["compaction_trigger", "configuration_update"]);

/** Fields that are sent to no provider, or to the built-in one only. */
const KEPT_BACK: ReadonlySet<string> = new Set([
  "internal_chat_message_metadata_passthrough",
  "encrypted_function_args",
]);

/** Ids of the API have a prefix; of others Codex makes none at all. */
const ID = /^[^_]+_./s;

export function isSent(item: JsonObject): boolean {
  return SENT.has(text(item["type"]) ?? "") && item["role"] !== "system";
}

/** The item without what is not sent; nulls are left out as well. Of an unknown type that is nothing. */
export function sentItem(item: JsonObject): JsonObject {
  const type = canonicalType(text(item["type"]) ?? "");
  if (type === "other") return { type };
  const kept = Object.entries(item).filter(([key, value]) => value !== null && isSentField(type, key, value));
  return { ...Object.fromEntries(kept), type };
}

function isSentField(type: string, key: string, value: Json | undefined): boolean {
  if (KEPT_BACK.has(key)) return false;
  if (key === "id") return ID.test(headText(value) ?? "");
  if (type === "message") return key !== "encrypted_content";
  if (type === "reasoning" && key === "content")
    return list(value).some((part) => isObject(part) && part["type"] === "reasoning_text");
  return true;
}

/** The name a type has now; in a compaction's history, types that Codex does not know stay as `other`. */
function canonicalType(type: string): string {
  if (type === "compaction_summary") return "compaction";
  return SENT.has(type) || NAMED.has(type) ? type : "other";
}
