// Which records a context is made of; a reader may pass over the others.

const OUTER: ReadonlySet<string> = new Set([
  "session_meta",
  "header",
  "state",
  "response_item",
  "compacted",
  "turn_context",
  "world_state",
  "inter_agent_communication",
  "token_usage_record",
]);

const EVENTS: ReadonlySet<string> = new Set([
  "task_started",
  "turn_started",
  "task_complete",
  "turn_complete",
  "turn_aborted",
  "user_message",
  "thread_rolled_back",
  "token_count",
]);

/** False for records that a context fold does not look into: `pass` of a reader may be true for them. */
export function isContextRecord(outer: string, inner: string): boolean {
  return OUTER.has(outer) || (outer === "event_msg" && EVENTS.has(inner));
}
