import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { readRecords } from "../rollout/read.ts";
import { readThread, type Thread } from "../thread/index.ts";
import { EVERYTHING, fileStates, pathBelow, readHistory, replay, type BaseFile, type ReplayOptions } from "./index.ts";
import { added, deleted, makeThread, makeThreadOf, patch, patched, ran, updated, WORK } from "./records.tools.ts";

function statesOf(thread: Thread, options: Partial<ReplayOptions> = {}): Readonly<Record<string, string>> {
  const history = readHistory(thread);
  const states = fileStates(replay(history, { ...EVERYTHING, ...options }));
  return Object.fromEntries(
    states.map(({ path, state, text, reasons }) => [
      pathBelow(history.root.path, path) ?? path,
      state === "known"
        ? (text ?? "")
        : state === "deleted"
          ? "DELETED"
          : `UNKNOWN ${reasons.map(({ kind }) => kind).join(" ")}`,
    ]),
  );
}

function baseOf(files: Readonly<Record<string, string>>): (path: string) => BaseFile {
  return (path) => {
    const text = files[pathBelow(WORK, path) ?? path];
    return text === undefined ? { kind: "none" } : { kind: "text", text, mode: "100644" };
  };
}

describe("every specimen in which patches were applied, of every version", () => {
  /** What the lab's repository was, and what the real Codex left of it: the scripts are the same for all versions. */
  const REPOSITORY = { "a.txt": "line one\nline two\nline three\n", "old.txt": "keep\n", "del.txt": "gone\n" };
  const LEFT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    patch: {
      "a.txt": "line one\nline 2\nline three\n",
      "del.txt": "DELETED",
      "moved/renamed.txt": "kept\n",
      "new.txt": "brand new\nsecond\n",
      "old.txt": "DELETED",
    },
    patch_shell: { "a.txt": "line one\nline 2\nline three\n", "new.txt": "brand new\nsecond\n" },
  };
  const found = listScenarios().flatMap(({ label, name: scenario, files }) => {
    const kind = /(?:^|-)(patch|patch_shell)$/.exec(scenario)?.[1];
    return kind === undefined ? [] : files.map((file) => [`${label} ${scenario}`, kind, file] as const);
  });

  test("there are some of each era", () => {
    expect(found.length).toBeGreaterThan(45);
  });

  test.each(found)("%s", (_name, kind, file) => {
    const readings = readRecords(sessionBytes(file));
    const chain = { path: basename(file), rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
    const thread = readThread([{ file: chain, named: null, readings }]);
    const { root } = readHistory(thread);
    const base = (path: string): BaseFile => {
      const text = (REPOSITORY as Readonly<Record<string, string>>)[pathBelow(root.path, path) ?? ""];
      return text === undefined ? { kind: "none" } : { kind: "text", text, mode: "100644" };
    };
    expect(statesOf(thread, { base })).toEqual(LEFT[kind]);
    // Without the base commit nothing is claimed that is not so.
    for (const [path, state] of Object.entries(statesOf(thread)))
      expect(state.startsWith("UNKNOWN") ? LEFT[kind]?.[path] : state, path).toBe(LEFT[kind]?.[path]);
  });
});

const THREE = "one\ntwo\nthree\n";
const CHANGED = updated("@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n");

