// What a wanted item becomes under the tools that versions have offered.

import { describe, expect, test } from "vitest";
import { countingIds, resolveItem } from "./resolve.ts";
import type { ScriptItem, Wire } from "./script.ts";

const tool = (name: string, type = "function"): Wire => ({ type, name });
const resolve = (item: ScriptItem, tools: Wire[], input: unknown[] = []): Wire =>
  resolveItem(item, { tools, input }, countingIds());
const args = (wire: Wire): unknown => JSON.parse(String(wire["arguments"]));

describe("a shell command", () => {
  const item = { $sh: "ls -l", yield_ms: 500, timeout_ms: 900 };

  test("is exec_command before any other tool", () => {
    const wire = resolve(item, [tool("shell"), tool("exec_command")]);
    expect(wire).toMatchObject({ type: "function_call", name: "exec_command", call_id: "call_lab_0001" });
    expect(args(wire)).toEqual({ cmd: "ls -l", yield_time_ms: 500 });
  });

  test("is a string for shell_command and an argv for shell", () => {
    expect(args(resolve(item, [tool("shell_command")]))).toEqual({ command: "ls -l", timeout_ms: 900 });
    expect(args(resolve(item, [tool("shell")]))).toEqual({ command: ["bash", "-lc", "ls -l"], timeout_ms: 900 });
  });

  test("is a local_shell_call where that tool is offered", () => {
    const wire = resolve(item, [{ type: "local_shell" }]);
    expect(wire).toMatchObject({
      type: "local_shell_call",
      action: { command: ["bash", "-lc", "ls -l"], timeout_ms: 900 },
    });
  });

  test("is JavaScript in code mode, whose tools travel as input items", () => {
    const wire = resolve(item, [], [{ type: "additional_tools", tools: [tool("exec", "custom")] }]);
    expect(wire).toMatchObject({ type: "custom_tool_call", name: "exec" });
    expect(wire["input"]).toContain('tools.exec_command({"cmd":"ls -l","yield_time_ms":500})');
  });

  test("passes other keys on as arguments", () => {
    const wire = resolve({ $sh: "true", justification: "why not" }, [tool("exec_command")]);
    expect(args(wire)).toEqual({ cmd: "true", justification: "why not" });
  });
});

describe("a patch", () => {
  const item = { $patch: "*** Begin Patch\n*** End Patch" };

  test("is a custom or a function call of apply_patch", () => {
    expect(resolve(item, [tool("apply_patch", "custom")])).toMatchObject({
      type: "custom_tool_call",
      input: item.$patch,
    });
    expect(args(resolve(item, [tool("apply_patch")]))).toEqual({ input: item.$patch });
  });

  test("goes through the shell where there is no such tool", () => {
    expect(args(resolve(item, [tool("shell")]))).toEqual({ command: ["apply_patch", item.$patch] });
    expect(args(resolve(item, [tool("exec_command")]))).toEqual({ cmd: `apply_patch <<'EOF'\n${item.$patch}\nEOF` });
  });
});

test("an MCP tool is found by namespace and name, in whichever of the two it stands", () => {
  const namespaced = { type: "namespace", name: "mcp__lab", tools: [tool("echo")] };
  expect(resolve({ $mcp: "lab.*echo", args: { text: "x" } }, [namespaced])).toMatchObject({
    name: "echo",
    namespace: "mcp__lab",
  });
  const flat = resolve({ $mcp: "lab.*echo", args: {} }, [tool("mcp__lab__echo")]);
  expect(flat["name"]).toBe("mcp__lab__echo");
  expect(flat["namespace"]).toBeUndefined();
});

test("a poll writes to the session that was spoken of last", () => {
  const output = { type: "function_call_output", output: "Process running with session ID 4\n" };
  const later = { type: "function_call_output", output: "Process running with session ID 17\n" };
  const wire = resolve({ $poll: "y\n" }, [tool("write_stdin")], [output, later]);
  expect(args(wire)).toEqual({ session_id: 17, chars: "y\n", yield_time_ms: 5000 });
});

test("@AGENT becomes the id of the agent spawned last", () => {
  const id = "01a1fcfe-056c-74f0-bd6b-93b42c213d80";
  const spawned = { type: "function_call_output", output: JSON.stringify({ agent_id: id }) };
  const wire = resolve({ $agent: { $fn: "wait_agent", args: { targets: ["@AGENT"] } } }, [], [spawned]);
  expect(args(wire)).toEqual({ targets: [id] });
});

test("texts, thoughts and raw items get ids, and raw items keep what they say", () => {
  expect(resolve({ $text: "hi" }, [])).toMatchObject({ type: "message", id: "msg_lab_0001", status: "completed" });
  expect(resolve({ $think: "hm" }, [])).toMatchObject({ type: "reasoning", summary: [{ text: "hm" }] });
  const raw = { type: "web_search_call", id: "ws_own", action: { type: "search" } };
  expect(resolve(raw, [])).toEqual(raw);
});

test("arguments that are no JSON are sent as they are", () => {
  expect(resolve({ $fn: "update_plan", args: "{bad" }, [tool("update_plan")])["arguments"]).toBe("{bad");
});
