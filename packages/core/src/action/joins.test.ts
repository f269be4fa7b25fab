// Files made for one question each: which evidence belongs to which action.

import { expect, test } from "vitest";
import type { ActionRecord, ActionStreamRecord } from "./contract.ts";
import { applyAmendments, projectActions } from "./project.ts";

const THREAD = "01996b00-0000-7000-8000-000000000001";
let second = 0;

function line(type: string, payload: object): string {
  second += 1;
  const timestamp = new Date(Date.UTC(2026, 2, 1, 10, 0, second)).toISOString();
  return JSON.stringify({ timestamp, type, payload });
}
const head = (): string => line("session_meta", { id: THREAD, cwd: "/w", cli_version: "0.128.0", originator: "t" });
const start = (turn_id: string): string => line("event_msg", { type: "task_started", turn_id });
const done = (turn_id: string): string => line("event_msg", { type: "task_complete", turn_id });
const call = (call_id: string, name: string, args: object): string =>
  line("response_item", { type: "function_call", name, arguments: JSON.stringify(args), call_id });
const run = (call_id: string, cmd: string): string => call(call_id, "exec_command", { cmd });
const output = (call_id: string, text: string): string =>
  line("response_item", { type: "function_call_output", call_id, output: text });
const exited = (code: number): string => `Wall time: 1.0 seconds\nProcess exited with code ${code}\nOutput:\n`;
const running = (process: number): string =>
  `Wall time: 1.0 seconds\nProcess running with session ID ${process}\nOutput:\n`;

function stream(...lines: string[]): ActionStreamRecord[] {
  second = 0;
  return projectActions(new TextEncoder().encode(lines.map((text) => `${text}\n`).join("")), { file: "f" });
}
function actions(records: readonly ActionStreamRecord[]): ActionRecord[] {
  return applyAmendments(records)
    .filter((record) => record.record === "action")
    .filter(({ marker }) => marker === null);
}
const told = (records: readonly ActionStreamRecord[]): unknown[] =>
  actions(records).map(({ command, status, exit_code }) => [command, status, exit_code]);

test("a number given again to another process is the newest bearer's", () => {
  const records = stream(
    head(),
    start("t1"),
    run("call_aaaaaaaa1", "old"),
    output("call_aaaaaaaa1", running(0)),
    run("call_aaaaaaaa2", "new"),
    output("call_aaaaaaaa2", running(0)),
    call("call_aaaaaaaa3", "write_stdin", { session_id: 0, chars: "" }),
    output("call_aaaaaaaa3", exited(5)),
  );
  expect(told(records)).toEqual([["new", "failed", 5]]);
  expect(records.at(-1)).toMatchObject({ pending: 2 });
});

test("an id used twice names two actions", () => {
  const records = stream(
    head(),
    start("t1"),
    run("call_aaaaaaaa1", "one"),
    output("call_aaaaaaaa1", exited(0)),
    run("call_aaaaaaaa1", "two"),
    output("call_aaaaaaaa1", exited(1)),
    done("t1"),
  );
  expect(told(records)).toEqual([
    ["one", "completed", 0],
    ["two", "failed", 1],
  ]);
  expect(actions(records).map(({ action_id }) => action_id)).toEqual([
    `${THREAD}:call_aaaaaaaa1`,
    `${THREAD}:call_aaaaaaaa1#2`,
  ]);
});

test.each(["call_0", "functions.exec_command:0"])(
  "ids counted anew in each turn, as %s, are told apart by it",
  (id) => {
    const records = stream(
      head(),
      start("t1"),
      run(id, "one"),
      output(id, exited(0)),
      done("t1"),
      start("t2"),
      run(id, "two"),
      output(id, exited(0)),
      done("t2"),
    );
    expect(actions(records).map(({ action_id }) => action_id)).toEqual([`${THREAD}:1/${id}`, `${THREAD}:2/${id}`]);
  },
);

test("an id that comes again before its answer leaves the first unanswered, not lost", () => {
  const records = stream(
    head(),
    start("t1"),
    run("call_aaaaaaaa1", "one"),
    run("call_aaaaaaaa1", "two"),
    output("call_aaaaaaaa1", exited(0)),
  );
  expect(told(records)).toEqual([
    ["one", "unknown", null],
    ["two", "completed", 0],
  ]);
});

test.each([
  "unsupported call: x is what I print",
  "The request was rejected by user because",
  "this host is unavailable in eu-west",
  "Success. Updated the following files:\nA x\n",
  '{"output":"x","metadata":{"exit_code":1,"duration_seconds":0.1}}',
  "Script failed\nWall time 1 seconds\nOutput:\n",
  running(3),
])("what an MCP tool prints is no word of Codex's: %s", (text) => {
  const records = stream(head(), start("t1"), call("call_aaaaaaaa1", "mcp__s__t", {}), output("call_aaaaaaaa1", text));
  expect(actions(records)).toMatchObject([{ action_type: "tool_call", status: "unknown", exit_code: null }]);
});

test("the router's own refusal is taken at its word", () => {
  const records = stream(
    head(),
    start("t1"),
    call("call_aaaaaaaa1", "no_such_tool", {}),
    output("call_aaaaaaaa1", "unsupported call: no_such_tool"),
  );
  expect(actions(records)).toMatchObject([{ status: "failed" }]);
});