describe("what may have written a file", () => {
  test.each([
    ["a command that only reads", ran("cat a.txt | head -3"), "x\n"],
    ["a command that was declined", ran("rm -rf .", { status: "declined" }), "x\n"],
    ["a command that runs code", ran("npm test"), "UNKNOWN command"],
    ["a command that failed", ran("make", { status: "failed", exit_code: 2 }), "UNKNOWN command"],
    [
      "a tool of a server",
      { type: "McpToolCall", id: "m", server: "s", tool: "t", status: "completed" },
      "UNKNOWN tool",
    ],
    ["a turn item of a type not known", { type: "Novelty", id: "n" }, "UNKNOWN tool"],
    ["a web search", { type: "WebSearch", id: "w", query: "q" }, "x\n"],
    ["an undo", { type: "event_msg", payload: { type: "undo_completed", success: true } }, "UNKNOWN undo"],
  ])("%s", (_name, item, state) => {
    expect(statesOf(makeThread([patched({ "a.txt": added("x\n") }), item]))).toEqual({ "a.txt": state });
    expect(statesOf(makeThread([item, patched({ "a.txt": added("x\n") })]))).toEqual({ "a.txt": "x\n" });
  });

  test("an agent may, until it rests", () => {
    const agent = (kind: string) => ({ type: "SubAgentActivity", id: kind, kind, agent_thread_id: "t" });
    const change = patched({ "a.txt": added("x\n") });
    expect(statesOf(makeThread([change, agent("started")]))).toEqual({ "a.txt": "UNKNOWN agent" });
    expect(statesOf(makeThread([agent("started"), change]))).toEqual({ "a.txt": "UNKNOWN agent" });
    expect(statesOf(makeThread([agent("started"), change, agent("completed")]))).toEqual({ "a.txt": "UNKNOWN agent" });
    expect(statesOf(makeThread([agent("started"), agent("completed"), change]))).toEqual({ "a.txt": "x\n" });
  });

  test("commands, tools and agents may be trusted, an undo may not", () => {
    const undone = { type: "event_msg", payload: { type: "undo_completed", success: true } };
    const mcp = { type: "McpToolCall", id: "m", server: "s", tool: "t", status: "completed" };
    const first = patched({ "a.txt": added("x\n") });
    expect(statesOf(makeThread([first, ran("make"), mcp]), { trust: true })).toEqual({ "a.txt": "x\n" });
    expect(statesOf(makeThread([first, undone]), { trust: true })).toEqual({ "a.txt": "UNKNOWN undo" });
  });

  test("a command that began before the patch and ended behind it counts", () => {
    const call = { type: "function_call", name: "exec_command", arguments: '{"cmd":"make"}', call_id: "c" };
    const thread = makeThread([
      { type: "response_item", payload: call },
      patched({ "a.txt": added("x\n") }),
      { ...ran("make"), id: "c" },
    ]);
    expect(statesOf(thread)).toEqual({ "a.txt": "UNKNOWN command" });
  });

  test("a command that goes on after the turn counts before its end is on disk", () => {
    const call = { type: "function_call", name: "exec_command", arguments: '{"cmd":"make"}', call_id: "c" };
    const told = { type: "function_call_output", call_id: "c", output: "Process running with session ID 7\nOutput:\n" };
    const turn = [
      { type: "response_item", payload: call },
      { type: "response_item", payload: told },
      patched({ "a.txt": added("x\n") }),
    ];
    const ended = { ...ran("make"), id: "c" };
    expect(statesOf(makeThread(turn, []), { until: 0 })).toEqual({ "a.txt": "UNKNOWN command" });
    expect(statesOf(makeThread(turn, [ended]), { until: 0 })).toEqual({ "a.txt": "UNKNOWN command" });
  });

  test("a file is known again once a patch has written it whole, or shown it from beginning to end", () => {
    const again = patched({ "a.txt": added("y\n") });
    expect(statesOf(makeThread([patched({ "a.txt": added("x\n") }), ran("make"), again]))).toEqual({ "a.txt": "y\n" });
    const shown = patched({ "a.txt": updated("@@ -1 +1 @@\n-z\n+w\n") });
    expect(statesOf(makeThread([patched({ "a.txt": added("x\n") }), ran("make"), shown]))).toEqual({ "a.txt": "w\n" });
  });

  test("a turn that was rolled back did what it did", () => {
    const back = { type: "event_msg", payload: { type: "thread_rolled_back", num_turns: 1 } };
    const thread = makeThread([patched({ "a.txt": added("x\n") })], [patched({ "b.txt": added("y\n") })], [back]);
    expect(statesOf(thread)).toEqual({ "a.txt": "x\n", "b.txt": "y\n" });
  });

  test("later turns are left out", () => {
    const thread = makeThread([patched({ "a.txt": added("x\n") })], [ran("make"), patched({ "b.txt": added("y\n") })]);
    expect(statesOf(thread, { until: 0 })).toEqual({ "a.txt": "x\n" });
    expect(statesOf(thread)).toEqual({ "a.txt": "UNKNOWN command", "b.txt": "y\n" });
  });
});

