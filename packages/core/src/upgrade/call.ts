// A call and what came back → the turn item that Codex 0.148 … would have written of them.

import type { Call } from "../action/call.ts";
import type { Facts } from "../action/facts.ts";
import { isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { readToolOutput, type ToolOutput } from "../rollout/output.ts";
import { displayCommand } from "../shell/index.ts";
import { object, text } from "../thread/field.ts";
import { resolvePath } from "../action/path.ts";
import { shorten, wholeBody } from "./body.ts";
import { pathToFileUrl } from "./fileurl.ts";
import { mcpItem } from "./mcp.ts";
import type { Notes } from "./notes.ts";
import { changesOfText } from "./patchitem.ts";

/** What is known where a call stands. */
export interface Surroundings {
  readonly cwd: string | null;
  readonly shell: string | null;
}

export interface OpenCall {
  readonly id: string;
  readonly call: Call;
  readonly item: JsonObject;
  readonly around: Surroundings;
  readonly turn_id: string | null;
  /** The process that goes on in the background. */
  process: number | null;
  printed: string;
  /** An event has told its end, so the output needs no item. */
  ended: boolean;
}

/** The item of a call that came back with `value`; null where Codex writes none, or nothing is known. */
export function itemOfCall(open: OpenCall, value: Json | undefined, notes: Notes): JsonObject | null {
  const output = readToolOutput(value);
  if (output.verdict === "unsupported" || open.call.role === "cell") return null;
  const body = open.printed + (wholeBody(value, output) ?? "");
  switch (open.call.facts.action_type) {
    case "command_execution":
      return commandItem(open, output, body, notes);
    case "file_change":
      return changeItem(open, output, body, notes);
    default:
      return imageItem(open, output, value) ?? mcpItem(open, output, value, body, notes);
  }
}

const TIMED_OUT = "command timed out after";

/**
 * The status of an item, by the words and the exit code. Where nothing tells how the call ended, or the wire has no word
 * for it, the item says what it would have said last: in progress.
 */
export function endOf(output: ToolOutput, notes: Notes): "completed" | "failed" | "declined" | "in_progress" {
  switch (output.verdict) {
    case "declined":
      return "declined";
    case "patched":
      return "completed";
    case "patch_failed":
    case "rejected":
      return "failed";
    default:
      // Nor is there a word for a timeout, but where its own sentence stands beside the exit code (0.36 …).
      if (output.exit_code !== null && (output.verdict !== "timed_out" || output.body.startsWith(TIMED_OUT)))
        return output.exit_code === 0 ? "completed" : "failed";
      notes.made("status");
      return "in_progress";
  }
}

/** A command the user ran with `!`, told only by the message it left (0.58 … 0.142). */
export function userShellItem(id: string, facts: Facts, around: Surroundings, notes: Notes): JsonObject | null {
  if (facts.command === null || facts.exit_code === null) return null;
  const url = pathToFileUrl(around.cwd);
  if (url === null) notes.made("command_cwd");
  notes.made("argv");
  const { text: aggregated_output, shortened } = shorten(facts.output ?? "");
  if (shortened) notes.shortened();
  return {
    type: "CommandExecution",
    id,
    command: wrapped(facts.command, around.shell ?? "bash", "-lc"),
    cwd: url ?? "file:///",
    parsed_cmd: [{ type: "unknown", cmd: facts.command }],
    source: "user_shell",
    status: facts.exit_code === 0 ? "completed" : "failed",
    aggregated_output,
    exit_code: facts.exit_code,
    ...(facts.duration_ms === null ? {} : { duration: durationOf(facts.duration_ms) }),
  };
}

function commandItem(open: OpenCall, output: ToolOutput, body: string, notes: Notes): JsonObject | null {
  const { facts } = open.call;
  if (facts.command === null) return null;
  const url = pathToFileUrl(facts.cwd);
  if (url === null) notes.made("command_cwd");
  const { text: aggregated_output, shortened } = shorten(body);
  if (shortened) notes.shortened();
  const argv = facts.argv ?? argvOf(facts.command, open, notes);
  return {
    type: "CommandExecution",
    id: open.id,
    ...(open.process === null ? {} : { process_id: String(open.process) }),
    command: argv,
    cwd: url ?? "file:///",
    parsed_cmd: [{ type: "unknown", cmd: displayCommand(argv) }],
    source: facts.tool_name === "exec_command" ? "unified_exec_startup" : "agent",
    status: endOf(output, notes),
    aggregated_output,
    ...(output.exit_code === null ? {} : { exit_code: output.exit_code }),
    ...(output.wall_ms === null || open.process !== null ? {} : { duration: durationOf(output.wall_ms) }),
  };
}

/** The call tells a script and not what ran it (shell_command and exec_command, 0.58 …). */
function argvOf(script: string, open: OpenCall, notes: Notes): readonly string[] {
  notes.made("argv");
  const asked = argumentsOf(open.item);
  const shell = text(asked?.["shell"]) ?? open.around.shell ?? "bash";
  return wrapped(script, shell, asked?.["login"] === false ? "-c" : "-lc");
}

function wrapped(script: string, shell: string, flag: string): readonly string[] {
  if (/(?:powershell|pwsh)(?:\.exe)?$/i.test(shell)) return [shell, "-Command", script];
  return /cmd(?:\.exe)?$/i.test(shell) ? [shell, "/c", script] : [shell, flag, script];
}

function changeItem(open: OpenCall, output: ToolOutput, body: string, notes: Notes): JsonObject | null {
  const { facts } = open.call;
  const changes = facts.patch === null ? null : changesOfText(facts.patch, facts.cwd, body, notes);
  if (changes === null) return null;
  const status = endOf(output, notes);
  return {
    type: "FileChange",
    id: open.id,
    changes,
    status,
    stdout: status === "completed" ? body : "",
    stderr: status === "completed" ? "" : body,
  };
}

/** `view_image` ended well only where it says so, or the image itself came back. */
function imageItem(open: OpenCall, output: ToolOutput, value: Json | undefined): JsonObject | null {
  if (open.call.facts.tool_name !== "view_image") return null;
  const path = text(argumentsOf(open.item)?.["path"]);
  const url = path === null ? null : pathToFileUrl(resolvePath(open.around.cwd, path));
  const came = Array.isArray(value) || output.body.trim() === "attached local image path";
  return url === null || !came ? null : { type: "ImageView", id: open.id, path: url };
}

export function argumentsOf(item: JsonObject): JsonObject | null {
  const source = item["arguments"];
  if (isObject(source)) return source;
  try {
    return typeof source === "string" ? object(JSON.parse(source)) : null;
  } catch {
    return null;
  }
}

/** Rust's `{secs, nanos}` of milliseconds. */
export function durationOf(ms: number): JsonObject {
  return { secs: Math.floor(ms / 1000), nanos: Math.round((ms % 1000) * 1e6) };
}
