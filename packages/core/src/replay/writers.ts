// Which items may have written files without saying which.

import type { DamageKind } from "../bytes/damage.ts";
import type { Json, JsonObject } from "../bytes/json.ts";
import { text, texts } from "../lineage/field.ts";
import { readToolOutput } from "../rollout/output.ts";
import { KNOWN_TURN_ITEMS } from "../rollout/known.ts";
import { displayCommand, judgeArgv } from "../shell/index.ts";
import type { Thread } from "../thread/index.ts";
import type { ReasonKind } from "./contract.ts";
import { agentSpans } from "./agents.ts";
import { plainPath } from "./path.ts";
import { fieldsOf, type PlacedItem } from "./positions.ts";

/** From `start` to `end` any file, or those of `paths`, may have been written. */
export interface Writer {
  readonly kind: ReasonKind;
  readonly placed: PlacedItem;
  readonly start: number;
  readonly end: number;
  readonly paths: readonly string[] | null;
  readonly text: string;
}

/** Tools of Codex's own that write no file of the user's. What agents do is told by `agentSpans`. */
const HARMLESS: ReadonlySet<string> = new Set([
  "close_agent",
  "create_goal",
  "followup_task",
  "get_goal",
  "goal_objective",
  "grep_files",
  "interrupt_agent",
  "list_agents",
  "list_dir",
  "list_mcp_resource_templates",
  "list_mcp_resources",
  "read_file",
  "request_permissions",
  "request_user_input",
  "resume_agent",
  "send_input",
  "send_message",
  "sleep",
  "spawn_agent",
  "tool_search",
  "update_goal",
  "update_plan",
  "view_image",
  "wait",
  "wait_agent",
  "web_search",
  "write_stdin",
]);
const OWN_SPACES: ReadonlySet<string | null> = new Set([null, "functions", "collaboration", "multi_agent_v1", "agent"]);

/** Turn items that do nothing to files, or that are told otherwise. */
const SILENT: ReadonlySet<string> = new Set([
  "AgentMessage",
  "CollabAgentToolCall",
  "ContextCompaction",
  "EnteredReviewMode",
  "ExitedReviewMode",
  "Extension",
  "FileChange",
  "ImageView",
  "Plan",
  "Reasoning",
  "SubAgentActivity",
  "UserMessage",
  "WebSearch",
]);

export function writersOf(thread: Thread, items: readonly PlacedItem[]): readonly Writer[] {
  const writers = items.flatMap((placed) => {
    const writer = writerOf(thread, placed);
    return writer === null ? [] : [writer];
  });
  return [...writers, ...agentSpans(items), ...strangers(items)];
}

function writerOf(thread: Thread, placed: PlacedItem): Writer | null {
  const { item, start, end } = placed;
  const { type } = item.content;
  const fields = fieldsOf(item.content);
  const tool = (text: string | null, until = end): Writer => ({
    kind: "tool",
    placed,
    start,
    end: until,
    paths: null,
    text: text ?? "an unknown tool",
  });
  switch (type) {
    case "CommandExecution": {
      const command = texts(fields["command"]) ?? [];
      if (fields["status"] === "declined" || judgeArgv(command).class === "reads") return null;
      // Nothing tells that it has ended.
      const open = item.sources.length < 2 || (fields["process_id"] !== undefined && fields["exit_code"] === undefined);
      const running = fields["status"] === "in_progress" && open;
      const until = running ? Number.POSITIVE_INFINITY : end;
      return { kind: "command", placed, start, end: until, paths: null, text: displayCommand(command) };
    }
    case "McpToolCall":
      return tool([text(fields["server"]), text(fields["tool"])].filter((part) => part !== null).join(".") || null);
    case "DynamicToolCall":
      return tool(text(fields["tool"]));
    case "HookPrompt":
      return tool("a hook");
    case "ImageGeneration": {
      const path = text(fields["saved_path"]);
      return path === null ? null : { ...tool("image generation"), paths: [plainPath(path)] };
    }
    case "FunctionCallOutput":
      return isHarmless(fields) ? null : tool(text(fields["name"]));
    case "ToolCall":
      if (!callWrites(thread, placed, fields)) return null;
      return tool(text(fields["name"]), fields["output"] === null ? Number.POSITIVE_INFINITY : end);
    case "Note":
      if (fields["note"] !== "undone") return null;
      return { ...tool("Codex put files back to a snapshot"), kind: "undo" };
    case "Damage":
      if (NOTHING_LOST.has(text(fields["kind"]) ?? "")) return null;
      return { ...tool(text(fields["message"])), kind: "damage" };
    case "Unknown":
      return fields["outer"] === "response_item" ? tool(text(fields["inner"])) : null;
    case "AgentCommunication":
    case "ContextMessage":
      return null;
    default:
      return SILENT.has(type) && KNOWN_TURN_ITEMS.has(type) ? null : tool(type);
  }
}

/** Damage behind which every record was read as it was written. */
const NOTHING_LOST: ReadonlySet<string> = new Set<DamageKind>(["joined", "bom"]);

/** What says that a call was not begun. */
const NOT_RUN: ReadonlySet<string> = new Set(["unsupported", "rejected", "declined", "patch_failed"]);

function isHarmless(call: JsonObject): boolean {
  return OWN_SPACES.has(text(call["namespace"])) && HARMLESS.has(text(call["name"]) ?? "");
}

function callWrites(thread: Thread, { turn }: PlacedItem, call: JsonObject): boolean {
  if (isHarmless(call)) return false;
  if (NOT_RUN.has(readToolOutput(call["output"]).verdict)) return false;
  const cell = call["name"] === "exec" && OWN_SPACES.has(text(call["namespace"]));
  return cell ? cellWrites(thread, turn.items, call["arguments"]) : true;
}

/** A script of code mode writes nothing itself, and in paginated histories what it runs has an item; patches always have. */
function cellWrites(thread: Thread, items: PlacedItem["turn"]["items"], source: Json | undefined): boolean {
  if (thread.header.history_mode !== "paginated" || typeof source !== "string") return true;
  const runs = /exec_command|write_stdin/.test(source) && !/apply_?patch/.test(source);
  return runs && !items.some(({ content }) => content.type === "CommandExecution");
}

/** Where the turns of another thread end, that one may have gone on, and others begun. */
function strangers(items: readonly PlacedItem[]): readonly Writer[] {
  const text = "turns of another thread";
  return items.flatMap((placed, index) => {
    const next = items[index + 1];
    if (next === undefined || placed.turn.thread_id === next.turn.thread_id) return [];
    return [{ kind: "other_thread", placed, start: placed.end, end: next.start, paths: null, text } as const];
  });
}
