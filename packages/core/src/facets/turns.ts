// Counts turns: as records tell them, and before 0.104 at prompts, as Codex itself reads them.

import type { JsonObject } from "../bytes/json.ts";
import { object, text } from "../lineage/field.ts";
import type { RecordReading } from "../rollout/reading.ts";

export interface TurnCount {
  /** Takes a record of the session's own; `prompted`: a person's prompt in an era that tells no turns of items. */
  step(record: RecordReading, payload: JsonObject, prompted: boolean): void;
}

/** Plain data. */
export interface TurnState {
  /** How many there were. */
  turns: number;
  /** The last of those that were named. */
  readonly ids: Set<string>;
  /** A turn that Codex told is open. */
  told: boolean;
  /** The file tells turns, so a call outside of them is late or was copied. */
  telling: boolean;
  /** A turn that no record starts: none, open, or open with nothing but a compaction in it. */
  made: "none" | "open" | "compacted";
}

export function createTurnState(): TurnState {
  return { turns: 0, ids: new Set(), told: false, telling: false, made: "none" };
}

/** What comes late comes within a few turns. */
const REMEMBERED = 32;

const CALLS: ReadonlySet<string> = new Set([
  "function_call",
  "custom_tool_call",
  "local_shell_call",
  "web_search_call",
]);
const ACTS: ReadonlySet<string> = new Set(["agent_message", "entered_review_mode", "exited_review_mode"]);

export function createTurnCount(state: TurnState): TurnCount {
  const { ids } = state;

  function begin(id: string | null): void {
    if (id === null || !ids.has(id)) state.turns += 1;
    if (id === null) return;
    ids.add(id);
    const [oldest = id] = ids;
    if (ids.size > REMEMBERED) ids.delete(oldest);
  }

  function make(as: "open" | "compacted"): void {
    state.turns += 1;
    state.made = as;
  }

  function act(event: boolean): void {
    if (state.made === "compacted") state.made = "open";
    if (!state.told && state.made === "none" && (event || !state.telling)) make("open");
  }

  return {
    step(record, payload, prompted) {
      const { outer, inner } = record;
      switch (inner) {
        case "task_started":
        case "turn_started":
          begin(text(payload["turn_id"]));
          state.told = true;
          state.telling = true;
          state.made = "none";
          return;
        case "task_complete":
        case "turn_complete":
        case "turn_aborted":
          state.told = false;
          if (inner === "turn_aborted") state.made = "none";
          return;
        case "item_completed": {
          const id = text(payload["turn_id"]);
          if (id !== null && object(payload["item"]) !== null) begin(id);
          return;
        }
        default:
      }
      if (state.told) return;
      if (prompted) {
        if (state.made === "compacted") state.made = "open";
        else make("open");
      } else if (outer === "compacted" || inner === "context_compacted") {
        if (state.made === "none" && (!state.telling || outer === "event_msg")) make("compacted");
      } else if (outer === "event_msg") {
        if (ACTS.has(inner)) act(true);
      } else if (outer === "response_item" && isAct(record, payload)) act(false);
    },
  };
}

function isAct({ era, inner }: RecordReading, payload: JsonObject): boolean {
  if (inner === "message") return (era === "bare" || era === "document") && payload["role"] === "assistant";
  return CALLS.has(inner) && text(object(payload["internal_chat_message_metadata_passthrough"])?.["turn_id"]) === null;
}