describe("the commit the session began with", () => {
  const thread = makeThread([patched({ "a.txt": CHANGED })]);

  test("makes a file known that was changed in parts", () => {
    expect(statesOf(thread)).toEqual({ "a.txt": "UNKNOWN unseen" });
    expect(statesOf(thread, { base: baseOf({ "a.txt": `${THREE}four\n` }) })).toEqual({
      "a.txt": "one\nTWO\nthree\nfour\n",
    });
  });

  test("is not believed against the change", () => {
    expect(statesOf(thread, { base: baseOf({ "a.txt": "one\n2\nthree\n" }) })).toEqual({ "a.txt": "UNKNOWN misfit" });
    expect(statesOf(thread, { base: baseOf({}) })).toEqual({ "a.txt": "UNKNOWN misfit" });
  });

  test("does not count behind a command that may have changed the file before", () => {
    const later = makeThread([ran("make"), patched({ "a.txt": CHANGED })]);
    const base = baseOf({ "a.txt": THREE });
    expect(statesOf(later, { base })).toEqual({ "a.txt": "UNKNOWN command" });
    expect(statesOf(later, { base, trust: true })).toEqual({ "a.txt": "one\nTWO\nthree\n" });
  });

  test("says where a link is, and what is written to it stays unknown", () => {
    const base = (): BaseFile => ({ kind: "other", why: "it is a symbolic link", link: true });
    expect(statesOf(thread, { base })).toEqual({ "a.txt": "UNKNOWN base" });
    expect(statesOf(makeThread([patched({ "a.txt": added("x") })]), { base })).toEqual({ "a.txt": "UNKNOWN base" });
    const anew = makeThread([patched({ "a.txt": deleted("x") })], [patched({ "a.txt": added("x") })]);
    expect(statesOf(anew, { base })).toEqual({ "a.txt": "x" });
  });
});

describe("patches", () => {
  test("that failed part way leave every file of theirs unknown, and only those", () => {
    const failed = patch({ "a.txt": CHANGED, "n.txt": added("n\n") }, "failed", {
      stdout: "",
      stderr: "Failed to write file /w/n.txt\n",
    });
    const thread = makeThread([patched({ "a.txt": added(THREE), "b.txt": added("b\n") }), failed]);
    expect(statesOf(thread)).toEqual({ "a.txt": "UNKNOWN patch", "b.txt": "b\n", "n.txt": "UNKNOWN patch" });
    expect(statesOf(thread, { trust: true })["a.txt"]).toBe("UNKNOWN patch");
  });

  test("that were refused before anything was written change nothing", () => {
    const refused = patch({ "a.txt": CHANGED }, "failed", {
      stdout: "",
      stderr: "apply_patch verification failed: no",
    });
    expect(statesOf(makeThread([patched({ "a.txt": added("x\n") }), refused]))).toEqual({ "a.txt": "x\n" });
  });

  test("that named a file twice, of which one change is recorded, leave it unknown", () => {
    const twice = patched({ "a.txt": CHANGED }, "Success. Updated the following files:\nM a.txt\nM a.txt\n");
    expect(statesOf(makeThread([patched({ "a.txt": added(THREE) }), twice]))).toEqual({ "a.txt": "UNKNOWN patch" });
    const moved = patched({ "a.txt": added("x\n") }, "Success. Updated the following files:\nA a.txt\nM b.txt\n");
    expect(statesOf(makeThread([moved]))).toEqual({ "a.txt": "x\n", "b.txt": "UNKNOWN patch" });
  });

  test("that do not fit what was there tell that something else has been at work", () => {
    const thread = makeThread([patched({ "a.txt": added("one\n2\nthree\n") }), patched({ "a.txt": CHANGED })]);
    expect(statesOf(thread)).toEqual({ "a.txt": "UNKNOWN misfit" });
  });

  test("move files onto others and onto themselves, as Codex does", () => {
    const first = patched({ "a.txt": added(THREE), "b.txt": added("b\n") });
    const onto = patched({ "a.txt": { ...CHANGED, move_path: `${WORK}/b.txt` } });
    expect(statesOf(makeThread([first, onto]))).toEqual({ "a.txt": "DELETED", "b.txt": "one\nTWO\nthree\n" });
    const same = patched({ "a.txt": { ...CHANGED, move_path: `${WORK}/a.txt` } });
    expect(statesOf(makeThread([first, same]))).toEqual({ "a.txt": "DELETED", "b.txt": "b\n" });
  });

  test("put a folder where a file was", () => {
    const thread = makeThread([patched({ a: added("x\n") })], [patched({ a: deleted("x\n"), "a/b": added("y\n") })]);
    expect(statesOf(thread)).toEqual({ a: "DELETED", "a/b": "y\n" });
  });
});