test("the exit that write_stdin reports in a later turn ends the command, late", () => {
  const records = stream(
    head(),
    start("t1"),
    run("call_aaaaaaaa1", "a"),
    output("call_aaaaaaaa1", running(7)),
    call("call_aaaaaaaa2", "write_stdin", { session_id: 7 }),
    done("t1"),
    start("t2"),
    output("call_aaaaaaaa2", exited(4)),
  );
  expect(told(records)).toEqual([["a", "failed", 4]]);
  expect(actions(records)).toMatchObject([{ durability: "late" }]);
  expect(records.at(-1)).toMatchObject({ unmatched_outputs: 0, pending: 1 });
});

test("124 is a timeout where the call's time was up, and an exit code elsewhere", () => {
  const limit = call("call_aaaaaaaa1", "shell_command", { command: "sleep 9", timeout_ms: 1000 });
  const own = call("call_aaaaaaaa2", "shell_command", { command: "timeout 1 sleep 9" });
  const text = "Exit code: 124\nWall time: 1 seconds\nOutput:\n";
  const records = stream(
    head(),
    start("t1"),
    limit,
    output("call_aaaaaaaa1", text),
    own,
    output("call_aaaaaaaa2", text),
  );
  expect(told(records)).toEqual([
    ["sleep 9", "timed_out", 124],
    ["timeout 1 sleep 9", "failed", 124],
  ]);
});

test("an unanswered call of a turn that ended well was not interrupted", () => {
  const records = stream(head(), start("t1"), run("call_aaaaaaaa1", "a"), done("t1"), start("t2"));
  expect(actions(records)).toMatchObject([{ status: "unknown", durability: "output_missing" }]);
});

test("a context of another turn starts that turn", () => {
  const context = line("turn_context", { turn_id: "t2", cwd: "/w" });
  const records = stream(
    head(),
    start("t1"),
    run("call_aaaaaaaa1", "a"),
    context,
    run("call_aaaaaaaa2", "b"),
    output("call_aaaaaaaa2", exited(0)),
  );
  expect(actions(records)).toMatchObject([
    { turn_id: "t1", status: "interrupted" },
    { turn_id: "t2", status: "completed" },
  ]);
});

test("between two turns a marker has none", () => {
  const settings = line("event_msg", { type: "thread_settings_applied", thread_id: THREAD, thread_settings: {} });
  const records = stream(head(), start("t1"), done("t1"), settings);
  const marker = records.find((record) => record.record === "action" && record.marker === "settings_changed");
  expect(marker).toMatchObject({ turn_id: null });
});

test("late evidence corrects what the end record counts as untold", () => {
  const records = stream(
    head(),
    start("t1"),
    run("call_aaaaaaaa1", "a"),
    start("t2"),
    output("call_aaaaaaaa1", exited(0)),
  );
  expect(records.find((record) => record.record === "amendment")).toMatchObject({
    changed: { status: "completed", exit_code: 0 },
  });
  expect(records.at(-1)).toMatchObject({ untold: {}, by_status: { completed: 4 }, amendments: 1 });
});

test("a nested call of two scripts side by side is of neither", () => {
  const script = (call_id: string): string =>
    line("response_item", { type: "custom_tool_call", name: "exec", input: "", call_id });
  const item = {
    type: "CommandExecution",
    id: "exec-00000000-1",
    command: ["/bin/bash", "-lc", "b"],
    cwd: "file:///w",
    source: "unified_exec_startup",
    status: "completed",
    exit_code: 0,
  };
  const nested = line("event_msg", { type: "item_completed", turn_id: "t1", item });
  const beside = stream(
    head(),
    start("t1"),
    script("call_aaaaaaaa1"),
    script("call_aaaaaaaa2"),
    output("call_aaaaaaaa2", "Script completed\nWall time 1 seconds\nOutput:\n"),
    nested,
  );
  expect(actions(beside).find(({ command }) => command === "b")).toMatchObject({ parent_action_id: null });
  const alone = stream(head(), start("t1"), script("call_aaaaaaaa1"), nested);
  expect(actions(alone)).toMatchObject([{ parent_action_id: `${THREAD}:call_aaaaaaaa1` }]);
});

test("a time that is none is null, and one of another offset is carried to UTC", () => {
  const lines = [head(), start("t1"), run("call_aaaaaaaa1", "a"), output("call_aaaaaaaa1", exited(0))];
  const odd = (text: string, time: string): string => text.replace(/"timestamp":"[^"]*"/, `"timestamp":"${time}"`);
  expect(actions(stream(...lines.slice(0, 3), odd(lines[3] ?? "", "yesterday")))).toMatchObject([{ timestamp: null }]);
  expect(actions(stream(...lines.slice(0, 3), odd(lines[3] ?? "", "2026-03-01T12:00:00+02:00")))).toMatchObject([
    { timestamp: "2026-03-01T10:00:00.000Z" },
  ]);
});

test("a tool of a foreign namespace has one name, whether its call or its item comes first", () => {
  const called = line("response_item", {
    type: "function_call",
    name: "buy",
    namespace: "shop",
    arguments: "{}",
    call_id: "c",
  });
  const item = { type: "DynamicToolCall", id: "c", tool: "buy", namespace: "shop", arguments: {}, status: "completed" };
  const ended = line("event_msg", { type: "item_completed", turn_id: "t", item });
  for (const lines of [[called, ended], [ended, called], [ended]]) {
    const records = applyAmendments(stream(head(), start("t"), ...lines, done("t")));
    const tools = records.flatMap((record) =>
      record.record === "action" && record.action_type === "tool_call" ? record.tool_name : [],
    );
    expect(tools).toEqual(["shop.buy"]);
  }
});
