// Which items may have written files without saying which.

import type { Json } from "../bytes/json.ts";
import { readToolOutput } from "../rollout/output.ts";
import { KNOWN_TURN_ITEMS } from "../rollout/known.ts";
import { displayCommand, judgeArgv } from "../shell/index.ts";
import type { Thread, ToolCallContent } from "../thread/index.ts";
import type { ReasonKind } from "./contract.ts";
import { agentSpans } from "./agents.ts";
import type { PlacedItem } from "./positions.ts";

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
  const { content } = item;
  const make = (kind: ReasonKind, text: string, until = end): Writer => ({
    kind,
    placed,
    start,
    end: until,
    paths: null,
    text,
  });
  switch (content.type) {
    case "CommandExecution": {
      if (content.status === "declined" || judgeArgv(content.command).class === "reads") return null;
      // Nothing tells that it has ended.
      const open = item.sources.length < 2 || (content.process_id !== undefined && content.exit_code === undefined);
      const running = content.status === "in_progress" && open;
      return make("command", displayCommand(content.command), running ? Number.POSITIVE_INFINITY : end);
    }
    case "McpToolCall":
      return make("tool", `${content.server}.${content.tool}`);
    case "DynamicToolCall":
      return make("tool", content.tool);
    case "HookPrompt":
      return make("tool", "a hook");
    case "ImageGeneration":
      return make("tool", "image generation");
    case "FunctionCallOutput":
      return isHarmless(content.name, content.namespace) ? null : make("tool", content.name ?? "an unknown tool");
    case "ToolCall":
      return callWrites(thread, placed, content)
        ? make("tool", content.name ?? "an unknown tool", content.output === null ? Number.POSITIVE_INFINITY : end)
        : null;
    case "Note":
      return content.note === "undone" ? make("undo", "Codex put files back to a snapshot") : null;
    case "Damage":
      return make("damage", content.message);
    case "Unknown":
      return content.outer === "response_item" ? make("tool", content.inner) : null;
    case "AgentCommunication":
    case "ContextMessage":
      return null;
    default:
      return SILENT.has(content.type) && KNOWN_TURN_ITEMS.has(content.type) ? null : make("tool", content.type);
  }
}

function isHarmless(name: string | null | undefined, namespace: string | null | undefined): boolean {
  return OWN_SPACES.has(namespace ?? null) && HARMLESS.has(name ?? "");
}

function callWrites(
  thread: Thread,
  { turn }: PlacedItem,
  { name, namespace, arguments: given, output }: ToolCallContent,
) {
  if (isHarmless(name, namespace)) return false;
  const { verdict } = readToolOutput(output);
  if (verdict === "unsupported" || verdict === "rejected" || verdict === "declined") return false;
  return name === "exec" && OWN_SPACES.has(namespace) ? cellWrites(thread, turn.items, given) : true;
}

/** A script of code mode writes nothing itself, and in paginated histories what it runs has an item; patches always have. */
function cellWrites(thread: Thread, items: PlacedItem["turn"]["items"], source: Json): boolean {
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
