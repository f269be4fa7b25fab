// For tests: threads made of records as Codex 0.169 writes them, in a few words.

import type { JsonObject } from "../bytes/json.ts";
import { readRecords } from "../rollout/read.ts";
import { readThread, type Thread } from "../thread/index.ts";

export const WORK = "/w";

/** A thread of the repository /w: each list is a turn. */
export function makeThread(...turns: readonly (readonly JsonObject[])[]): Thread {
  return makeThreadOf({ cli_version: "0.169.0", history_mode: "paginated" }, turns);
}

export function makeThreadOf(header: JsonObject, turns: readonly (readonly JsonObject[])[]): Thread {
  const id = "01a1fcfa-0000-7000-8000-000000000001";
  const records: JsonObject[] = [
    {
      type: "session_meta",
      payload: { id, timestamp: "2026-01-01T00:00:00.000Z", cwd: WORK, originator: "test", ...header },
    },
  ];
  for (const [index, items] of turns.entries()) {
    const turn_id = `turn-${index}`;
    records.push({ type: "event_msg", payload: { type: "task_started", turn_id } });
    for (const item of items) {
      const done = { type: "item_completed", thread_id: id, turn_id, item };
      records.push(item["payload"] === undefined ? { type: "event_msg", payload: done } : item);
    }
    records.push({ type: "event_msg", payload: { type: "task_complete", turn_id } });
  }
  const lines = records.map((record, ordinal) => {
    const timestamp = `2026-01-01T00:00:${String(ordinal % 60).padStart(2, "0")}.000Z`;
    return `${JSON.stringify({ timestamp, ordinal, ...record })}\n`;
  });
  const file = { path: "rollout.jsonl", rollout_id: null, thread_id: id, end_ordinal: null, end_offset: null };
  return readThread([{ file, named: null, readings: readRecords(new TextEncoder().encode(lines.join(""))) }]);
}

let made = 0;
function name(): string {
  made += 1;
  return `item-${made}`;
}

/** A patch that was applied; what is printed is what the changes say, unless it is given. */
export function patched(changes: JsonObject, stdout?: string): JsonObject {
  return patch(changes, "completed", { stdout: stdout ?? "", stderr: "" });
}

export function patch(changes: JsonObject, status: string, more: JsonObject): JsonObject {
  const absolute = Object.entries(changes).map(([path, change]) => [
    path.startsWith("/") ? path : `${WORK}/${path}`,
    change,
  ]);
  return { type: "FileChange", id: name(), changes: Object.fromEntries(absolute) as JsonObject, status, ...more };
}

export function added(content: string): JsonObject {
  return { type: "add", content };
}

export function deleted(content: string): JsonObject {
  return { type: "delete", content };
}

export function updated(unified_diff: string, move_path: string | null = null): JsonObject {
  return { type: "update", unified_diff, move_path: move_path === null ? null : `${WORK}/${move_path}` };
}

export function ran(script: string, more: JsonObject = {}): JsonObject {
  const command = ["/bin/bash", "-lc", script];
  const shape = { command, cwd: `file://${WORK}`, status: "completed", exit_code: 0, aggregated_output: "" };
  return { type: "CommandExecution", id: name(), ...shape, ...more };
}
