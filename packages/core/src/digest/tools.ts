// How often each tool was used, and how that ended.

import type { ActionRecord } from "../action/contract.ts";
import type { ToolUse } from "./contract.ts";

/** By tool name; `""` where none is named. Plain data. */
export type ToolState = Map<string, Omit<ToolUse, "tool">>;

/** Names come from the file. */
const MOST = 256;

const NONE = { calls: 0, failed: 0, timed: 0, duration_ms: 0 };

/** An action was given; with `by` -1 it is taken back, for it stands otherwise now. */
export function countTool(state: ToolState, action: ActionRecord, by: 1 | -1): void {
  const { action_type, status, duration_ms } = action;
  if (action_type === "turn_marker" || action_type === "session_marker") return;
  const name = action.tool_name ?? "";
  const key = state.size < MOST || state.has(name) ? name : "";
  const before = state.get(key) ?? NONE;
  const failed = status === "failed" || status === "timed_out";
  state.set(key, {
    calls: before.calls + by,
    failed: before.failed + (failed ? by : 0),
    timed: before.timed + (duration_ms === null ? 0 : by),
    duration_ms: before.duration_ms + by * (duration_ms ?? 0),
  });
}

export function toolUses(state: ToolState): readonly ToolUse[] {
  return [...state]
    .filter(([, { calls }]) => calls > 0)
    .map(([tool, use]) => ({ tool: tool === "" ? null : tool, ...use }));
}
