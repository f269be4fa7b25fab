// Every name a record can bear: outer types, response items, events and turn items, as Codex has written or named them.

/** `type` of an enveloped record. All thirteen that 0.169 knows; the first five since 0.34. */
export const KNOWN_OUTER: ReadonlySet<string> = new Set([
  "session_meta",
  "response_item",
  "event_msg",
  "compacted",
  "turn_context",
  "world_state",
  "inter_agent_communication",
  "inter_agent_communication_metadata",
  "token_usage_record",
  "security_risk_score",
  "realtime_item",
  "dynamic_tools_updated",
  "retained_context",
]);

/** `payload.type` of a `response_item`, and `type` of a bare item or of an item in a TypeScript-era document. */
export const KNOWN_RESPONSE_ITEMS: ReadonlySet<string> = new Set([
  "message",
  "reasoning",
  "local_shell_call",
  "function_call",
  "function_call_output",
  "custom_tool_call",
  "custom_tool_call_output",
  "web_search_call",
  "ghost_snapshot",
  "compaction",
  "compaction_summary",
  "context_compaction",
  "compaction_trigger",
  "image_generation_call",
  "tool_search_call",
  "tool_search_output",
  "additional_tools",
  "agent_message",
  "configuration_update",
  "other",
]);

/**
 * `payload.type` of an `event_msg`: every event any version sampled from 0.36 to 0.169 has named, though most of them are never
 * persisted. `turn_started` and `turn_complete` are aliases that 0.98 and later accept for `task_started` and
 * `task_complete`.
 */
export const KNOWN_EVENTS: ReadonlySet<string> = new Set([
  "task_started",
  "turn_started",
  "task_complete",
  "turn_complete",
  "turn_aborted",
  "token_count",
  "user_message",
  "agent_message",
  "agent_reasoning",
  "agent_reasoning_raw_content",
  "item_completed",
  "exec_command_end",
  "patch_apply_end",
  "mcp_tool_call_end",
  "web_search_end",
  "view_image_tool_call",
  "image_generation_end",
  "dynamic_tool_call_request",
  "dynamic_tool_call_response",
  "thread_settings_applied",
  "thread_rolled_back",
  "thread_name_updated",
  "thread_goal_updated",
  "context_compacted",
  "undo_completed",
  "entered_review_mode",
  "exited_review_mode",
  "sub_agent_activity",
  "error",
  "guardian_assessment",
  "collab_agent_spawn_end",
  "collab_agent_interaction_end",
  "collab_waiting_end",
  "collab_close_end",
  "collab_resume_end",
  // Named, and as far as anyone has seen never written.
  "agent_message_content_delta",
  "agent_message_delta",
  "agent_reasoning_delta",
  "agent_reasoning_raw_content_delta",
  "agent_reasoning_section_break",
  "apply_patch_approval_request",
  "auth_recovery_completed",
  "auth_recovery_started",
  "background_event",
  "collab_agent_interaction_begin",
  "collab_agent_spawn_begin",
  "collab_close_begin",
  "collab_resume_begin",
  "collab_waiting_begin",
  "conversation_path",
  "deprecation_notice",
  "elicitation_abandoned",
  "elicitation_request",
  "environment_connected",
  "environment_disconnected",
  "exec_approval_request",
  "exec_command_begin",
  "exec_command_output_delta",
  "get_history_entry_response",
  "guardian_warning",
  "hook_completed",
  "hook_started",
  "image_generation_begin",
  "item_started",
  "list_custom_prompts_response",
  "list_remote_skills_response",
  "list_skills_response",
  "mcp_list_tools_response",
  "mcp_startup_complete",
  "mcp_startup_update",
  "mcp_tool_call_begin",
  "model_reroute",
  "model_verification",
  "patch_apply_begin",
  "patch_apply_updated",
  "plan_delta",
  "plan_update",
  "raw_response_completed",
  "raw_response_item",
  "realtime_conversation_closed",
  "realtime_conversation_realtime",
  "realtime_conversation_started",
  "reasoning_content_delta",
  "reasoning_raw_content_delta",
  "request_permissions",
  "request_user_input",
  "safety_buffering",
  "session_configured",
  "shutdown_complete",
  "skills_update_available",
  "stream_error",
  "terminal_interaction",
  "thread_queue_changed",
  "turn_diff",
  "turn_moderation_metadata",
  "undo_started",
  "warning",
  "web_search_begin",
]);

/** `payload.item.type` of an `item_completed` event. */
export const KNOWN_TURN_ITEMS: ReadonlySet<string> = new Set([
  "UserMessage",
  "AgentMessage",
  "Reasoning",
  "Plan",
  "HookPrompt",
  "FunctionCallOutput",
  "CommandExecution",
  "FileChange",
  "McpToolCall",
  "DynamicToolCall",
  "CollabAgentToolCall",
  "SubAgentActivity",
  "WebSearch",
  "ImageView",
  "ImageGeneration",
  "EnteredReviewMode",
  "ExitedReviewMode",
  "ContextCompaction",
  "Extension",
]);

/** `type` of the payload of a `retained_context` record. */
export const KNOWN_RETAINED: ReadonlySet<string> = new Set(["verified_answer"]);

/** `type` of the payload of a `realtime_item` record. */
export const KNOWN_REALTIME: ReadonlySet<string> = new Set([
  "realtime_session_started",
  "transcript_segment",
  "bem_item_promoted",
  "realtime_session_closed",
]);

/** Outer types whose payload has a `type` of its own, with the names known for it. */
const KNOWN_INNER: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["response_item", KNOWN_RESPONSE_ITEMS],
  ["event_msg", KNOWN_EVENTS],
  ["retained_context", KNOWN_RETAINED],
  ["realtime_item", KNOWN_REALTIME],
]);

/**
 * Whether a record of these two types, as a reading names them, is one that this version of the reader knows. `outer`
 * may also be `"header"` or `"state"` (the records of the two oldest eras that have no `type`). An outer type whose
 * payload has no `type` is known whatever `inner` says.
 */
export function isKnownType(outer: string, inner: string): boolean {
  const inside = KNOWN_INNER.get(outer);
  if (inside !== undefined) return inside.has(inner);
  return KNOWN_OUTER.has(outer) || outer === "header" || outer === "state";
}
