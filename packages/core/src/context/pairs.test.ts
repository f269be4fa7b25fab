// Calls without outputs and outputs without calls, as Codex 0.169 sent them.

import { describe, expect, test } from "vitest";
import { said, Written } from "./records.tools.ts";

const CALLS = {
  function_call: { name: "shell", arguments: "{}" },
  local_shell_call: { status: "completed", action: { type: "exec", command: ["ls"] } },
  custom_tool_call: { name: "apply_patch", input: "x" },
  tool_search_call: { status: "completed", execution: "client", arguments: {} },
} as const;

const call = (type: keyof typeof CALLS, call_id = "c"): object => ({ type, call_id, ...CALLS[type] });
const output = (type: string, call_id = "c", fields = {}): object => ({ type, call_id, output: "ok", ...fields });

function context(...items: readonly object[]): ReturnType<Written["context"]> {
  const thread = new Written();
  for (const item of items) thread.item(item as Record<string, unknown>);
  return thread.context();
}

describe("a call without an output", () => {
  test.each([
    ["function_call", 'function_call_output: "aborted"'],
    ["local_shell_call", 'function_call_output: "aborted"'],
    ["custom_tool_call", 'custom_tool_call_output: "aborted"'],
    ["tool_search_call", "tool_search_output"],
  ] as const)("%s is answered", (type, answer) => {
    const report = context(call(type), output("function_call_output", "other"));
    expect(said(report)).toEqual([type, answer]);
    expect(report.items.map(({ origin, sources }) => [origin, sources[0]?.line])).toEqual([
      ["written", 2],
      ["added", 2],
    ]);
  });

  test("each of two is, right behind itself", () => {
    const ids = context(call("function_call", "a"), call("function_call", "b")).items.map(
      ({ value }) => value["call_id"],
    );
    expect(ids).toEqual(["a", "a", "b", "b"]);
  });

  test("is not, where an output of another kind only bears its name", () => {
    expect(said(context(call("function_call"), output("custom_tool_call_output")))).toEqual([
      "function_call",
      'function_call_output: "aborted"',
    ]);
  });

  test("whose output cannot be read is answered anew", () => {
    const report = context(call("function_call"), output("function_call_output", "c", { output: { content: "x" } }));
    expect(said(report)).toEqual(["function_call", 'function_call_output: "aborted"']);
    expect(report.dropped).toMatchObject([{ type: "function_call_output", reason: "unreadable", source: { line: 3 } }]);
  });
});

describe("an output without a call", () => {
  test.each(["function_call_output", "custom_tool_call_output"])("%s goes", (type) => {
    const report = context(output(type));
    expect([said(report), report.dropped]).toMatchObject([[], [{ type, reason: "no_call", source: { line: 2 } }]]);
  });

  test("stays, where it names none, or the provider searched", () => {
    const search = { status: "completed", tools: [], output: undefined };
    expect(said(context({ type: "function_call_output", name: "tool", output: "event" }))).toEqual([
      'function_call_output: "event"',
    ]);
    expect(said(context(output("tool_search_output", "c", { ...search, execution: "server" })))).toHaveLength(1);
    expect(said(context(output("tool_search_output", "c", { ...search, execution: "client" })))).toHaveLength(0);
  });
});

test("pairs stay as they are, whatever their order and number", () => {
  const items = [output("function_call_output"), call("function_call"), output("function_call_output")];
  expect(context(...items).items).toHaveLength(3);
});
