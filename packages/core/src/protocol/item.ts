// Items as Codex's app-server gives them (`ThreadItem`, protocol v2, 0.169).

import { isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { integer, list, number, object, text } from "../lineage/field.ts";
import { fileUrlToPath } from "../shell/index.ts";
import type { Item } from "../thread/contract.ts";
import { camel, camelEnum, camelKeys } from "./camel.ts";
import { reviewText, targetText } from "./review.ts";
import { joinWords } from "./words.ts";

/** A `ThreadItem`; null for what the protocol has no type for. */
export function threadItem(item: Item): JsonObject | null {
  // Read by hand from here on: in old files a field may hold anything.
  const content = item.content as unknown as JsonObject;
  const body = bodyOf(content);
  if (body === null) return null;
  const { type, ...rest } = body;
  return { type, id: item.id, ...rest, startedAtMs: item.started_at_ms, completedAtMs: item.completed_at_ms };
}

function bodyOf(item: JsonObject): JsonObject | null {
  switch (item["type"]) {
    case "UserMessage":
      return { type: "userMessage", clientId: text(item["client_id"]), content: list(item["content"]).map(userInput) };
    case "HookPrompt":
      return { type: "hookPrompt", fragments: list(item["fragments"]).map(camelled) };
    case "AgentMessage":
      return agentMessage(item);
    case "FunctionCallOutput":
      return {
        type: "functionCallOutput",
        name: text(item["name"]) ?? "",
        namespace: text(item["namespace"]),
        output: item["output"] ?? null,
      };
    case "Plan":
      return { type: "plan", text: text(item["text"]) ?? "" };
    case "Reasoning":
      return { type: "reasoning", summary: list(item["summary_text"]), content: list(item["raw_content"]) };
    case "CommandExecution":
      return commandExecution(item);
    case "FileChange":
      return { type: "fileChange", changes: changes(item["changes"]), status: status(item) };
    case "McpToolCall":
      return mcpToolCall(item);
    case "DynamicToolCall":
      return {
        type: "dynamicToolCall",
        namespace: text(item["namespace"]),
        tool: text(item["tool"]) ?? "",
        arguments: item["arguments"] ?? null,
        status: status(item),
        contentItems: Array.isArray(item["content_items"]) ? list(item["content_items"]) : null,
        success: typeof item["success"] === "boolean" ? item["success"] : null,
        durationMs: durationMs(item["duration"]),
      };
    case "CollabAgentToolCall":
      return collaboration(item);
    case "SubAgentActivity":
      return {
        type: "subAgentActivity",
        model: text(item["model"]),
        reasoningEffort: text(item["reasoning_effort"]),
        kind: camelEnum(item["kind"]),
        agentThreadId: text(item["agent_thread_id"]) ?? "",
        agentPath: text(item["agent_path"]) ?? "",
      };
    case "WebSearch":
      return {
        type: "webSearch",
        query: text(item["query"]) ?? "",
        action: searchAction(item["action"]),
        results: item["results"] ?? null,
      };
    case "ImageView":
      return { type: "imageView", path: fileUrlToPath(text(item["path"]) ?? "") };
    case "Extension":
      return { type: "sleep", durationMs: durationMs(item["duration"]) ?? integer(item["duration_ms"]) ?? 0 };
    case "ImageGeneration":
      return imageGeneration(item);
    case "EnteredReviewMode":
      return { type: "enteredReviewMode", review: text(item["user_facing_hint"]) ?? targetText(item["target"]) };
    case "ExitedReviewMode":
      return { type: "exitedReviewMode", review: reviewText(item["review_output"]) };
    case "ContextCompaction":
      return { type: "contextCompaction" };
    default:
      return null;
  }
}

function userInput(part: Json): Json {
  if (!isObject(part)) return part;
  const type = text(part["type"]) ?? "";
  switch (type) {
    case "text":
      return { type, text: text(part["text"]) ?? "", text_elements: list(part["text_elements"]).map(camelled) };
    case "image":
    case "audio": {
      const id = text(part["file_id"]);
      const from: JsonObject =
        id === null ? { url: text(part["image_url"]) ?? text(part["audio_url"]) ?? "" } : { fileId: id };
      return type === "image" ? { type, ...from, detail: part["detail"] ?? null } : { type, ...from };
    }
    case "local_image":
      return { type: "localImage", detail: part["detail"] ?? null, path: text(part["path"]) ?? "" };
    default:
      return { ...camelKeys(part), type: camel(type) };
  }
}

function agentMessage(item: JsonObject): JsonObject {
  const said = list(item["content"]).map((part) => text(object(part)?.["text"]) ?? "");
  return {
    type: "agentMessage",
    moderation: item["moderation"] ?? null,
    text: said.join(""),
    phase: item["phase"] ?? null,
    memoryCitation: item["memory_citation"] ?? null,
    delivery: item["delivery"] ?? null,
    questions: item["questions"] ?? null,
  };
}

function commandExecution(item: JsonObject): JsonObject {
  const cwd = fileUrlToPath(text(item["cwd"]) ?? "");
  return {
    type: "commandExecution",
    pluginId: text(item["plugin_id"]),
    scriptPath: text(item["script_path"]),
    command: joinWords(list(item["command"]).map((word) => text(word) ?? "")),
    cwd,
    processId: text(item["process_id"]),
    source: camel(text(item["source"]) ?? "agent"),
    status: status(item),
    commandActions: list(item["parsed_cmd"]).map((action) => commandAction(action, cwd)),
    aggregatedOutput: text(item["aggregated_output"]) === "" ? null : text(item["aggregated_output"]),
    exitCode: integer(item["exit_code"]),
    durationMs: durationMs(item["duration"]),
  };
}

function commandAction(value: Json, cwd: string): Json {
  const action = object(value);
  const command = text(action?.["cmd"]) ?? "";
  switch (action?.["type"]) {
    case "read": {
      const path = text(action["path"]) ?? "";
      return {
        type: "read",
        command,
        name: text(action["name"]) ?? "",
        path: path.startsWith("/") ? path : `${cwd}/${path}`,
      };
    }
    case "list_files":
      return { type: "listFiles", command, path: text(action["path"]) };
    case "search":
      return { type: "search", command, query: text(action["query"]), path: text(action["path"]) };
    default:
      return { type: "unknown", command };
  }
}

/** By path, as Codex sorts them; a move is said behind the diff. */
function changes(value: Json | undefined): readonly Json[] {
  return Object.entries(object(value) ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, inner]) => {
      const change = object(inner) ?? {};
      if (change["type"] !== "update")
        return { path, kind: { type: text(change["type"]) ?? "add" }, diff: text(change["content"]) ?? "" };
      const moved = text(change["move_path"]);
      const diff = text(change["unified_diff"]) ?? "";
      return {
        path,
        kind: { type: "update", move_path: moved },
        diff: moved === null ? diff : `${diff}\n\nMoved to: ${moved}`,
      };
    });
}

