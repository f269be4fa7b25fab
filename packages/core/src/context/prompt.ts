// Which messages begin a turn of the conversation, and which only tell the model of its surroundings.

import { CutText, isObject, type JsonObject } from "../bytes/json.ts";
import { list } from "../lineage/field.ts";

/** How Codex's own texts in messages of role user begin and end. Whatever has another end was typed. */
const WRAPPINGS: readonly (readonly [RegExp, RegExp])[] = [
  [/^# AGENTS\.md instructions/i, /<\/INSTRUCTIONS>$/i],
  [/^<environment_context>/i, /<\/environment_context>$/i],
  [/^<external_/i, />$/],
  [/^<codex_internal_context /i, /<\/codex_internal_context>$/i],
  [/^<goal_context>/i, /<\/goal_context>$/i],
  [/^<skill>/i, /<\/skill>$/i],
  [/^<user_shell_command>/i, /<\/user_shell_command>$/i],
  [/^<turn_aborted>/i, /<\/turn_aborted>$/i],
  [/^<subagent_notification>/i, /<\/subagent_notification>$/i],
  [/^<recommended_plugins>/i, /<\/recommended_plugins>$/i],
  [/^<hook_prompt /, /<\/hook_prompt>$/],
  [/^Warning: apply_patch was requested via /i, /Use the apply_patch tool instead of exec_command\.$/i],
  [/^Warning: The maximum number of unified exec processes you can keep open is/i, /(?:)/],
  [/^Warning: Your account was flagged for potentially high-risk cyber activity/i, /(?:)/],
];

/** How its texts in messages of role developer begin that belong to one turn. */
const OF_A_TURN =
  /^\s*(?:<(?:permissions instructions|model_switch|persistent_mode|apps_instructions|plugins_instructions|skills_instructions|collaboration_mode|multi_agent_role|multi_agent_mode|environments_instructions|git_attribution|realtime_conversation|tools|personality_spec|token_budget|context_window|context_window_guidance|rollout_budget)>|Approved command prefix saved:)/i;

/** A prompt, or a message from another agent: what a roll-back counts. */
export function beginsTurn(item: JsonObject): boolean {
  return item["type"] === "agent_message" || isPrompt(item) || isAgentInstruction(item);
}

/** A message of role user in which nothing was written by Codex. */
export function isPrompt(item: JsonObject): boolean {
  return item["type"] === "message" && item["role"] === "user" && !partsOf(item).some(isWrapped);
}

/** A message that only tells what surrounds the turn behind it; it goes when that turn is rolled back. */
export function isSurroundings(item: JsonObject): boolean {
  if (item["type"] !== "message") return false;
  if (item["role"] === "user") return partsOf(item).some(isWrapped);
  return item["role"] === "developer" && partsOf(item).some(({ head }) => OF_A_TURN.test(head));
}

/** Both ends of a text; of one that was cut, what is known. */
interface Ends {
  readonly head: string;
  readonly tail: string;
}

function isWrapped({ head, tail }: Ends): boolean {
  const [start, end] = [head.trimStart(), tail.trimEnd()];
  return WRAPPINGS.some(([opening, closing]) => opening.test(start) && closing.test(end));
}

function partsOf(item: JsonObject): readonly Ends[] {
  return list(item["content"]).flatMap((part) => {
    const said = isObject(part) ? part["text"] : undefined;
    if (said instanceof CutText) return [said];
    return typeof said === "string" ? [{ head: said, tail: said }] : [];
  });
}

/** Up to 0.142 what one agent told another was a message of role assistant, its text a JSON object. */
function isAgentInstruction(item: JsonObject): boolean {
  if (item["type"] !== "message" || item["role"] !== "assistant") return false;
  const [said, ...others] = partsOf(item);
  if (said === undefined || others.length > 0 || !said.head.startsWith('{"author":')) return false;
  return said.head.includes('"recipient":') && said.tail.includes('"trigger_turn":');
}
