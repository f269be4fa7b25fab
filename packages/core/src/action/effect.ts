// What an action can have done to the world, and the rule that says so.

import { judgeArgv, judgeCommand } from "../shell/index.ts";
import type { Effect } from "./contract.ts";
import type { Facts } from "./facts.ts";

/** Codex's own tools that touch no file and no process of the user's. */
const INERT: ReadonlySet<string> = new Set([
  "update_plan",
  "view_image",
  "tool_search",
  "list_agents",
  "wait",
  "wait_agent",
  "request_user_input",
  "create_goal",
  "get_goal",
  "update_goal",
  "sleep",
]);

const NETWORKED: ReadonlySet<string> = new Set(["web_search", "image_generation"]);

/** Null for markers. `unknown` wherever the evidence does not decide. */
export function effectOf(facts: Facts): Effect | null {
  switch (facts.action_type) {
    case "command_execution":
      return facts.command === null
        ? { class: "unknown", rule: "command-unknown" }
        : judgeOnce(facts.command, facts.argv);
    case "file_change":
      return { class: "writes", rule: "apply-patch" };
    case "tool_call":
      return toolEffect(facts);
    default:
      return null;
  }
}

/** Sessions repeat their commands, and parsing one costs as much as reading its line. */
const REMEMBERED = 512;
const LONGEST_REMEMBERED = 200;
const judged = new Map<string, Effect>();

/** A vector says which shell reads the script; without one it is read as bash. */
function judgeOnce(command: string, argv: readonly string[] | null): Effect {
  const judge = (): Effect => (argv === null ? judgeCommand(command) : judgeArgv(argv));
  if (command.length > LONGEST_REMEMBERED) return judge();
  const key = argv === null ? command : `${argv[0] ?? ""}\0${command}`;
  const known = judged.get(key);
  if (known !== undefined) return known;
  const effect = judge();
  if (judged.size >= REMEMBERED) judged.clear();
  judged.set(key, effect);
  return effect;
}

function toolEffect(facts: Facts): Effect {
  if (facts.read_only === true) return { class: "reads", rule: "read-only-hint" };
  const tool = facts.tool_name;
  if (tool === null) return { class: "unknown", rule: "tool-unknown" };
  if (INERT.has(tool)) return { class: "reads", rule: "inert-tool" };
  if (NETWORKED.has(tool)) return { class: "network", rule: "hosted-tool" };
  if (tool === "exec" || tool === "js_repl") return { class: "runs", rule: "script" };
  if (tool === "spawn_agent" || tool === "send_input" || tool === "send_message" || tool === "followup_task")
    return { class: "runs", rule: "agent" };
  return { class: "unknown", rule: "tool-unjudged" };
}