function mcpToolCall(item: JsonObject): JsonObject {
  const result = object(item["result"]);
  const error = object(item["error"]);
  const uri = text(item["mcpAppResourceUri"]) ?? text(item["mcp_app_resource_uri"]);
  return {
    type: "mcpToolCall",
    server: text(item["server"]) ?? "",
    tool: text(item["tool"]) ?? "",
    status: status(item),
    arguments: item["arguments"] ?? null,
    appContext: item["appContext"] ?? null,
    ...(uri === null ? {} : { mcpAppResourceUri: uri }),
    mcpAppUi: item["mcpAppUi"] ?? null,
    pluginId: text(item["pluginId"]) ?? text(item["plugin_id"]),
    readOnlyHint: typeof item["readOnlyHint"] === "boolean" ? item["readOnlyHint"] : null,
    result:
      result === null
        ? null
        : {
            content: list(result["content"]),
            structuredContent: result["structuredContent"] ?? result["structured_content"] ?? null,
            _meta: result["_meta"] ?? null,
          },
    error: error === null ? null : { message: text(error["message"]) ?? "" },
    durationMs: durationMs(item["duration"]),
  };
}

function collaboration(item: JsonObject): JsonObject {
  return {
    type: "collabAgentToolCall",
    tool: camel(text(item["tool"]) ?? ""),
    status: status(item),
    senderThreadId: text(item["sender_thread_id"]) ?? "",
    receiverThreadIds: list(item["receiver_thread_ids"]),
    prompt: text(item["prompt"]),
    model: text(item["model"]),
    reasoningEffort: text(item["reasoning_effort"]),
    agentsStates: Object.fromEntries(
      Object.entries(object(item["agents_states"]) ?? {}).map(([id, state]) => [id, agentState(state)]),
    ),
  };
}

/** `"pending_init"`, or `{"completed": "what it said"}`. */
function agentState(state: Json | undefined): Json {
  if (typeof state === "string") return { status: camel(state), message: null };
  const [word, message] = Object.entries(object(state) ?? {})[0] ?? ["notFound", null];
  return { status: camel(word), message: text(message) };
}

function searchAction(value: Json | undefined): Json {
  const action = object(value);
  switch (action?.["type"]) {
    case "search":
      return {
        type: "search",
        query: text(action["query"]),
        queries: Array.isArray(action["queries"]) ? list(action["queries"]) : null,
      };
    case "open_page":
      return { type: "openPage", url: text(action["url"]) };
    case "find_in_page":
      return { type: "findInPage", url: text(action["url"]), pattern: text(action["pattern"]) };
    case undefined:
      return null;
    default:
      return { type: "other" };
  }
}

function imageGeneration(item: JsonObject): JsonObject {
  const path = text(item["saved_path"]);
  return {
    type: "imageGeneration",
    status: text(item["status"]) ?? "",
    revisedPrompt: text(item["revised_prompt"]),
    result: text(item["result"]) ?? "",
    transparentBackground: item["transparent_background"] ?? null,
    failure: item["failure"] ?? null,
    ...(path === null ? {} : { savedPath: path }),
    generationId: item["generation_id"] ?? null,
  };
}

function status(item: JsonObject): string {
  return camel(text(item["status"]) ?? "completed");
}

function camelled(value: Json): Json {
  return isObject(value) ? camelKeys(value) : value;
}

/** Rust's `{secs, nanos}`, in whole milliseconds. */
function durationMs(value: Json | undefined): number | null {
  const duration = object(value);
  const secs = number(duration?.["secs"]);
  return secs === null ? null : Math.floor(secs * 1000 + (number(duration?.["nanos"]) ?? 0) / 1e6);
}
