// Events of the older eras → the turn items that took their place in 0.148.

import { isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { boolean, list, text } from "../lineage/field.ts";
import { pathToFileUrl } from "./fileurl.ts";

/** What a turn item holds besides its `type` and `id`, and the id where the event has one. */
export interface BuiltItem {
  readonly type: string;
  readonly id: string | null;
  readonly fields: JsonObject;
}

/** The item of an event; null for events that have none, or that stay what they are. */
export function itemOfEvent(inner: string, payload: JsonObject): BuiltItem | null {
  switch (inner) {
    case "user_message":
      return { type: "UserMessage", id: null, fields: promptFields(payload) };
    case "agent_message": {
      const rest = told(payload, ["type", "message"]);
      return {
        type: "AgentMessage",
        id: null,
        fields: { content: [{ type: "Text", text: payload["message"] ?? "" }], ...rest },
      };
    }
    case "entered_review_mode": {
      const { type: _type, item_id, turn_id: _turn, ...rest } = payload;
      return { type: "EnteredReviewMode", id: text(item_id), fields: { ...rest, target: reviewTarget(payload) } };
    }
    case "exited_review_mode":
      return {
        type: "ExitedReviewMode",
        id: text(payload["item_id"]),
        fields: { review_output: payload["review_output"] ?? null },
      };
    case "exec_command_end":
      return withId("CommandExecution", payload, commandFields(payload));
    case "patch_apply_end":
      return withId("FileChange", payload, changeFields(payload));
    case "mcp_tool_call_end":
      return withId("McpToolCall", payload, mcpFields(payload));
    case "web_search_end":
      return withId("WebSearch", payload, told(payload, CALL_KEYS));
    case "view_image_tool_call": {
      const path = text(payload["path"]);
      return withId("ImageView", payload, { path: pathToFileUrl(path) ?? path });
    }
    case "image_generation_end":
      return withId("ImageGeneration", payload, told(payload, CALL_KEYS));
    case "dynamic_tool_call_response":
      return withId("DynamicToolCall", payload, {
        ...told(payload, CALL_KEYS),
        status: boolean(payload["success"]) === true ? "completed" : "failed",
      });
    case "sub_agent_activity":
      return {
        type: "SubAgentActivity",
        id: text(payload["event_id"]),
        fields: told(payload, ["type", "event_id", "turn_id"]),
      };
    default:
      return null;
  }
}

const CALL_KEYS = ["type", "call_id", "turn_id"];

function withId(type: string, payload: JsonObject, fields: JsonObject): BuiltItem | null {
  const id = text(payload["call_id"]);
  return id === null ? null : { type, id, fields };
}

/** Every field but `without`, and none that is null or an empty list: the item's own form for "nothing". */
function told(payload: JsonObject, without: readonly string[]): JsonObject {
  const kept = Object.entries(payload).filter(
    ([key, value]) =>
      !without.includes(key) && value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept);
}

function promptFields(payload: JsonObject): JsonObject {
  const rest = told(payload, ["type", "message", "text_elements", "images", "local_images", "kind"]);
  const text_elements = list(payload["text_elements"]);
  const content: Json[] = [];
  // Codex writes an empty message where a prompt holds nothing but images.
  if (payload["message"] !== "") content.push({ type: "text", text: payload["message"] ?? "", text_elements });
  for (const image_url of list(payload["images"])) content.push({ type: "image", image_url });
  for (const path of list(payload["local_images"])) content.push({ type: "local_image", path });
  return { content, ...rest };
}

/** Until 0.58 a review was entered with a `prompt` of its own. */
function reviewTarget(payload: JsonObject): Json {
  return payload["target"] ?? { type: "custom", instructions: text(payload["prompt"]) ?? "" };
}

function commandFields(payload: JsonObject): JsonObject {
  const { type: _type, call_id: _id, turn_id: _turn, cwd, ...rest } = payload;
  const url = pathToFileUrl(text(cwd));
  return { parsed_cmd: [], source: "agent", status: "completed", ...rest, cwd: url ?? cwd ?? "file:///" };
}

function changeFields(payload: JsonObject): JsonObject {
  const { type: _type, call_id: _id, turn_id: _turn, success, ...rest } = payload;
  const status = text(rest["status"]) ?? (success === false ? "failed" : "completed");
  return { changes: {}, ...rest, status };
}

function mcpFields(payload: JsonObject): JsonObject {
  const { type: _type, call_id: _id, turn_id: _turn, invocation, result, read_only_hint, ...rest } = payload;
  const outcome = isObject(result) ? result : {};
  const ok = outcome["Ok"];
  const failed = !isObject(ok) || ok["isError"] === true || ok["is_error"] === true;
  return {
    ...(isObject(invocation) ? invocation : {}),
    ...rest,
    ...(read_only_hint === undefined ? {} : { readOnlyHint: read_only_hint }),
    status: failed ? "failed" : "completed",
    ...(isObject(ok) ? { result: ok } : { error: { message: text(outcome["Err"]) ?? "" } }),
  };
}
