// What a turn item (`item_completed`, 0.148 …) says of the action it ends.

import { own } from "../bytes/own.ts";
import type { Json, JsonObject } from "../bytes/json.ts";
import { displayCommand, fileUrlToPath, patchInCommand } from "../shell/index.ts";
import { boolean, integer, list, number, object, text, textOrHead, texts } from "../lineage/field.ts";
import { askedOf, toolName } from "./call.ts";
import { changesOfMap } from "./change.ts";
import type { Status } from "./contract.ts";
import { NO_FACTS, type Facts } from "./facts.ts";

export interface Ended {
  /** The call it ends, or the item's own id where no call is on disk (user shell, code mode's nested calls). */
  readonly id: string | null;
  readonly facts: Facts;
}

const STATUS: Readonly<Record<string, Status>> = {
  completed: "completed",
  failed: "failed",
  declined: "declined",
  interrupted: "interrupted",
};

/** Facts of an `item_completed` payload that is an action; null for messages, reasoning, plans and unknown items. */
export function readItem(payload: JsonObject): Ended | null {
  const item = object(payload["item"]);
  if (item === null) return null;
  const facts = itemFacts(item);
  if (facts === null) return null;
  return { id: text(item["id"]), facts: { ...facts, ...itemTimes(payload, item), turn_id: text(payload["turn_id"]) } };
}

function itemFacts(item: JsonObject): Facts | null {
  const status = own(STATUS, text(item["status"]) ?? "") ?? null;
  switch (item["type"]) {
    case "CommandExecution":
      return item["source"] === "unified_exec_interaction" ? null : commandFacts(item);
    case "FileChange":
      return { ...fileFacts(item), status };
    case "McpToolCall":
      return { ...mcpFacts(item, item, item["result"]), status };
    case "DynamicToolCall":
      return { ...dynamicFacts(item), status };
    case "CollabAgentToolCall":
      return {
        ...toolFacts(item["tool"] === "wait" ? null : text(item["tool"])),
        asked: textOrHead(item["prompt"]),
        returned: item["agents_states"] ?? null,
        status,
        child_session_id: only(item["receiver_thread_ids"]),
      };
    case "SubAgentActivity":
      return activityFacts(item);
    case "WebSearch":
      return { ...searchFacts(item), status: "completed", inferred: ["status"] };
    case "ImageView":
      return {
        ...toolFacts("view_image"),
        asked: textOrHead(item["path"]),
        status: "completed",
        inferred: ["status"],
      };
    case "ImageGeneration":
      return {
        ...toolFacts("image_generation"),
        asked: textOrHead(item["revised_prompt"]),
        status: item["status"] === "failed" ? "failed" : "completed",
      };
    case "FunctionCallOutput":
      return {
        ...toolFacts(text(item["name"])),
        status: "unknown",
        output: text(item["output"]),
        returned: item["output"] ?? null,
      };
    case "Extension":
      return { ...toolFacts(text(item["name"]) ?? text(item["kind"])), status: status ?? "unknown" };
    default:
      return null;
  }
}

/** CommandExecution items and exec_command_end events (Extended mode 0.104 … 0.128, user shell 0.118) in one. */
export function commandFacts(item: JsonObject): Facts {
  const argv = texts(item["command"]);
  const exit_code = integer(item["exit_code"]);
  const said = textOrHead(item["aggregated_output"]) ?? "";
  const stated = own(STATUS, text(item["status"]) ?? "") ?? null;
  const timed_out = exit_code === 124 && said.startsWith("command timed out after");
  const where = text(item["cwd"]);
  const cwd = where === null ? null : fileUrlToPath(where);
  const shared: Facts = {
    ...NO_FACTS,
    argv,
    cwd,
    status: timed_out ? "timed_out" : stated,
    truncated: said.includes("... command output truncated for persistence ..."),
    output: text(item["aggregated_output"]),
    returned: item["aggregated_output"] ?? null,
  };
  const disguised = argv === null ? null : patchInCommand(argv);
  if (disguised !== null) {
    return {
      ...shared,
      action_type: "file_change",
      tool_name: "apply_patch",
      argv: null,
      patch: disguised.patch,
      patch_cwd: disguised.cwd ?? cwd,
    };
  }
  return {
    ...shared,
    action_type: "command_execution",
    tool_name: shellOf(item),
    command: argv === null ? null : displayCommand(argv),
    exit_code,
  };
}

