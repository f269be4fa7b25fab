// The newest Codex, live against a mocked model: what the script had it do is what its session file is read to say.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ActionRecord, type ActionStreamRecord, type EndRecord, projectActions, readRecords } from "rollbook-core";
import {
  CODE_MODE_MODEL,
  fetchCodex,
  mcpServerTable,
  NEWEST_CODEX,
  readThreadWithCodex,
  runScenario,
  type CodexThread,
  type Scenario,
  type ScenarioRun,
} from "../lab/index.ts";

const PATCH = `*** Begin Patch
*** Add File: made.txt
+made
*** Update File: a.txt
@@
-line two
+line 2
*** End Patch`;

const MISFIT = `*** Begin Patch
*** Update File: a.txt
@@
-there is no such line
+x
*** End Patch`;

/** With direct tools, those of a server are called only after they were searched for. */
const SEARCH = {
  type: "tool_search_call",
  call_id: "call_search",
  status: "completed",
  execution: "client",
  arguments: { query: "lab echo fail", limit: 8 },
};

const SCENARIO: Scenario = {
  name: "live",
  script: {
    turns: [
      { items: [{ $think: "what is there to do" }, { $sh: "echo hello" }] },
      { items: [{ $sh: "echo bad >&2; exit 3" }] },
      { items: [{ $patch: PATCH }] },
      { items: [{ $patch: MISFIT }] },
      { ifToolType: "tool_search", items: [SEARCH] },
      { items: [{ $mcp: "lab.*echo", args: { text: "ping" } }] },
      { items: [{ $mcp: "lab.*fail", args: {} }] },
      { items: [{ $text: "The first turn is over." }] },
      { items: [{ $sh: "cat made.txt" }] },
      { items: [{ $text: "The second one too." }] },
    ],
  },
  steps: [
    { kind: "prompt", prompt: "do this and that" },
    { kind: "resume", prompt: "and one thing more" },
  ],
  tables: mcpServerTable,
};

const MISFITTED = ["file_change", null, null, ["a.txt"], "failed"];

/** What the script says was done, in its order; paths from the repository. */
const DONE = [
  ["command_execution", "echo hello", 0, null, "completed"],
  ["command_execution", "echo bad >&2; exit 3", 3, null, "failed"],
  ["file_change", null, null, ["a.txt", "made.txt"], "completed"],
  MISFITTED,
  ["tool_call", "echo", null, null, "completed"],
  ["tool_call", "fail", null, null, "failed"],
  ["command_execution", "cat made.txt", 0, null, "completed"],
];

/** The same for what was read: commands as typed, tools of the server by their last name. */
function asDone(action: ActionRecord, repo: string): unknown[] {
  const isCommand = action.action_type === "command_execution";
  const named = action.action_type === "tool_call" ? (action.tool_name ?? "").replace(/^mcp__lab__/, "") : null;
  const paths = action.action_type === "file_change" ? action.changed_paths : null;
  return [
    action.action_type,
    isCommand ? action.command : named,
    isCommand ? action.exit_code : null,
    paths?.map((path) => path.replace(`${repo}/`, "")).toSorted() ?? null,
    action.status,
  ];
}

const WAYS = [
  { way: "over HTTP", options: {}, transport: "http", outer: [["tool_search", "completed"]], done: DONE },
  {
    way: "with the built-in provider over WebSocket",
    options: { provider: "openai", webSocket: true },
    transport: "websocket",
    outer: [["tool_search", "completed"]],
    done: DONE,
  },
  // Every call is one of the JavaScript tool, with the real one inside. A patch that does not fit leaves nothing but
  // that call, which fails.
  {
    way: "in code mode",
    options: { model: CODE_MODE_MODEL },
    transport: "http",
    outer: ["completed", "completed", "completed", "failed", "completed", "completed", "completed"].map((status) => [
      "exec",
      status,
    ]),
    done: DONE.filter((each) => each !== MISFITTED),
  },
] as const;

describe.each(WAYS)(`a session of Codex ${NEWEST_CODEX} $way`, ({ options, transport, outer, done: expected }) => {
  let run: ScenarioRun;
  let file: string;
  let bytes: Buffer;
  let records: readonly ActionStreamRecord[];
  let actions: readonly ActionRecord[];

  beforeAll(async () => {
    run = await runScenario({ codex: await fetchCodex(NEWEST_CODEX), scenario: SCENARIO, ...options });
    file = run.sessions[0] ?? "";
    bytes = readFileSync(file);
    records = projectActions(bytes, { file });
    actions = records.filter((record) => record.record === "action");
  });
  afterAll(() => run.dispose());

  test("runs as the script has it, in one file", () => {
    expect(run.steps.map(({ code, stderr }) => (code === 0 ? 0 : stderr))).toEqual([0, 0]);
    expect(run.sessions).toHaveLength(1);
    expect(readFileSync(join(run.repo, "made.txt"), "utf8")).toBe("made\n");
    const answered = run.requests.filter(({ answer }) => answer === 200);
    expect(new Set(answered.map(({ via }) => via))).toEqual(new Set([transport]));
  });

  test("is read without damage, every line of it known", () => {
    const readings = readRecords(bytes);
    expect(readings.filter(({ kind }) => kind !== "record")).toEqual([]);
    expect(readings).toHaveLength(bytes.toString("utf8").split("\n").length - 1);
    const end = records.at(-1) as EndRecord;
    expect(end).toMatchObject({ damage: {}, unknown_types: {}, complete: true, pending: 0, unmatched_outputs: 0 });
    expect(end).toMatchObject({ cli_versions: [NEWEST_CODEX], eras: ["paginated"], models: [run.model] });
  });

  test("says what was run, in the order of the script", () => {
    const done = actions.filter(({ action_type, tool_name }) => !/_marker$/.test(action_type) && !isOuter(tool_name));
    expect(done.map((action) => asDone(action, run.repo))).toEqual(expected);
    const wrapping = actions.filter(({ action_type, tool_name }) => action_type === "tool_call" && isOuter(tool_name));
    expect(wrapping.map(({ tool_name, status }) => [tool_name, status])).toEqual(outer);
  });

  test("has two turns, each begun and completed", () => {
    const turns = actions.filter(({ action_type }) => action_type === "turn_marker");
    expect(turns.map(({ marker }) => marker)).toEqual(["started", "completed", "started", "completed"]);
    expect(new Set(turns.map(({ turn_id }) => turn_id)).size).toBe(2);
  });

  test("is never read by Codex itself to hold more than we say", async () => {
    const id = (records[0] as { session_id?: string | null }).session_id ?? "";
    const thread = await readThreadWithCodex(NEWEST_CODEX, run.home, id);
    const theirs = codexActions(thread);
    expect(theirs.length).toBeGreaterThanOrEqual(5);
    const ours = new Map(actions.map((action) => [action.action_id.replace(`${id}:`, ""), action.status]));
    for (const { id: itemId, status } of theirs) expect(ours.get(itemId), itemId).toBe(status);
  });
});

function isOuter(tool: string | null): boolean {
  return tool === "exec" || tool === "tool_search";
}

function codexActions(thread: CodexThread): { id: string; status: string }[] {
  return thread.turns
    .flatMap(({ items }) => items)
    .filter(({ type }) => /^(commandExecution|fileChange|mcpToolCall)$/.test(String(type)))
    .map(({ id, status }) => ({ id: String(id), status: String(status) }));
}
