// What each scenario's tools end as, version by version. Data only; scenarios.test.ts reads it.

import type { Status } from "./contract.ts";
import { DONE, type ByScenario, type ToolEnd } from "./scenarios.table.ts";

const CODE_MODE = "0.169.0-codemode";

/** Scripts of code mode; other models have no such tool. */
function scripts(completed: number, failed = 0, interrupted = 0): readonly ToolEnd[] {
  const ends: ToolEnd[] = [["…", "absent"]];
  if (completed > 0) ends.push([CODE_MODE, "completed", completed]);
  if (failed > 0) ends.push([CODE_MODE, "failed", failed]);
  if (interrupted > 0) ends.push([CODE_MODE, "interrupted", interrupted]);
  return ends;
}

/** How an MCP tool answers, under each of its names. 0.147 and 0.150 were called by a name they did not have. */
function mcp(tool: string, ends: Status, first: Status): Readonly<Record<string, readonly ToolEnd[]>> {
  return {
    [`lab__OAI_CODEX_MCP__${tool}`]: [
      ["… 0.1.2505291658", first],
      ["0.8.0 …", "absent"],
    ],
    [`lab__${tool}`]: [
      ["… 0.1.2505291658", "absent"],
      ["0.8.0 … 0.40.0", "unknown"],
      ["0.50.0 …", "absent"],
      ["0.147.0", "failed"],
      ["0.150.1", "failed"],
    ],
    [`mcp__lab__${tool}`]: [
      ["… 0.40.0", "absent"],
      ["0.50.0 … 0.128.0", "unknown"],
      ["0.133.0 …", ends],
      ["0.147.0", "absent"],
      ["0.150.1", "absent"],
    ],
  };
}

/** Versions with agents by id, one with agents as tasks (0.133 … 0.166 did not offer this model any). */
const AGENTS: readonly ToolEnd[] = [
  ["… 0.80.0", "failed"],
  ["0.87.0 … 0.128.0", "completed"],
  ["0.133.0 … 0.166.0", "failed"],
  ["0.169.0 …", "completed"],
];

const ASKED: readonly ToolEnd[] = [
  ["0.87.0 … 0.104.0", "failed"],
  ["0.118.0 …", "completed"],
];

const GOALS: readonly ToolEnd[] = [
  ["0.128.0", "failed"],
  ["0.142.5 …", "completed"],
  [CODE_MODE, "absent"],
];

const PLAN_SINCE = "0.20.0 … 0.150.1";

export const TOOLS: ByScenario<readonly ToolEnd[]> = {
  mcp: {
    ...mcp("echo", "completed", "unknown"),
    ...mcp("fail", "failed", "failed"),
    ...mcp("structured", "completed", "unknown"),
    ...mcp("picture", "completed", "unknown"),
    tool_search: [
      ["… 0.128.0", "absent"],
      ["0.133.0 …", "completed"],
      ["0.147.0", "absent"],
      ["0.150.1", "absent"],
      [CODE_MODE, "absent"],
    ],
    exec: scripts(4),
  },
  subagents: {
    spawn_agent: AGENTS,
    wait: [
      ["… 0.80.0", "failed"],
      ["0.87.0 … 0.114.0", "completed"],
      ["0.118.0 …", "absent"],
    ],
    wait_agent: [
      ["… 0.114.0", "absent"],
      ["0.118.0 … 0.128.0", "completed"],
      ["0.133.0 … 0.166.0", "failed"],
      ["0.169.0 …", "completed"],
    ],
    close_agent: [...AGENTS, [CODE_MODE, "absent"]],
    list_agents: [
      ["…", "absent"],
      [CODE_MODE, "completed"],
    ],
    exec: scripts(1),
  },
  plan: {
    update_plan: [
      ["… 0.8.0", "failed", 2],
      [PLAN_SINCE, "completed", 2],
      ["0.156.1 …", "failed", 2],
      [CODE_MODE, "absent"],
    ],
    exec: scripts(0, 2),
  },
  parallel: {
    update_plan: [
      ["… 0.8.0", "failed"],
      [PLAN_SINCE, "completed"],
      ["0.156.1 …", "failed"],
      ["0.58.0-chat", "absent"],
    ],
    exec: scripts(2),
  },
  shell_notfound: {
    no_such_tool: [["…", "failed"]],
    update_plan: [
      ["…", "failed"],
      [CODE_MODE, "absent"],
    ],
    exec: scripts(1, 1),
  },
  // Versions that could not write to a process had no such tool.
  shell_stdin: {
    write_stdin: [
      ["… 0.87.0", "failed"],
      ["0.104.0 …", "folded"],
      [CODE_MODE, "absent"],
    ],
    exec: scripts(1, 1),
  },
  shell_timeout: {
    write_stdin: [
      ["… 0.93.0", "failed", 2],
      ["0.98.0 …", "folded"],
      [CODE_MODE, "absent"],
    ],
    exec: scripts(3),
  },
  websearch: {
    web_search: [
      ["… 0.58.0", "absent"],
      ["0.65.0 …", "completed", 3],
    ],
  },
  image: {
    view_image: [
      ["… 0.21.0", "failed"],
      ["0.28.0 …", "completed"],
    ],
    exec: scripts(1),
  },
  imagegen: {
    image_generation: [
      ["0.104.0", "absent"],
      ["0.118.0 …", "completed"],
    ],
  },
  toolsearch: { tool_search: DONE },
  goal: { create_goal: GOALS, get_goal: GOALS, update_goal: GOALS, exec: scripts(3) },
  appserver_live: {
    lab_dynamic: [
      ["0.87.0", "failed"],
      ["0.104.0 … 0.142.5", "unknown"],
      ["0.160.1 …", "completed"],
    ],
    request_user_input: ASKED,
    exec: [...scripts(3, 0, 1)],
  },
  appserver_live_ext: {
    lab_dynamic: [
      ["0.104.0", "unknown"],
      ["0.118.0 … 0.128.0", "completed", 1, "unknown"],
      ["0.142.5", "unknown"],
    ],
    request_user_input: ASKED,
  },
  appserver_live_legacy: { lab_dynamic: [["…", "unknown"]], request_user_input: ASKED },
  tui: {
    exec: [
      ["… 0.142.5", "absent"],
      ["0.160.1 …", "completed"],
    ],
  },
  compact: { exec: scripts(1) },
  fork: { exec: scripts(1) },
  kill9: { exec: scripts(0, 0, 1) },
  longout: { exec: scripts(2) },
  patch: { exec: scripts(3, 1) },
  patch_shell: { exec: scripts(1, 1) },
  reasoning: { exec: scripts(1) },
  resume: { exec: scripts(1) },
  review: { exec: scripts(1) },
  sandboxed: { exec: scripts(2) },
  shell: { exec: scripts(3) },
  sigint: { exec: scripts(0, 0, 1) },
  unicode: { exec: scripts(1) },
};
