// What the `*_end` events of 0.104 … 0.147, and of legacy files since, say of the action they end.

import type { JsonObject } from "../bytes/json.ts";
import { boolean, object, text, textOrHead } from "../lineage/field.ts";
import { NO_FACTS, type Facts } from "./facts.ts";
import {
  commandFacts,
  durationOf,
  dynamicFacts,
  fileFacts,
  mcpFacts,
  searchFacts,
  toolFacts,
  type Ended,
} from "./item.ts";

const COLLAB: Readonly<Record<string, string | null>> = {
  collab_agent_spawn_end: "spawn_agent",
  collab_agent_interaction_end: "send_input",
  collab_waiting_end: null,
  collab_close_end: "close_agent",
  collab_resume_end: "resume_agent",
};

/** Facts of an event that ends an action, and whether it is one of these at all. */
export function readEndEvent(inner: string, payload: JsonObject): Ended | null {
  const facts = eventFacts(inner, payload);
  if (facts === null) return null;
  const id = text(payload["call_id"]) ?? text(payload["callId"]) ?? text(payload["event_id"]);
  return { id, facts: { ...facts, duration_ms: durationOf(payload["duration"]), turn_id: text(payload["turn_id"]) } };
}

function eventFacts(inner: string, payload: JsonObject): Facts | null {
  switch (inner) {
    case "exec_command_end":
      return payload["source"] === "unified_exec_interaction" ? null : commandFacts(payload);
    case "patch_apply_end": {
      const status =
        payload["status"] === "declined" ? "declined" : boolean(payload["success"]) === false ? "failed" : "completed";
      return { ...fileFacts(payload), status };
    }
    case "mcp_tool_call_end": {
      const result = object(payload["result"]);
      const ok = object(result?.["Ok"]);
      const failed = ok === null || ok["isError"] === true || ok["is_error"] === true;
      return {
        ...mcpFacts(payload, object(payload["invocation"]) ?? {}, ok ?? payload["result"]),
        status: failed ? "failed" : "completed",
      };
    }
    case "dynamic_tool_call_response":
      return {
        ...dynamicFacts(payload),
        status: boolean(payload["success"]) === true ? "completed" : "failed",
      };
    case "web_search_end":
      return { ...searchFacts(payload), status: "completed", inferred: ["status"] };
    case "view_image_tool_call":
      return {
        ...toolFacts("view_image"),
        asked: textOrHead(payload["path"]),
        status: "completed",
        inferred: ["status"],
      };
    case "image_generation_end":
      return {
        ...toolFacts("image_generation"),
        asked: textOrHead(payload["revised_prompt"]),
        status: payload["status"] === "failed" ? "failed" : "completed",
      };
    case "sub_agent_activity":
      return activity(payload);
    default:
      return Object.hasOwn(COLLAB, inner) ? collabFacts(inner, payload) : null;
  }
}

function collabFacts(inner: string, payload: JsonObject): Facts {
  const child_session_id = text(payload["new_thread_id"]) ?? text(payload["receiver_thread_id"]);
  return {
    ...toolFacts(COLLAB[inner] ?? null),
    asked: textOrHead(payload["prompt"]),
    returned: payload["status"] ?? payload["statuses"] ?? null,
    status: "unknown",
    child_session_id,
  };
}

function activity(payload: JsonObject): Facts | null {
  const child_session_id = text(payload["agent_thread_id"]);
  if (payload["kind"] === "started")
    return { ...toolFacts("spawn_agent"), status: "completed", child_session_id, inferred: ["status"] };
  if (payload["kind"] !== "completed") return null;
  return { ...NO_FACTS, action_type: "session_marker", marker: "completed", status: "completed", child_session_id };
}
