// What a tool call says by itself, before anything came back: function_call, custom_tool_call, local_shell_call.

import { parseJson } from "../bytes/deep.ts";
import { CutText, type Json, type JsonObject } from "../bytes/json.ts";
import { displayCommand, patchInCommand } from "../shell/index.ts";
import { integer, number, object, text, textOrHead, texts } from "../lineage/field.ts";
import { wordsIn } from "../rollout/words.ts";
import { NO_FACTS, type Facts } from "./facts.ts";
import { resolvePath } from "./path.ts";

/**
 * - `exec`: may end later than its output (exec_command, a process that goes on)
 * - `cell`: a code-mode script; other actions may happen inside it
 * - `stdin`, `wait`: speak to an earlier `exec` or `cell` and are folded into it
 * - `tool`: ends with its output
 */
export type CallRole = "exec" | "cell" | "stdin" | "wait" | "tool";

export interface Call {
  readonly id: string | null;
  readonly role: CallRole;
  /** The process or cell that `stdin` and `wait` speak to. */
  readonly target: string | null;
  readonly facts: Facts;
}

/** Tools that run a command, under every name they had. */
const SHELLS: ReadonlySet<string> = new Set([
  "shell",
  "shell_command",
  "exec_command",
  "container.exec",
  "local_shell",
  "unified_exec",
]);

/** Reads a call. `cwd` is the turn's working directory where it is known (turn_context, 0.36 …; session_meta, 0.34 …). */
export function readCall(item: JsonObject, inner: string, cwd: string | null): Call {
  const id = text(item["call_id"]) ?? text(item["id"]);
  const turn_id = text(object(item["internal_chat_message_metadata_passthrough"])?.["turn_id"]);
  if (inner === "local_shell_call") {
    const action = object(item["action"]);
    const facts = shellFacts(
      "local_shell",
      texts(action?.["command"]),
      text(action?.["working_directory"]),
      cwd,
      number(action?.["timeout_ms"]),
    );
    return { id, role: "exec", target: null, facts: { ...facts, turn_id } };
  }
  const name = toolName(item);
  const said = item[inner === "custom_tool_call" ? "input" : "arguments"];
  const call =
    inner === "custom_tool_call"
      ? customCall(name, item, cwd, turn_id)
      : functionCall(name, parseArguments(said), cwd, turn_id);
  const told = call.facts.command !== null || call.facts.patch !== null || call.role === "stdin";
  const facts = { ...call.facts, asked: told ? call.facts.asked : askedOf(said), cut: said instanceof CutText };
  return { ...call, id, facts };
}

/** What a call was given, as text: as written where it is a text, and else its words. */
export function askedOf(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  return textOrHead(value) ?? wordsIn(value);
}

/** Namespaces of Codex's own tools, whose names stand alone everywhere else. */
const OWN_SPACES: ReadonlySet<string> = new Set(["functions", "collaboration", "multi_agent_v1", "agent"]);

/**
 * `mcp__server__tool` whichever way it was split: 0.128 has namespace `mcp__server__`, 0.138 … `mcp__server`. A tool of
 * a foreign namespace keeps it, so that it is not taken for Codex's own of the same name.
 */
export function toolName(item: JsonObject): string | null {
  const name = text(item["name"]);
  const space = text(item["namespace"]);
  if (name === null || space === null || space === "" || OWN_SPACES.has(space)) return name;
  return space.startsWith("mcp__") ? `${space.replace(/__$/, "")}__${name}` : `${space}.${name}`;
}

function parseArguments(value: JsonObject[string]): JsonObject | null {
  const source = textOrHead(value);
  if (source === null) return object(value);
  try {
    return object(parseJson(source));
  } catch {
    return null;
  }
}

function customCall(
  name: string | null,
  item: JsonObject,
  cwd: string | null,
  turn_id: string | null,
): Omit<Call, "id"> {
  const input = textOrHead(item["input"]);
  if (name === "apply_patch")
    return { role: "tool", target: null, facts: { ...patchFacts(input, null, cwd), turn_id } };
  const facts: Facts = { ...NO_FACTS, action_type: "tool_call", tool_name: name, turn_id };
  return { role: name === "exec" ? "cell" : "tool", target: null, facts };
}

function functionCall(
  name: string | null,
  args: JsonObject | null,
  cwd: string | null,
  turn_id: string | null,
): Omit<Call, "id"> {
  if (name !== null && SHELLS.has(name)) {
    const script = texts(args?.["command"] ?? args?.["cmd"]) ?? text(args?.["cmd"] ?? args?.["command"]);
    return {
      role: "exec",
      target: null,
      facts: { ...shellFacts(name, script, text(args?.["workdir"]), cwd, number(args?.["timeout_ms"])), turn_id },
    };
  }
  if (name === "apply_patch") {
    return {
      role: "tool",
      target: null,
      facts: { ...patchFacts(text(args?.["input"] ?? args?.["patch"]), null, cwd), turn_id },
    };
  }
  const facts: Facts = { ...NO_FACTS, action_type: "tool_call", tool_name: name, turn_id };
  const session = integer(args?.["session_id"]) ?? text(args?.["session_id"]);
  if (name === "write_stdin") {
    const asked = text(args?.["chars"]);
    return { role: "stdin", target: session === null ? null : String(session), facts: { ...facts, asked } };
  }
  const cell = text(args?.["cell_id"]) ?? integer(args?.["cell_id"]);
  if (name === "wait" && cell !== null) return { role: "wait", target: String(cell), facts };
  return { role: "tool", target: null, facts };
}

function shellFacts(
  name: string,
  script: readonly string[] | string | null,
  workdir: string | null,
  cwd: string | null,
  timeout_ms: number | null,
): Facts {
  const where = workdir === null ? cwd : resolvePath(cwd, workdir);
  const known = where === "." || where === "" ? null : where;
  if (script !== null) {
    const disguised = patchInCommand(script);
    if (disguised !== null) return patchFacts(disguised.patch, disguised.cwd, known);
  }
  return {
    ...NO_FACTS,
    action_type: "command_execution",
    tool_name: name,
    command: script === null ? null : typeof script === "string" ? script : displayCommand(script),
    argv: script === null || typeof script === "string" ? null : script,
    cwd: known,
    timeout_ms,
    inferred: known !== null && workdir === null ? ["cwd"] : [],
  };
}

/** A patch under any name is apply_patch: `tool_name` does not tell the disguise, the evidence does. */
function patchFacts(patch: string | null, inside: string | null, cwd: string | null): Facts {
  const base = inside === null ? cwd : resolvePath(cwd, inside);
  return {
    ...NO_FACTS,
    action_type: "file_change",
    tool_name: "apply_patch",
    cwd: base,
    patch,
    patch_cwd: base,
    inferred: base === null ? [] : ["cwd"],
  };
}