describe("the text of patches alone, as until 0.128", () => {
  function thread(header: object, ...calls: readonly (readonly [patch: string, output: string])[]): Thread {
    const records = calls.flatMap(([input, output], index) => [
      {
        type: "response_item",
        payload: { type: "custom_tool_call", name: "apply_patch", input, call_id: `c${index}` },
      },
      { type: "response_item", payload: { type: "custom_tool_call_output", call_id: `c${index}`, output } },
    ]);
    return makeThreadOf({ cli_version: "0.87.0", ...header }, [records]);
  }
  const envelope = (...lines: readonly string[]): string => ["*** Begin Patch", ...lines, "*** End Patch"].join("\n");
  const success = (...files: readonly string[]): string =>
    JSON.stringify({
      output: `Success. Updated the following files:\n${files.map((file) => `${file}\n`).join("")}`,
      metadata: { exit_code: 0, duration_seconds: 0 },
    });

  test("is applied as Codex did", () => {
    const last = [
      envelope("*** Update File: a.txt", "@@", " x", "-y", "+Y", "*** End of File"),
      success("M a.txt"),
    ] as const;
    expect(statesOf(thread({}, last), { base: baseOf({ "a.txt": "x\ny\nx\ny\n" }) })).toEqual({
      "a.txt": "x\ny\nx\nY\n",
    });
    expect(statesOf(thread({}, last))).toEqual({ "a.txt": "UNKNOWN unnumbered" });
  });

  test("may have a file twice, and each time seeks from its beginning", () => {
    const twice = envelope("*** Update File: a.txt", "@@", "-c", "+C", "*** Update File: a.txt", "@@", "-a", "+A");
    const base = baseOf({ "a.txt": "a\nb\nc\n" });
    expect(statesOf(thread({}, [twice, success("M a.txt", "M a.txt")]), { base })).toEqual({ "a.txt": "A\nb\nC\n" });
    // 0.8 applied the last one only, and printed one.
    expect(statesOf(thread({}, [twice, success("M a.txt")]), { base })).toEqual({ "a.txt": "UNKNOWN patch" });
  });

  test("is not placed where the versions that may have applied it differ", () => {
    const call = [envelope("*** Update File: a.txt", "@@", "+c"), success("M a.txt")] as const;
    const base = baseOf({ "a.txt": "a\n\n" });
    expect(statesOf(thread({}, call), { base })).toEqual({ "a.txt": "a\nc\n" });
    expect(statesOf(thread({ cli_version: "unknown" }, call), { base })).toEqual({ "a.txt": "UNKNOWN unnumbered" });
    expect(statesOf(thread({ cli_version: "0.147.0" }, call), { base })).toEqual({ "a.txt": "UNKNOWN misfit" });
  });

  test("does not tell the text of a deleted file", () => {
    const call = [envelope("*** Delete File: a.txt"), success("D a.txt")] as const;
    expect(statesOf(thread({}, call), { base: baseOf({ "a.txt": "x\n" }) })).toEqual({ "a.txt": "DELETED" });
  });
});

test("the TypeScript CLI ends a new file without a newline", () => {
  const call = {
    type: "function_call",
    name: "shell",
    arguments: JSON.stringify({
      command: [
        "apply_patch",
        "*** Begin Patch\n*** Add File: new.txt\n+brand new\n+second\n*** Update File: a.txt\n@@\n line one\n-line two\n+line 2\n*** End Patch",
      ],
    }),
    call_id: "c",
  };
  const output = '{"output":"Done!","metadata":{"exit_code":0,"duration_seconds":0}}';
  const document = {
    session: { timestamp: "2025-04-20T00:00:00.000Z", id: "a7de7406-93a7-44c8-b80d-599a6cc4fe2f", instructions: "" },
    items: [
      { type: "message", role: "user", content: [{ type: "input_text", text: "go" }] },
      call,
      { type: "function_call_output", call_id: "c", output },
    ],
  };
  const file = { path: "rollout.json", rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
  const bytes = new TextEncoder().encode(JSON.stringify(document, null, 2));
  const thread = readThread([{ file, named: null, readings: readRecords(bytes) }]);
  const base = (path: string): BaseFile =>
    path === "a.txt" ? { kind: "text", text: "line one\nline two\nlast", mode: "100644" } : { kind: "none" };
  expect(statesOf(thread, { base })).toEqual({ "a.txt": "line one\nline 2\nlast", "new.txt": "brand new\nsecond" });
});