/** `agent` is one of shell, shell_command and local_shell; the item does not say which. */
function shellOf(item: JsonObject): string | null {
  if (item["source"] === "user_shell") return "user_shell";
  return item["source"] === "unified_exec_startup" ? "exec_command" : null;
}

/** FileChange items and patch_apply_end events in one. */
export function fileFacts(item: JsonObject): Facts {
  return {
    ...NO_FACTS,
    action_type: "file_change",
    tool_name: "apply_patch",
    changes: changesOfMap(item["changes"]),
    output: text(item["stdout"]),
    returned: item["stdout"] ?? null,
    changes_map: item["changes"] ?? null,
  };
}

/** McpToolCall items and mcp_tool_call_end events in one. */
export function mcpFacts(item: JsonObject, call: JsonObject, result: Json | undefined): Facts {
  const server = text(call["server"]);
  const tool = text(call["tool"]);
  return {
    ...toolFacts(server === null || tool === null ? tool : `mcp__${server}__${tool}`),
    read_only: boolean(item["readOnlyHint"] ?? item["read_only_hint"]),
    output: contentText(result),
    asked: askedOf(call["arguments"]),
    returned: object(result)?.["content"] ?? errorOf(result) ?? errorOf(item["error"]),
  };
}

/** MCP errors: `{"Err": "…"}` of events, `{"message": "…"}` of items. */
function errorOf(value: Json | undefined): string | null {
  const error = object(value);
  return textOrHead(value) ?? textOrHead(error?.["Err"]) ?? textOrHead(error?.["message"]);
}

/** DynamicToolCall items and dynamic_tool_call_response events in one. */
export function dynamicFacts(item: JsonObject): Facts {
  return {
    ...toolFacts(toolName({ name: item["tool"], namespace: item["namespace"] })),
    asked: askedOf(item["arguments"]),
    returned: item["content_items"] ?? item["error"] ?? null,
  };
}

/** WebSearch items, web_search_end events and web_search_call items in one. */
export function searchFacts(item: JsonObject): Facts {
  const query = textOrHead(item["query"]) ?? "";
  return { ...toolFacts("web_search"), asked: query === "" ? askedOf(item["action"]) : query };
}

function contentText(result: Json | undefined): string | null {
  const parts = list(object(result)?.["content"]).map((part) => text(object(part)?.["text"]));
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : known.join("\n");
}

export function toolFacts(tool_name: string | null): Facts {
  return { ...NO_FACTS, action_type: "tool_call", tool_name };
}

/** Multi-agent v2: `started` carries the id of its spawn_agent call; `completed` is the child's own end. */
function activityFacts(item: JsonObject): Facts | null {
  const child_session_id = text(item["agent_thread_id"]);
  if (item["kind"] === "started")
    return { ...toolFacts("spawn_agent"), status: "completed", child_session_id, inferred: ["status"] };
  if (item["kind"] !== "completed") return null;
  return { ...NO_FACTS, action_type: "session_marker", marker: "completed", status: "completed", child_session_id };
}

function only(ids: Json | undefined): string | null {
  const known = list(ids);
  return known.length === 1 ? text(known[0]) : null;
}

/** `duration` is the wait, not the run: it counts only where both times are the same moment. */
function itemTimes(payload: JsonObject, item: JsonObject): Pick<Facts, "started_at" | "completed_at" | "duration_ms"> {
  const started = number(payload["started_at_ms"]);
  const completed = number(payload["completed_at_ms"]);
  const between = started === null || completed === null ? null : completed - started;
  const waited = durationOf(item["duration"]);
  return {
    started_at: between === null || between <= 0 ? null : isoTime(started),
    completed_at: isoTime(completed),
    duration_ms: between !== null && between > 0 ? between : waited !== null && waited > 0 ? waited : null,
  };
}

/** Milliseconds of Rust's `{secs, nanos}`. */
export function durationOf(value: Json | undefined): number | null {
  const parts = object(value);
  const secs = number(parts?.["secs"]);
  const nanos = number(parts?.["nanos"]);
  if (secs === null || nanos === null) return null;
  const milliseconds = Math.round(secs * 1000 + nanos / 1e6);
  return milliseconds < 0 ? null : milliseconds;
}

const LAST_TIME = 8.64e15;

export function isoTime(ms: number | null): string | null {
  return ms === null || Math.abs(ms) > LAST_TIME ? null : new Date(ms).toISOString();
}
