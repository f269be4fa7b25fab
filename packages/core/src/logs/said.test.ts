// Spans, modules and messages as the versions of Codex wrote them.

import { describe, expect, test } from "vitest";
import { judge } from "./kinds.ts";
import { readObject } from "./object.ts";
import { readBody, readSaid, stripColours } from "./said.ts";
import { readTies } from "./ties.ts";

const ID = "01a1fe98-9539-7132-9f67-74ebddc5f2b7";
const OTHER = "01a1fe98-c0c4-76c3-a77c-72f36422b974";

describe("what follows time and level", () => {
  test.each([
    ["Failed to update: no", null, null, "Failed to update: no"],
    ["ERR: No such file", null, null, "ERR: No such file"],
    ["codex_core::codex: stopped: now", null, "codex_core::codex", "stopped: now"],
    ['feedback_tags: model="gpt-5.4"', null, "feedback_tags", 'model="gpt-5.4"'],
    ["codex_otel.log_only: event", null, "codex_otel.log_only", "event"],
    ["run_turn: codex_core::tasks::regular: enter", "run_turn", "codex_core::tasks::regular", "enter"],
    [
      `session_loop{thread_id=${ID}}:turn{otel.name="a } b" cwd=/x/{y}/z}: codex_core::client: said: {"a":1}`,
      `session_loop{thread_id=${ID}}:turn{otel.name="a } b" cwd=/x/{y}/z}`,
      "codex_core::client",
      'said: {"a":1}',
    ],
    ["open{never closed: codex_core::codex: x", null, null, "open{never closed: codex_core::codex: x"],
    [`run{a="${'\\"'.repeat(20_000)}: x`, null, null, `run{a="${'\\"'.repeat(20_000)}: x`],
    ['run{a=5" b=6}: a::b: x', 'run{a=5" b=6}', "a::b", "x"],
    ["", null, null, ""],
  ])("%.99s", (rest, spans, target, message) => {
    expect(readSaid(rest, false)).toEqual({ spans, target, message });
  });

  test("in colours, where only modules and spans are coloured", () => {
    expect(readSaid("error: this is no module", true)).toMatchObject({
      target: null,
      message: "error: this is no module",
    });
    const coloured = "\u001b[2mcodex_core::codex\u001b[0m\u001b[2m:\u001b[0m hello";
    expect(readSaid(coloured, true)).toEqual({ spans: null, target: "codex_core::codex", message: "hello" });
    expect(stripColours("\u001b[1;31mred\u001b[0m")).toBe("red");
  });

  test("in the database, whose rows name the module apart", () => {
    expect(readBody("models cache: new")).toEqual({ spans: null, target: null, message: "models cache: new" });
    expect(readBody("load: rules: new")).toEqual({ spans: "load", target: null, message: "rules: new" });
  });
});

test("sessions and turns are those of the innermost span, else of the event's own fields", () => {
  const spans = `session_loop{thread_id=${ID}}:turn{thread.id=${OTHER} turn.id=t1 model=m}:run{turn_id=t2}`;
  expect(readTies(spans, `thread_id=${ID}`)).toEqual({ session_id: OTHER, turn_id: "t2" });
  expect(readTies(null, `ToolCall: x {} thread_id=${ID}`)).toEqual({ session_id: ID, turn_id: null });
  expect(readTies(null, `conversation.id=${ID} model=m`).session_id).toBe(ID);
  expect(readTies(null, `Event { session_id: ThreadId { uuid: ${ID} }, x: 1 }`).session_id).toBe(ID);
  // A server of tools has sessions too.
  expect(readTies(null, `create new session session_id="${ID}"`).session_id).toBeNull();
});

test.each([
  ["ToolCall: exec_command {}", "tool_call", { tool: "exec_command" }],
  ['FunctionCall: shell({"command":[]})', "tool_call", { tool: "shell" }],
  [
    'tool call completed event.name="codex.tool_call" tool_name=exec call_id=c1 success=true',
    "tool_result",
    { tool: "exec", call_id: "c1", success: true },
  ],
  [
    "stream disconnected - retrying turn (2/5 in 1.5s)...",
    "stream_retry",
    { attempt: 2, max_attempts: 5, delay_ms: 1500 },
  ],
  ["stream disconnected before completion: closed", "stream_error", {}],
  ["Turn error: no", "turn_error", {}],
  ["ghost commit captured: 0a1b", "snapshot", {}],
  ["Selected model: gpt-6-sol, Selected effort: medium", "model", { model: "gpt-6-sol", effort: "medium" }],
  ["Configuring session: model=gpt-5.4; provider=x", "model", { model: "gpt-5.4" }],
  ['Submission sub=Submission { id: "1", op: Shutdown }', "operation", { name: "Shutdown" }],
  ["Request completed method=POST url=http://x status=500 Internal", "request", { status: 500 }],
  ['event.name="codex.sse_event" event.kind=x', "telemetry", { name: "codex.sse_event" }],
  ["whatever else", "event", {}],
])("%s", (message, kind, facts) => {
  expect(judge({ spans: null, target: "codex_core::codex", message })).toEqual({ kind, facts });
});

test("where it was said may tell what it is about", () => {
  const said = { spans: "run{}", target: "codex_core::tasks::ghost_snapshot", message: "took long" };
  expect(judge(said).kind).toBe("snapshot");
  expect(judge({ ...said, message: "close time.busy=1µs time.idle=2.0ms" }).kind).toBe("span");
  expect(judge({ spans: null, target: null, message: "new" }).kind).toBe("event");
});

test("a log in JSON says the same in other words", () => {
  const line = {
    timestamp: "2026-11-21T15:30:35.217966Z",
    level: "INFO",
    fields: { message: "close", "time.busy": "81.7µs", "time.idle": "915µs" },
    target: "codex_core::client",
    span: { turn_id: "t", name: "run" },
    spans: [{ thread_id: ID, name: "session_loop" }],
  };
  const said = readObject(JSON.stringify(line));
  expect(said).toEqual({
    spans: `session_loop{thread_id=${ID}}:run{turn_id=t}`,
    target: "codex_core::client",
    message: "close time.busy=81.7µs time.idle=915µs",
  });
  expect(judge(said).kind).toBe("span");
  expect(readObject('{"torn').message).toBe('{"torn');
  expect(readObject('{"fields":{"message":"x","n":1}}')).toEqual({ spans: null, target: null, message: "x n=1" });
});
