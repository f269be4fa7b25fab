// Which records the projection must see the inside of. The rest, four fifths of the bytes, need not be parsed.

import type { Include } from "./build.ts";

const EVENTS: ReadonlySet<string> = new Set([
  "task_started",
  "turn_started",
  "task_complete",
  "turn_complete",
  "turn_aborted",
  "item_completed",
  "user_message",
  "context_compacted",
  "exec_command_end",
  "patch_apply_end",
  "mcp_tool_call_end",
  "dynamic_tool_call_response",
  "web_search_end",
  "view_image_tool_call",
  "image_generation_end",
  "sub_agent_activity",
  "collab_agent_spawn_end",
  "collab_agent_interaction_end",
  "collab_waiting_end",
  "collab_close_end",
  "collab_resume_end",
  "thread_rolled_back",
  "thread_settings_applied",
  "thread_name_updated",
  "thread_goal_updated",
  "entered_review_mode",
  "exited_review_mode",
  "undo_completed",
]);

const ITEMS: ReadonlySet<string> = new Set([
  "message",
  "function_call",
  "function_call_output",
  "custom_tool_call",
  "custom_tool_call_output",
  "local_shell_call",
  "web_search_call",
  "image_generation_call",
  "tool_search_call",
  "tool_search_output",
  "ghost_snapshot",
]);

export function needsValue(outer: string, inner: string, include: ReadonlySet<Include>): boolean {
  switch (outer) {
    case "session_meta":
    case "header":
    case "turn_context":
    case "compacted":
      return true;
    case "event_msg":
      return isEventTold(inner);
    case "response_item":
      return ITEMS.has(inner) || (inner === "reasoning" && include.has("reasoning"));
    default:
      return false;
  }
}

/** Whether an event tells the projection anything beyond that there are events. */
export function isEventTold(inner: string): boolean {
  return EVENTS.has(inner);
}
