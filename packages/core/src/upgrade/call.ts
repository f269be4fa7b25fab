// A call and what came back → the turn item that Codex 0.148 … would have written of them.

import type { Facts } from "../action/facts.ts";
import type { Json, JsonObject } from "../bytes/json.ts";
import { readToolOutput, type ToolOutput } from "../rollout/output.ts";
import { displayCommand } from "../shell/index.ts";
import { text } from "../lineage/field.ts";
import { resolvePath } from "../action/path.ts";
import { wholeBody } from "./body.ts";
import { pathToFileUrl } from "./fileurl.ts";
import { mcpItem } from "./mcp.ts";
import type { Notes } from "./notes.ts";
import { argumentsOf, durationOf, endOf, type OpenCall, type Surroundings } from "./open.ts";
import { changesOfText } from "./patchitem.ts";

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

/** A command the user ran with `!`, told only by the message it left (0.58 … 0.142). */
export function userShellItem(id: string, facts: Facts, around: Surroundings, notes: Notes): JsonObject | null {
  if (facts.command === null || facts.exit_code === null) return null;
  const url = pathToFileUrl(around.cwd);
  if (url === null) notes.made("command_cwd");
  notes.made("argv");
  return {
    type: "CommandExecution",
    id,
    command: wrapped(facts.command, around.shell ?? "bash", "-lc"),
    cwd: url ?? "file:///",
    parsed_cmd: [{ type: "unknown", cmd: facts.command }],
    source: "user_shell",
    status: facts.exit_code === 0 ? "completed" : "failed",
    aggregated_output: notes.fit(facts.output ?? ""),
    exit_code: facts.exit_code,
    ...(facts.duration_ms === null ? {} : { duration: durationOf(facts.duration_ms) }),
  };
}

function commandItem(open: OpenCall, output: ToolOutput, body: string, notes: Notes): JsonObject | null {
  const { facts } = open.call;
  if (facts.command === null) return null;
  const url = pathToFileUrl(facts.cwd);
  if (url === null) notes.made("command_cwd");
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
    aggregated_output: notes.fit(body),
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
