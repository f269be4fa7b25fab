// Each step by itself, on the smallest session that shows it, and the things a report must say.

import { describe, expect, test } from "vitest";
import type { JsonObject } from "../bytes/json.ts";
import type { Era } from "../rollout/era.ts";
import { readRecords } from "../rollout/read.ts";
import { createUpgrade, encodeUpgraded, type UpgradedLine, type UpgradeReport } from "./index.ts";

const ID = "11111111-2222-4333-8444-555555555555";
const TIME = "2025-05-02T10:00:00.000Z";

function upgrade(source: string, to: Era = "paginated", named: string | null = null) {
  const bytes = Buffer.from(source);
  const lines: UpgradedLine[] = [];
  const chain = createUpgrade({ to, named }, (line) => lines.push(line));
  for (const reading of readRecords(bytes)) chain.read(reading);
  const report: UpgradeReport = chain.end();
  const texts = lines.map((line) =>
    encodeUpgraded(line, bytes.toString("utf8", line.at.offset, line.at.offset + line.at.length)),
  );
  return { report, texts, values: lines.map(({ value }) => value), kinds: lines.map(kindOf) };
}

function kindOf({ outer, inner, value }: UpgradedLine): string {
  const item = payload(value)["item"];
  return inner === "item_completed" ? String((item as JsonObject)["type"]) : inner || outer;
}

function payload(value: JsonObject): JsonObject {
  return (value["payload"] ?? {}) as JsonObject;
}

function items(values: readonly JsonObject[]): JsonObject[] {
  return values.flatMap((value) =>
    payload(value)["item"] === undefined ? [] : [payload(value)["item"] as JsonObject],
  );
}

