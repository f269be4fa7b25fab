// What a tool's output makes of its call: status, exit code, times, child session.

import { parseJson } from "../bytes/deep.ts";
import type { Json } from "../bytes/json.ts";
import { readToolOutput, type ToolOutput } from "../rollout/output.ts";
import { object, text } from "../lineage/field.ts";
import { AGENTS, changesOf } from "./build.ts";
import { printedInFull } from "./change.ts";
import type { CallRole } from "./call.ts";
import type { Status } from "./contract.ts";
import { NO_FACTS, ranOut, type Facts } from "./facts.ts";

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
export function readResult(value: Json | undefined, call: Facts, role: CallRole, timestamp: string | null): Result {
  const read = readToolOutput(value);
  const output = role === "tool" && call.action_type === "tool_call" ? onlyRouterWords(read, call) : read;
  const open = output.verdict === "running" || output.verdict === "cell_running";
  const status = open ? null : statusOf(output, call, value);
  const facts: Facts = {
    ...NO_FACTS,
    status,
    changes: output.verdict === "patched" ? printedChanges(call, output.body) : null,
    exit_code: call.action_type === "command_execution" ? output.exit_code : null,
    completed_at: open ? null : timestamp,
    started_at: null,
    duration_ms: open ? null : output.wall_ms,
    child_session_id: childOf(value, call),
    truncated: output.truncated,
    output: wholeText(value),
    returned: value ?? null,
    inferred: open ? [] : ["status", "completed_at"],
  };
  return { facts, output, open };
}

/**
 * A tool may print anything, Codex's own phrases included. Of what stands in such an output only what Codex's router
 * says in a tool's place is taken at its word, and only where it is all there is.
 */
function onlyRouterWords(output: ToolOutput, call: Facts): ToolOutput {
  const said: ToolOutput = {
    ...output,
    verdict: output.verdict === "none" ? "none" : "said",
    exit_code: null,
    process: null,
    cell: null,
  };
  const text = output.body.trim();
  if (output.verdict === "aborted") return { ...said, verdict: "aborted" };
  const names = new Set([call.tool_name ?? "", (call.tool_name ?? "").replace(/^mcp__.*__/, "")]);
  const unsupported = /^unsupported (?:custom tool )?call: (\S+)$/.exec(text);
  if (unsupported !== null && names.has(unsupported[1] ?? "")) return { ...said, verdict: "unsupported" };
  if (/^failed to parse function arguments: [^\n]*$/.test(text)) return { ...said, verdict: "rejected" };
  return said;
}

function statusOf(output: ToolOutput, call: Facts, value: Json | undefined): Status {
  if (output.exit_code !== null && output.verdict === "exited") {
    if (output.exit_code === 0) return "completed";
    return ranOut(output.exit_code, output.wall_ms, call) ? "timed_out" : "failed";
  }
  if (call.action_type === "tool_call" && (output.verdict === "said" || output.verdict === "none")) {
    return toolStatus(call.tool_name, value);
  }
  return COMMAND_STATUS[output.verdict];
}

/** Words by which Codex's own tools say that they did what they were asked. */
const DONE = /^(?:Plan updated|attached local image path)\s*$/;

/** An MCP or foreign tool's text says nothing of success, unless it is a whole CallToolResult (0.1.2505). */
function toolStatus(tool: string | null, value: Json | undefined): Status {
  if (tool === "view_image" && Array.isArray(value)) return "completed";
  const said = text(value);
  if (said === null) return "unknown";
  if ((tool === "update_plan" || tool === "view_image") && DONE.test(said)) return "completed";
  const own = tool !== null && OWN_TOOLS.has(tool);
  if (own && said.startsWith(`${tool} is unavailable in `)) return "failed";
  const parsed = jsonObject(said);
  if (parsed === null) return "unknown";
  if (typeof parsed["isError"] === "boolean") return parsed["isError"] ? "failed" : "completed";
  if (!own) return "unknown";
  if (parsed["error"] !== undefined && parsed["error"] !== null) return "failed";
  return parsed["timed_out"] === true ? "timed_out" : "completed";
}

/** Tools of Codex itself that answer with a JSON object, and name an error in it if there was one. */
const OWN_TOOLS: ReadonlySet<string> = new Set([
  ...AGENTS,
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
    return object(parseJson(source));
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
