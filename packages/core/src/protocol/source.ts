// Who began a thread, in the words of Codex's app-server (`SessionSource`), and which of its filters that answers to.

import type { Json, JsonObject } from "../bytes/json.ts";
import { integer, object, text } from "../lineage/field.ts";

/** What `thread/list` can be asked for. */
export const SOURCE_KINDS = [
  "cli",
  "vscode",
  "exec",
  "appServer",
  "subAgent",
  "subAgentReview",
  "subAgentCompact",
  "subAgentThreadSpawn",
  "subAgentOther",
  "unknown",
] as const;

export type SourceKind = (typeof SOURCE_KINDS)[number];

/** As 0.169 reads it; a header without a source (before 0.44) is taken for that of an editor. */
export function sourceOf(meta: JsonObject): Json {
  const source = meta["source"];
  if (source === undefined || source === null) return "vscode";
  if (typeof source === "string") {
    if (source === "mcp") return "appServer";
    return source === "cli" || source === "vscode" || source === "exec" ? source : "unknown";
  }
  const custom = text(object(source)?.["custom"]);
  if (custom !== null) return { custom };
  const agent = object(source)?.["subagent"];
  if (typeof agent === "string") return { subAgent: agent };
  const spawn = object(object(agent)?.["thread_spawn"]);
  if (spawn !== null) return { subAgent: { thread_spawn: spawnOf(meta, spawn) } };
  const other = text(object(agent)?.["other"]);
  return other === null ? "unknown" : { subAgent: { other } };
}

/** The nickname and the role are told twice, and the header is believed first. */
function spawnOf(meta: JsonObject, spawn: JsonObject): JsonObject {
  return {
    parent_thread_id: text(spawn["parent_thread_id"]) ?? "",
    depth: integer(spawn["depth"]) ?? 0,
    agent_path: text(spawn["agent_path"]),
    agent_nickname: text(meta["agent_nickname"]) ?? text(spawn["agent_nickname"]),
    agent_role: text(meta["agent_role"]) ?? text(meta["agent_type"]) ?? text(spawn["agent_role"]),
  };
}

/** Of a spawned agent; null for every other source. */
export function spawnedAgent(source: Json): JsonObject | null {
  return object(object(object(source)?.["subAgent"])?.["thread_spawn"]);
}

/**
 * Whether a filter lets a thread through, by the source in its header (`Header.source`). No filter, or an empty one, asks
 * for what people began.
 */
export function isOfKind(source: string | null, kinds: readonly SourceKind[]): boolean {
  const word = source ?? "vscode";
  return kinds.length === 0 ? INTERACTIVE.has(word) : kindsOf(word).some((kind) => kinds.includes(kind));
}

/** Whether it was spawned by another thread; the child of a review is not. */
export function isSpawned(source: string | null): boolean {
  return source === "subagent:thread_spawn";
}

const INTERACTIVE: ReadonlySet<string> = new Set(["cli", "vscode", "custom:atlas", "custom:chatgpt"]);

function kindsOf(word: string): readonly SourceKind[] {
  switch (word) {
    case "cli":
    case "vscode":
    case "exec":
      return [word];
    case "mcp":
      return ["appServer"];
    case "subagent:review":
      return ["subAgent", "subAgentReview"];
    case "subagent:compact":
      return ["subAgent", "subAgentCompact"];
    case "subagent:thread_spawn":
      return ["subAgent", "subAgentThreadSpawn"];
    default:
      if (word.startsWith("subagent:")) return ["subAgent", "subAgentOther"];
      // No filter has a word for a source of another program's own, nor for Codex's inner ones.
      return word.includes(":") ? [] : ["unknown"];
  }
}
