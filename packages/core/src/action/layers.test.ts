// With any one layer of evidence taken out of a file, every field of every action is still true, or null.

import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { payloadOf } from "../lineage/field.ts";
import { readRecords } from "../rollout/read.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import type { ActionRecord } from "./contract.ts";
import { applyAmendments } from "./project.ts";
import { createActionStream } from "./stream.ts";
import type { ActionStreamRecord } from "./contract.ts";

const LAYERS: Readonly<Record<string, (record: RecordReading) => boolean>> = {
  calls: (record) =>
    record.outer === "response_item" &&
    /^(?:function_call|custom_tool_call|local_shell_call|tool_search_call|web_search_call|image_generation_call)$/.test(
      record.inner,
    ),
  outputs: (record) => record.outer === "response_item" && /_output$/.test(record.inner),
  items: (record) => record.inner === "item_completed",
  "end events": (record) =>
    record.outer === "event_msg" && (/_end$/.test(record.inner) || record.inner === "dynamic_tool_call_response"),
  turns: (record) =>
    record.outer === "event_msg" && /^(?:task_started|task_complete|turn_aborted|user_message)$/.test(record.inner),
  contexts: (record) => record.outer === "turn_context",
  messages: (record) => record.inner === "message",
};

function actionsOf(readings: readonly Reading[]): ActionRecord[] {
  const records: ActionStreamRecord[] = [];
  const stream = createActionStream({ file: "f", withCopied: false, include: new Set() }, (record) =>
    records.push(record),
  );
  for (const reading of readings) stream.read(reading);
  stream.end({ bytes: 0, lines: 0 });
  return applyAmendments(records).filter((record) => record.record === "action");
}

/** Fields that say how something is known, not what happened; and times, which each layer took at its own moment. */
const BEARING = [
  "turn_id",
  "parent_action_id",
  "action_type",
  "tool_name",
  "command",
  "argv",
  "cwd",
  "exit_code",
  "changed_paths",
  "child_session_id",
  "marker",
] as const;

function untruths(part: ActionRecord, whole: ActionRecord): string[] {
  const found: string[] = [];
  for (const field of BEARING) {
    // What the whole file tells too late for an amendment of its own, a part of it may tell in time.
    if (part[field] === null || whole[field] === null) continue;
    if (JSON.stringify(part[field]) === JSON.stringify(whole[field])) continue;
    // A path or directory the whole file made absolute may stand as it was written.
    if (field === "changed_paths" && isShortened(part.changed_paths ?? [], whole.changed_paths ?? [])) continue;
    found.push(`${field}: ${JSON.stringify(part[field])} for ${JSON.stringify(whole[field])}`);
  }
  const doubtful = part.status === "unknown" || part.durability === "output_missing";
  // Of a command the user stopped, the output says "aborted", and the item, later, how its process was ended.
  const stopped =
    part.status === "interrupted" &&
    whole.status === "failed" &&
    (whole.exit_code === -1 || (whole.exit_code ?? 0) > 128);
  if (part.status !== whole.status && !doubtful && !stopped) found.push(`status: ${part.status} for ${whole.status}`);
  for (const change of part.changes ?? []) {
    const known = whole.changes?.find((other) => other.path.endsWith(change.path));
    for (const lines of ["lines_added", "lines_removed"] as const) {
      if (change[lines] !== null && known !== undefined && known[lines] !== null && known[lines] !== change[lines])
        found.push(`${lines} of ${change.path}`);
    }
  }
  return found;
}

function isShortened(part: readonly string[], whole: readonly string[]): boolean {
  return part.length === whole.length && part.every((path) => whole.some((full) => full.endsWith(path)));
}

test("a field is never false for want of evidence", () => {
  const wrong: string[] = [];
  let compared = 0;
  for (const scenario of listScenarios()) {
    for (const file of scenario.files) {
      const readings = readRecords(sessionBytes(file));
      const whole = new Map(actionsOf(readings).map((action) => [action.action_id, action]));
      for (const [layer, within] of Object.entries(LAYERS)) {
        const left = readings.filter((reading) => reading.kind !== "record" || !within(reading));
        if (left.length === readings.length) continue;
        for (const action of actionsOf(left)) {
          const known = whole.get(action.action_id) ?? whole.get(elsewhere(action, whole));
          if (known === undefined && action.durability === "output_missing") continue;
          if (known === undefined) {
            wrong.push(`${scenario.label}/${scenario.name} without ${layer}: ${action.action_id} is of no action`);
            continue;
          }
          compared += 1;
          for (const untruth of untruths(action, known))
            wrong.push(`${scenario.label}/${scenario.name} without ${layer}: ${untruth}`);
        }
      }
    }
  }
  expect(compared).toBeGreaterThan(10_000);
  expect(wrong).toEqual([]);
}, 60_000);

/** Where the id went with the layer, an action is named by its line: then the same tool in the same place. */
function elsewhere(action: ActionRecord, whole: ReadonlyMap<string, ActionRecord>): string {
  for (const [id, other] of whole) {
    const near = other.evidence.some((at) => Math.abs((at.line ?? 0) - (action.evidence[0]?.line ?? -9)) <= 6);
    if (
      near &&
      other.tool_name === action.tool_name &&
      other.marker === action.marker &&
      other.command === action.command
    )
      return id;
  }
  return "";
}

test("payloads are found in every era", () => {
  const [first] = readRecords(
    new TextEncoder().encode('{"timestamp":"2026-01-01T00:00:00.000Z","type":"session_meta","payload":{"id":"x"}}\n'),
  );
  expect(first?.kind === "record" && payloadOf(first.value)["id"]).toBe("x");
});
