// What a tool's output makes of its call: status, exit code, times, child session.

import type { Json } from "../bytes/json.ts";
import { readToolOutput, type ToolOutput } from "../rollout/output.ts";
import { object, text } from "../thread/field.ts";
import { changesOf } from "./build.ts";
import { printedInFull } from "./change.ts";
import type { Status } from "./contract.ts";
import { NO_FACTS, type Facts } from "./facts.ts";

export interface Result {
  readonly facts: Facts;
  readonly output: ToolOutput;
  /** The call goes on: only a later item, or a call that speaks to it, ends it. */
  readonly open: boolean;
}

/** Only for paths no known directory makes absolute; all others are as the patch or the item tells them. */
function printedChanges(call: Facts, printed: string): Facts["changes"] {
  const changes = call.patch_cwd === null ? changesOf(call) : null;
  return changes === null ? null : printedInFull(changes, printed);
}

const COMMAND_STATUS: Readonly<Record<ToolOutput["verdict"], Status>> = {
  exited: "unknown",
  running: "unknown",
  cell_running: "unknown",
  cell_completed: "completed",
  cell_failed: "failed",
  timed_out: "timed_out",
  aborted: "interrupted",
  declined: "declined",
  unsupported: "failed",
  rejected: "failed",
  patched: "completed",
  patch_failed: "failed",
  said: "unknown",
  none: "unknown",
};

/** Reads the output of a call whose own facts are `call`. `timestamp` is that of the output's record. */
export function readResult(value: Json | undefined, call: Facts, timestamp: string | null): Result {
  const output = readToolOutput(value);
  const open = output.verdict === "running" || output.verdict === "cell_running";
  const status = statusOf(output, call, value);
  const facts: Facts = {
    ...NO_FACTS,
    status,
    changes: output.verdict === "patched" ? printedChanges(call, output.body) : null,
    exit_code: call.action_type === "command_execution" ? output.exit_code : null,
    completed_at: open ? null : timestamp,
    duration_ms: open ? null : output.wall_ms,
    child_session_id: childOf(value, call),
    truncated: output.truncated,
    output: wholeText(value),
    inferred: status === null ? [] : ["status"],
  };
  return { facts, output, open };
}

function statusOf(output: ToolOutput, call: Facts, value: Json | undefined): Status | null {
  if (output.verdict === "running" || output.verdict === "cell_running") return null;
  if (output.exit_code !== null && output.verdict === "exited") return output.exit_code === 0 ? "completed" : "failed";
  if (call.action_type === "tool_call" && (output.verdict === "said" || output.verdict === "none"))
    return toolStatus(call.tool_name, value);
  return COMMAND_STATUS[output.verdict];
}

/** Words by which Codex's own tools say that they did what they were asked. */
const DONE = /^(?:Plan updated|attached local image path)\s*$/;

/** An MCP or foreign tool's text says nothing of success, unless it is a whole CallToolResult (0.1.2505). */
function toolStatus(tool: string | null, value: Json | undefined): Status {
  if (tool === "view_image" && Array.isArray(value)) return "completed";
  const said = text(value);
  if (said === null) return "unknown";
  if (DONE.test(said)) return "completed";
  const parsed = jsonObject(said);
  if (parsed === null) return "unknown";
  if (typeof parsed["isError"] === "boolean") return parsed["isError"] ? "failed" : "completed";
  return tool !== null && OWN_TOOLS.has(tool) ? "completed" : "unknown";
}

/** Tools of Codex itself that answer with a JSON object when, and only when, they succeed. */
const OWN_TOOLS: ReadonlySet<string> = new Set([
  "spawn_agent",
  "send_input",
  "send_message",
  "followup_task",
  "interrupt_agent",
  "wait",
  "wait_agent",
  "close_agent",
  "resume_agent",
  "list_agents",
  "request_user_input",
  "create_goal",
  "get_goal",
  "update_goal",
]);

/** `{"agent_id": …}` of spawn_agent (0.87 … 0.169 with multi-agent v1). */
function childOf(value: Json | undefined, call: Facts): string | null {
  if (call.tool_name !== "spawn_agent") return null;
  const said = text(value);
  return said === null ? null : text(jsonObject(said)?.["agent_id"]);
}

function jsonObject(source: string): ReturnType<typeof object> {
  if (!source.startsWith("{")) return null;
  try {
    return object(JSON.parse(source));
  } catch {
    return null;
  }
}

/** The output's text as it stands, for `--include output`; null when it was cut or is no text. */
function wholeText(value: Json | undefined): string | null {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return null;
  const parts = value.map((part: Json) => text(object(part)?.["text"])).filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join("\n");
}