const lines = (...values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join("");
const said = (role: string, text: string) => ({
  type: "message",
  role,
  content: [{ type: role === "assistant" ? "output_text" : "input_text", text }],
});
const call = (call_id: string, command: string) => ({
  type: "function_call",
  name: "shell",
  arguments: JSON.stringify({ command: ["bash", "-lc", command] }),
  call_id,
});
const output = (call_id: string, text: string) => ({ type: "function_call_output", call_id, output: text });
const header = { id: ID, timestamp: TIME, instructions: null };
const enveloped = (type: string, content: unknown, timestamp = TIME) => ({ timestamp, type, payload: content });
const meta = { id: ID, timestamp: TIME, cwd: "/w", originator: "codex_exec", cli_version: "0.36.0" };
const event = (content: unknown) => enveloped("event_msg", content);
const item = (content: unknown) => enveloped("response_item", content);

describe("document → bare", () => {
  test("the session becomes the first line, each item one of its own, to the last character", () => {
    const source = `{\n  "session": {\n    "timestamp": "${TIME}",\n    "id": "${ID}",\n    "instructions": ""\n  },\n  "items": [\n    {\n      "type": "message",\n      "role": "user",\n      "n": 1.0,\n      "content": [ { "type": "input_text", "text": "a  \\u00e9 \\" b" } ]\n    }\n  ]\n}`;
    const { texts, report } = upgrade(source, "bare");
    expect(texts).toEqual([
      `{"id":"${ID}","timestamp":"${TIME}","instructions":""}`,
      `{"type":"message","role":"user","n":1.0,"content":[{"type":"input_text","text":"a  \\u00e9 \\" b"}]}`,
    ]);
    expect(report).toMatchObject({ from: ["document"], to: "bare", made_up: {} });
  });
});

describe("bare → envelope", () => {
  test("items keep their characters inside their envelope, and events stand beside them", () => {
    const source = `${lines(header)}{"type":"message","id":null,"role":"user","content":[{"type":"input_text","text":"hi"}],"f":1.0}\n${lines(said("assistant", "ho"))}`;
    const { texts, kinds } = upgrade(source, "envelope");
    expect(kinds).toEqual(["session_meta", "message", "user_message", "agent_message", "message"]);
    expect(texts[1]).toBe(
      `{"timestamp":"${TIME}","type":"response_item","payload":{"type":"message","id":null,"role":"user","content":[{"type":"input_text","text":"hi"}],"f":1.0}}`,
    );
  });

  test("the header learns the working directory from the environment context behind it", () => {
    const context = said("user", "<environment_context>\n  <cwd>/w</cwd>\n</environment_context>");
    const { values, report } = upgrade(lines(header, { record_type: "state" }, context), "envelope");
    expect(payload(values[0] ?? {})).toMatchObject({
      id: ID,
      cwd: "/w",
      originator: "unknown",
      cli_version: "unknown",
    });
    expect(report.made_up).toEqual({ originator: 1, cli_version: 1, timestamp: 1 });
  });

  test("state lines are kept in the report, with their place", () => {
    const state = { record_type: "state", previous_response_id: "resp_1" };
    const { report } = upgrade(lines(header, state), "envelope");
    const offset = JSON.stringify(header).length + 1;
    expect(report.left_out).toEqual([
      { reason: "no place", line: 2, offset, length: JSON.stringify(state).length, damage: null, record: state },
    ]);
  });

  test("a file without its header gets one from its name", () => {
    const { kinds, values, report } = upgrade(lines(said("user", "hi")), "envelope", ID);
    expect(kinds[0]).toBe("session_meta");
    expect(payload(values[0] ?? {})["id"]).toBe(ID);
    expect(report.made_up).toMatchObject({ header: 1 });
  });
});

describe("envelope → legacy", () => {
  const prompts = lines(
    enveloped("session_meta", meta),
    event({ type: "user_message", message: "one" }),
    event({ type: "agent_message", message: "done" }),
    event({ type: "user_message", message: "two" }),
    item(call("c", "sleep")),
    event({ type: "user_message", message: "three" }),
  );

  test("a prompt starts a turn, and the next one ends it unless a call was left open", () => {
    const { kinds, values, report } = upgrade(prompts, "legacy");
    expect(kinds).toEqual([
      "session_meta",
      "task_started",
      "user_message",
      "agent_message",
      "task_complete",
      "task_started",
      "user_message",
      "function_call",
      "task_started",
      "user_message",
      "task_complete",
    ]);
    expect(payload(values[4] ?? {})).toMatchObject({
      last_agent_message: "done",
      turn_id: payload(values[1] ?? {})["turn_id"],
    });
    expect(report.made_up).toMatchObject({ turn_id: 3, turn_start: 3, turn_end: 2, session_id: 1, source: 1 });
  });

  test("ids are the same every time, and none is used twice", () => {
    const ids = upgrade(prompts, "legacy")
      .values.filter((value) => payload(value)["type"] === "task_started")
      .map((value) => payload(value)["turn_id"]);
    expect(ids).toEqual(
      upgrade(prompts, "legacy")
        .values.filter((value) => payload(value)["type"] === "task_started")
        .map((value) => payload(value)["turn_id"]),
    );
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test("turns that Codex told are left as told", () => {
    const started = event({ type: "task_started", turn_id: "t" });
    const { kinds, report } = upgrade(
      lines(
        enveloped("session_meta", meta),
        started,
        event({ type: "user_message", message: "one" }),
        event({ type: "task_complete", turn_id: "t" }),
      ),
      "legacy",
    );
    expect(kinds).toEqual(["session_meta", "task_started", "user_message", "task_complete"]);
    expect(report.made_up["turn_id"]).toBeUndefined();
  });

  test("an abort without a turn id gets that of the turn it ends, and the old policy tag its new name", () => {
    const context = enveloped("turn_context", { cwd: "/w", sandbox_policy: { mode: "read-only" }, model: "m" });
    const { kinds, values } = upgrade(
      lines(
        enveloped("session_meta", meta),
        event({ type: "user_message", message: "one" }),
        context,
        event({ type: "turn_aborted", reason: "interrupted" }),
      ),
      "legacy",
    );
    expect(kinds).toEqual(["session_meta", "task_started", "user_message", "turn_context", "turn_aborted"]);
    const turn_id = payload(values[1] ?? {})["turn_id"];
    expect(payload(values[3] ?? {})).toEqual({ cwd: "/w", sandbox_policy: { type: "read-only" }, model: "m", turn_id });
    expect(payload(values[4] ?? {})).toEqual({ type: "turn_aborted", reason: "interrupted", turn_id });
  });
});

describe("legacy → paginated", () => {
  const start = [
    enveloped("session_meta", { ...meta, history_mode: "legacy", source: "exec", session_id: ID }),
    event({ type: "task_started", turn_id: "t" }),
  ];
  const build = (...rest: readonly unknown[]) => upgrade(lines(...start, ...rest));

  test("lines keep their characters and get an ordinal behind their timestamp", () => {
    const source = `${lines(...start)}{"timestamp":"${TIME}","type":"event_msg","payload":{"type":"token_count","x":1.0}}\n`;
    const { texts } = upgrade(source);
    expect(texts[2]).toBe(
      `{"timestamp":"${TIME}","ordinal":2,"type":"event_msg","payload":{"type":"token_count","x":1.0}}`,
    );
  });

  test.each([
    [
      '{"output":"x\\n","metadata":{"exit_code":3,"duration_seconds":0.5}}',
      { status: "failed", exit_code: 3, aggregated_output: "x\n", duration: { secs: 0, nanos: 500_000_000 } },
    ],
    [
      "Exit code: 0\nWall time: 2 seconds\nOutput:\nOutput:\nfine",
      { status: "completed", exit_code: 0, aggregated_output: "Output:\nfine", duration: { secs: 2, nanos: 0 } },
    ],
    ["aborted by user after 3.8s", { status: "in_progress", aggregated_output: "aborted by user after 3.8s" }],
    ["exec command rejected by user", { status: "declined", aggregated_output: "exec command rejected by user" }],
  ])("a command that came back with %j", (text, expected) => {
    const { values, kinds } = build(item(call("c", "echo x")), item(output("c", text)));
    expect(kinds.slice(2)).toEqual(["function_call", "CommandExecution", "function_call_output"]);
    const [built] = items(values);
    expect(built).toMatchObject({ id: "c", command: ["bash", "-lc", "echo x"], cwd: "file:///w", ...expected });
    expect(built?.["exit_code"]).toBe("exit_code" in expected ? expected.exit_code : undefined);
  });

  test("a process that goes on is one command, ended by what was last written to it", () => {
    const exec = { type: "function_call", name: "exec_command", arguments: '{"cmd":"cat"}', call_id: "c" };
    const write = {
      type: "function_call",
      name: "write_stdin",
      arguments: '{"session_id":7,"chars":"q"}',
      call_id: "d",
    };
    const { values, report } = build(
      item(exec),
      item(output("c", "Wall time: 1.0 seconds\nProcess running with session ID 7\nOutput:\nfirst\n")),
      item(write),
      item(output("d", "Wall time: 1.0 seconds\nProcess exited with code 2\nOutput:\nlast\n")),
    );
    expect(items(values)).toEqual([
      expect.objectContaining({
        id: "c",
        process_id: "7",
        command: ["bash", "-lc", "cat"],
        exit_code: 2,
        aggregated_output: "first\nlast\n",
      }),
    ]);
    expect(report.made_up).toMatchObject({ argv: 1 });
  });

  test("a patch in the disguise of a command is a file change with what the patch tells, and nothing else", () => {
    const patch =
      "*** Begin Patch\n*** Update File: a.txt\n*** Move to: b.txt\n@@ fn\n-x\n+y\n*** Delete File: c.txt\n*** End Patch";
    const shell = { ...call("p", ""), arguments: JSON.stringify({ command: ["apply_patch", patch] }) };
    const { values, report } = build(
      item(shell),
      item(output("p", "Success. Updated the following files:\nM b.txt\nD c.txt\n")),
    );
    expect(items(values)).toEqual([
      {
        type: "FileChange",
        id: "p",
        changes: {
          "/w/a.txt": { type: "update", unified_diff: "@@ fn\n-x\n+y\n", move_path: "/w/b.txt" },
          "/w/c.txt": { type: "delete", content: "" },
        },
        status: "completed",
        stdout: "Success. Updated the following files:\nM b.txt\nD c.txt\n",
        stderr: "",
      },
    ]);
    expect(report.made_up).toMatchObject({ line_numbers: 1, deleted_text: 1 });
  });

  test("an end event is the item of its call, and the output adds no second", () => {
    const end = {
      type: "exec_command_end",
      call_id: "c",
      turn_id: "t",
      command: ["bash", "-lc", "ls"],
      cwd: "/w b",
      exit_code: 0,
      status: "completed",
      aggregated_output: "",
    };
    const { values } = build(
      item(call("c", "ls")),
      event(end),
      item(output("c", "Exit code: 0\nWall time: 0 seconds\nOutput:\n")),
    );
    expect(items(values)).toEqual([expect.objectContaining({ id: "c", cwd: "file:///w%20b", exit_code: 0 })]);
  });

  test("an MCP call whose result says nothing of success stays in progress", () => {
    const mcp = { type: "function_call", name: "mcp__lab__echo", arguments: '{"text":"x"}', call_id: "m" };
    const { values, report } = build(item(mcp), item(output("m", '[{"type":"text","text":"x"}]')));
    expect(items(values)).toEqual([
      expect.objectContaining({
        server: "lab",
        tool: "echo",
        arguments: { text: "x" },
        status: "inProgress",
        result: { content: [{ type: "text", text: "x" }] },
      }),
    ]);
    expect(report.made_up).toMatchObject({ mcp_server: 1, status: 1 });
  });

  test("parts of reasoning are one item, a compaction is one, and a search is one", () => {
    const search = { type: "web_search_call", status: "completed", action: { type: "search", query: "q" } };
    const { kinds, values } = build(
      event({ type: "agent_reasoning", text: "a" }),
      event({ type: "agent_reasoning", text: "b" }),
      event({ type: "agent_message", message: "m" }),
      enveloped("compacted", { message: "" }),
      event({ type: "context_compacted" }),
      enveloped("compacted", { message: "" }),
      event({ type: "web_search_end", call_id: "w", query: "q", action: search.action }),
      item(search),
      item(search),
    );
    expect(kinds.slice(2)).toEqual([
      "Reasoning",
      "AgentMessage",
      "compacted",
      "ContextCompaction",
      "compacted",
      "ContextCompaction",
      "WebSearch",
      "web_search_call",
      "WebSearch",
      "web_search_call",
    ]);
    expect(items(values)[0]).toMatchObject({ summary_text: ["a", "b"] });
    expect(payload(values[9] ?? {})["id"]).toBe("w");
  });

  test("a long output is cut in the item as Codex cuts it, whole in its own line, and counted", () => {
    const long = "é".repeat(80_000);
    const { values, report } = build(
      item(call("c", "x")),
      item(output("c", `Exit code: 0\nWall time: 0 seconds\nOutput:\n${long}`)),
    );
    const cut = String(items(values)[0]?.["aggregated_output"]);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(65_536);
    expect(cut).toMatch(/^é+\n\.\.\. command output truncated for persistence \.\.\.\né+$/);
    expect(report.shortened).toBe(1);
  });

  test("damage is left out with its place, and a call without an end is counted", () => {
    const { report, kinds } = upgrade(`${lines(...start)}{"timestamp":"${TIME}","ty\n${lines(item(call("c", "x")))}`);
    expect(kinds.at(-1)).toBe("function_call");
    expect(report.left_out).toMatchObject([{ reason: "damaged", line: 3, damage: "torn", record: null }]);
    expect(report.without_end).toBe(1);
  });

  test("unknown types and records of unknown shape pass through", () => {
    const { texts } = upgrade(`${lines(...start, enveloped("from_the_future", { a: 1 }))}{"what":"is this"}\n`);
    expect(texts.slice(2)).toEqual([
      `{"timestamp":"${TIME}","ordinal":2,"type":"from_the_future","payload":{"a":1}}`,
      '{"what":"is this"}',
    ]);
  });
});
