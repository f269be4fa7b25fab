// Where turns start and end in files that do not say it (0.34 … 0.98): at prompts, as Codex itself reads them.

import type { JsonObject } from "../bytes/json.ts";
import { text } from "../lineage/field.ts";
import { payloadObject, type Line } from "./line.ts";

export type TurnMark = "starts" | "ends" | "prompt" | "compacts" | "acts" | null;

const ACTS: ReadonlySet<string> = new Set([
  "agent_message",
  "agent_reasoning",
  "agent_reasoning_raw_content",
  "entered_review_mode",
  "exited_review_mode",
  "exec_command_end",
  "patch_apply_end",
  "mcp_tool_call_end",
  "web_search_end",
  "view_image_tool_call",
  "image_generation_end",
  "item_completed",
]);

const CALLS: ReadonlySet<string> = new Set([
  "function_call",
  "custom_tool_call",
  "local_shell_call",
  "web_search_call",
]);
const OUTPUTS: ReadonlySet<string> = new Set(["function_call_output", "custom_tool_call_output"]);

/** What a line means for the turns around it. A record that names its turn opens none. */
export function markOf(line: Line): TurnMark {
  if (line.outer === "compacted") return "compacts";
  if (line.outer === "response_item")
    return CALLS.has(line.inner) && turnIdOf(payloadObject(line)) === null ? "acts" : null;
  if (line.outer !== "event_msg") return null;
  switch (line.inner) {
    case "task_started":
    case "turn_started":
      return "starts";
    case "task_complete":
    case "turn_complete":
    case "turn_aborted":
      return "ends";
    case "user_message":
      return "prompt";
    case "context_compacted":
      return "compacts";
    default:
      return ACTS.has(line.inner) && turnIdOf(payloadObject(line)) === null ? "acts" : null;
  }
}

/** The call a line opens or closes, by its id. */
export function callStep(line: Line): { readonly opens: boolean; readonly id: string } | null {
  if (line.outer !== "response_item") return null;
  const id = text(payloadObject(line)["call_id"]);
  if (id === null) return null;
  if (OUTPUTS.has(line.inner)) return { opens: false, id };
  return CALLS.has(line.inner) ? { opens: true, id } : null;
}

/** The turn a payload names: its own field, or the passthrough of response items (0.142 …). */
export function turnIdOf(payload: JsonObject): string | null {
  const passthrough = payload["internal_chat_message_metadata_passthrough"];
  const inside =
    typeof passthrough === "object" && passthrough !== null && "turn_id" in passthrough ? passthrough.turn_id : null;
  return text(payload["turn_id"]) ?? (typeof inside === "string" ? inside : null);
}

/** Unix milliseconds of a line's own timestamp; null when it has none that can be read. */
export function timeOf(line: Line): number | null {
  const ms = Date.parse(text(line.value["timestamp"]) ?? "");
  return Number.isNaN(ms) ? null : ms;
}
