// Recorded sessions of several versions: each line an event, tied to the session that was open.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SPECIMENS } from "../../../../lab/index.ts";
import { createRecording, type LogEvent } from "./index.ts";

function read(bytes: Uint8Array): LogEvent[] {
  const events: LogEvent[] = [];
  const recording = createRecording((event) => events.push(event));
  recording.push(bytes);
  recording.end();
  return events;
}

function specimen(version: string): Uint8Array {
  const directory = join(SPECIMENS, "logs", version, "home/log");
  const name = readdirSync(directory).find((each) => each.startsWith("session-")) ?? "";
  return readFileSync(join(directory, name));
}

test("0.36.0 recorded what Codex told its interface", () => {
  const bytes = specimen("0.36.0");
  const events = read(bytes);
  expect(events).toHaveLength(bytes.toString().split("\n").length - 1);
  const [first, second] = ["b2f9ec8b-4fed-4d6b-af31-2ab454012b9f", "99fc52ad-d01b-4c70-a7b7-920bea509495"];
  expect([...new Set(events.map(({ session_id }) => session_id))]).toEqual([null, first, second]);
  const told = events.filter(({ kind }) => !["ui", "event", "operation", "session", "turn"].includes(kind));
  expect(told.map(({ kind, level, facts }) => [kind, level, facts.tool ?? facts.attempt ?? null])).toEqual([
    ["tool_call", "info", "exec_command"],
    ["tool_result", "info", "exec_command"],
    ["tool_call", "info", "patch_apply"],
    ["tool_result", "info", "patch_apply"],
    ["stream_retry", "warn", 1],
    ["turn_error", "error", null],
  ]);
  expect(told[1]?.facts).toMatchObject({ exit_code: 5 });
});

test("0.118.0 recorded what the interface did and asked", () => {
  const events = read(specimen("0.118.0"));
  expect(events[0]).toMatchObject({
    kind: "session",
    target: "meta",
    facts: { name: "session_start", model: "gpt-5.4" },
  });
  expect(events.filter(({ kind }) => kind === "operation").map(({ facts }) => facts.name)).toContain("user_turn");
  expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(["session", "ui", "operation"]));
});

test("what is no record is told as it stands", () => {
  const lines = [
    '{"ts":"2026-11-21T07:00:00Z","dir":"from_tui","kind":"op","payload":"Compact"}',
    '{"ts":"2026-11-21T07:00:00Z","dir":"to_tui","kind":"app_event","variant":"Show { a: 1 }"}',
    '{"ts":"soon","dir":"new","kind":"of the future","x":1}',
    '{"dir":"to_tui","kind":"codex_event","payload":{"id":"1","msg":{"type":"raw_response_item","item":{"type":"ghost_snapshot"}}}}',
    '{"torn',
    "",
    "[1]",
    '{"ts":"2026-11-21T07:00:00Z","dir":"to_tui","kind":"codex_event","payload":{"id":"1","msg":{"type":"stream_error","message":"Reconnecting... 2/5"}}}',
  ];
  const events = read(new TextEncoder().encode(lines.join("\n")));
  expect(events.map(({ kind, message }) => [kind, message])).toEqual([
    ["operation", "op Compact"],
    ["ui", "app_event Show { a: 1 }"],
    ["event", 'of the future {"x":1}'],
    ["snapshot", 'codex_event raw_response_item {"item":{"type":"ghost_snapshot"}}'],
    ["unknown", '{"torn'],
    ["unknown", "[1]"],
    ["stream_retry", 'codex_event stream_error {"message":"Reconnecting... 2/5"}'],
  ]);
  expect(events[2]).toMatchObject({ time: null, time_ms: null });
  expect(events.at(-1)?.facts).toEqual({ name: "stream_error", attempt: 2, max_attempts: 5 });
});
