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

/** Whether a filter lets it through. No filter, or an empty one, asks for what people began. */
export function isOfKind(source: Json, kinds: readonly SourceKind[]): boolean {
  if (kinds.length === 0) return INTERACTIVE.has(text(source) ?? text(object(source)?.["custom"]) ?? "");
  return kindsOf(source).some((kind) => kinds.includes(kind));
}

const INTERACTIVE: ReadonlySet<string> = new Set(["cli", "vscode", "atlas", "chatgpt"]);

function kindsOf(source: Json): readonly SourceKind[] {
  if (typeof source === "string") return SOURCE_KINDS.filter((kind) => kind === source);
  const agent = object(source)?.["subAgent"];
  // No filter has a word for a source of another program's own.
  if (agent === undefined) return [];
  if (agent === "review") return ["subAgent", "subAgentReview"];
  if (agent === "compact") return ["subAgent", "subAgentCompact"];
  return ["subAgent", spawnedAgent(source) === null ? "subAgentOther" : "subAgentThreadSpawn"];
}
