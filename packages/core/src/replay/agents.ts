// How long agents of a thread may have been at work, on the same files, in threads of their own.

import type { Json } from "../bytes/json.ts";
import { object, text, texts } from "../lineage/field.ts";
import type { ItemContent } from "../thread/index.ts";
import { fieldsOf, type PlacedItem } from "./positions.ts";
import type { Writer } from "./writers.ts";

const SETS_TO_WORK =
  /^(?:spawn_agent|spawnAgent|resume_agent|resumeAgent|send_input|sendInput|send_message|followup_task)$/;
/** In what Codex says of an agent: it works, or will. */
const AT_WORK = /pending|running|progress/i;

/** One span for each agent that was set to work: to where something says that it rests, else without end. */
export function agentSpans(items: readonly PlacedItem[]): readonly Writer[] {
  const spans: Writer[] = [];
  const open = new Map<string, { placed: PlacedItem; start: number }>();
  const close = (id: string, end: number): void => {
    const agent = open.get(id);
    if (agent === undefined) return;
    open.delete(id);
    spans.push({ kind: "agent", ...agent, end, paths: null, text: id === REVIEW ? "a review" : `agent ${id}` });
  };
  for (const placed of items) {
    const { set, rest } = agentsIn(placed.item.content);
    for (const id of rest) close(id, placed.end);
    for (const id of set) if (!open.has(id)) open.set(id, { placed, start: placed.start });
  }
  for (const id of open.keys()) close(id, Number.POSITIVE_INFINITY);
  return spans;
}

const REVIEW = "review";
const NAMELESS = "of unknown name";

/** Agents an item sets to work, and agents it says are at rest. */
function agentsIn(content: ItemContent): { set: readonly string[]; rest: readonly string[] } {
  const fields = fieldsOf(content);
  const nothing = { set: [], rest: [] };
  switch (content.type) {
    case "EnteredReviewMode":
      return { set: [REVIEW], rest: [] };
    case "ExitedReviewMode":
      return { set: [], rest: [REVIEW] };
    case "SubAgentActivity": {
      const ids = [text(fields["agent_thread_id"]) ?? NAMELESS];
      return fields["kind"] === "completed" || fields["kind"] === "interrupted"
        ? { set: [], rest: ids }
        : { set: ids, rest: [] };
    }
    case "CollabAgentToolCall": {
      const states = Object.entries(object(fields["agents_states"]) ?? {});
      const rest = states.filter(([, state]) => !AT_WORK.test(stateOf(state))).map(([id]) => id);
      const set = SETS_TO_WORK.test(text(fields["tool"]) ?? "")
        ? (texts(fields["receiver_thread_ids"]) ?? [NAMELESS])
        : [];
      return { set, rest: rest.filter((id) => !set.includes(id)) };
    }
    case "ToolCall": {
      const name = text(fields["name"]) ?? "";
      if (fields["status"] === "failed") return nothing;
      const ids = (): readonly string[] => idsIn([fields["arguments"] ?? null, fields["output"] ?? null]);
      if (SETS_TO_WORK.test(name)) return { set: ids(), rest: [] };
      const ended = /^(?:close_agent|interrupt_agent)$/.test(name);
      const rested = /completed|errored|shutdown/.test(JSON.stringify(fields["output"]) ?? "");
      return ended || (/^(?:wait|wait_agent)$/.test(name) && rested) ? { set: [], rest: ids() } : nothing;
    }
    default:
      return nothing;
  }
}

function stateOf(state: Json | undefined): string {
  return typeof state === "string" ? state : (Object.keys(object(state) ?? {})[0] ?? "running");
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Agents are named by the ids of their threads; one without any is some agent. */
function idsIn(values: readonly Json[]): readonly string[] {
  const found = JSON.stringify(values).match(UUID) ?? [];
  return found.length === 0 ? [NAMELESS] : [...new Set(found)];
}
