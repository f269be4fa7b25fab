// Scenarios of the other tools: patches, MCP, plans, web search, subagents, goals.

import { mcpServerTable } from "../workplace.ts";
import type { Scenario } from "../scenario.ts";
import type { Script } from "../script.ts";
import { CODE_MODE_MODEL, isAtLeast } from "../versions.ts";

export const ADD_AND_UPDATE = `*** Begin Patch
*** Add File: new.txt
+brand new
+second
*** Update File: a.txt
@@
 line one
-line two
+line 2
 line three
*** End Patch`;

export const MOVE_AND_DELETE = `*** Begin Patch
*** Update File: old.txt
*** Move to: moved/renamed.txt
@@
-keep
+kept
*** Delete File: del.txt
*** End Patch`;

export const DOES_NOT_APPLY = `*** Begin Patch
*** Update File: a.txt
@@
-there is no such line
+x
*** End Patch`;

const heredoc = (patch: string): string => `apply_patch <<'EOF'\n${patch}\nEOF`;

export const TOOL_SCENARIOS: readonly Scenario[] = [
  {
    name: "patch",
    script: {
      turns: [
        { items: [{ $patch: ADD_AND_UPDATE }] },
        { items: [{ $patch: MOVE_AND_DELETE }] },
        { items: [{ $patch: DOES_NOT_APPLY }] },
        { items: [{ $sh: "git status --short" }] },
        { items: [{ $text: "Two of three applied." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "change some files" }],
  },
  {
    name: "patch_shell",
    script: {
      turns: [
        { items: [{ $sh: heredoc(ADD_AND_UPDATE) }] },
        { items: [{ $sh: heredoc(DOES_NOT_APPLY) }] },
        { items: [{ $text: "One of two applied." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "change files from the shell" }],
  },
  {
    name: "plan",
    script: {
      turns: [
        { items: [{ $fn: "update_plan", args: plan("in_progress", "pending") }] },
        { items: [{ $fn: "update_plan", args: plan("completed", "completed") }] },
        { items: [{ $text: "All done." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "make a plan" }],
    top: "include_plan_tool = true\n",
  },
  {
    name: "mcp",
    script: {
      turns: [
        { ifToolType: "tool_search", items: [toolSearch("lab echo fail picture structured")] },
        { items: [{ $mcp: "lab.*echo", args: { text: "ping" } }] },
        { items: [{ $mcp: "lab.*fail", args: {} }] },
        { items: [{ $mcp: "lab.*structured", args: { n: 21 } }] },
        { items: [{ $mcp: "lab.*picture", args: {} }] },
        { items: [{ $text: "Three of four worked." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "use the server's tools" }],
    tables: mcpServerTable,
  },
  {
    name: "websearch",
    script: {
      turns: [
        {
          items: [
            webSearch({ type: "search", query: "rollout format", queries: ["rollout format"] }),
            webSearch({ type: "open_page", url: "https://example.invalid/a" }),
            webSearch({ type: "find_in_page", url: "https://example.invalid/a", pattern: "rollout" }),
            { $text: "Found it." },
          ],
        },
      ],
    },
    steps: [{ kind: "prompt", prompt: "look it up" }],
    top: 'web_search = "live"\n',
  },
  {
    name: "subagents",
    script: ({ version, model }) => withChild(model === CODE_MODE_MODEL ? TASK_TOOLS : agentTools(version)),
    steps: [{ kind: "prompt", prompt: "let a child do it", timeoutMs: 60_000 }],
    tables: () => "[features]\ncollab = true\nmulti_agent = true\n",
  },
  {
    name: "goal",
    since: "0.125.0",
    script: {
      turns: [
        { items: [{ $fn: "create_goal", args: { objective: "Finish the work", token_budget: 50_000 } }] },
        { items: [{ $fn: "update_goal", args: { status: "complete" } }] },
        { items: [{ $text: "Reached." }], times: 3 },
      ],
    },
    steps: [{ kind: "prompt", prompt: "set a goal", timeoutMs: 60_000 }],
  },
];

function plan(one: string, two: string): { explanation: string; plan: { step: string; status: string }[] } {
  return {
    explanation: "in two steps",
    plan: [
      { step: "one", status: one },
      { step: "two", status: two },
    ],
  };
}

function webSearch(action: Record<string, unknown>): Record<string, unknown> {
  return { type: "web_search_call", status: "completed", action };
}

function toolSearch(query: string): Record<string, unknown> {
  const call = { type: "tool_search_call", call_id: "call_lab_tool_search", status: "completed", execution: "client" };
  return { ...call, arguments: { query, limit: 8 } };
}

/** What differs between the tools for agents: the arguments to begin with, and what to call afterwards. */
interface AgentTools {
  readonly spawn: Record<string, unknown>;
  readonly after: readonly Record<string, unknown>[];
}

/** Agents as tasks with a path, which come with code mode. */
const TASK_TOOLS: AgentTools = {
  spawn: { task_name: "child_a", fork_turns: "none" },
  after: [
    { $fn: "wait_agent", args: { timeout_ms: 20_000 } },
    { $fn: "list_agents", args: {} },
  ],
};

/** Agents by their id; the tools took other names and arguments in 0.118. */
function agentTools(version: string): AgentTools {
  const newer = isAtLeast(version, "0.118.0");
  const wait = newer
    ? { $fn: "wait_agent", args: { targets: ["@AGENT"], timeout_ms: 20_000 } }
    : { $fn: "wait", args: { ids: ["@AGENT"], timeout_ms: 20_000 } };
  const close = { $fn: "close_agent", args: newer ? { target: "@AGENT" } : { id: "@AGENT" } };
  return { spawn: { agent_type: "default" }, after: [wait, close] };
}

function withChild(tools: AgentTools): Script {
  const task = "You are child A";
  const spawn = { $fn: "spawn_agent", args: { message: `${task}. Report.`, ...tools.spawn } };
  return {
    turns: [
      { asMsg: task, items: [{ $think: "the child thinks" }, { $sh: "echo from-child" }] },
      { asMsg: task, items: [{ $text: "CHILD-A-DONE" }], times: 2 },
      { notAsMsg: task, items: [spawn] },
      ...tools.after.map((item) => ({ notAsMsg: task, items: [{ $agent: item }] })),
      { notAsMsg: task, items: [{ $text: "The child has reported." }], times: 4 },
    ],
  };
}
