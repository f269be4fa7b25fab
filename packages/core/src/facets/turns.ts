// Counts turns: as records tell them, and before 0.104 at prompts, as Codex itself reads them.

import type { JsonObject } from "../bytes/json.ts";
import { object, text } from "../lineage/field.ts";
import type { RecordReading } from "../rollout/reading.ts";

export interface TurnCount {
  /** Takes a record of the session's own; `prompted`: a person's prompt in an era that tells no turns of items. */
  step(record: RecordReading, payload: JsonObject, prompted: boolean): void;
  count(): number;
}

const CALLS: ReadonlySet<string> = new Set([
  "function_call",
  "custom_tool_call",
  "local_shell_call",
  "web_search_call",
]);
const ACTS: ReadonlySet<string> = new Set(["agent_message", "entered_review_mode", "exited_review_mode"]);

export function createTurnCount(): TurnCount {
  const ids = new Set<string>();
  let turns = 0;
  /** A turn that Codex told is open. */
  let told = false;
  /** The file tells turns, so a call outside of them is late or was copied. */
  let telling = false;
  /** A turn that no record starts: none, open, or open with nothing but a compaction in it. */
  let made: "none" | "open" | "compacted" = "none";

  function begin(id: string | null): void {
    if (id === null || !ids.has(id)) turns += 1;
    if (id !== null) ids.add(id);
  }

  function make(as: "open" | "compacted"): void {
    turns += 1;
    made = as;
  }

  function act(event: boolean): void {
    if (made === "compacted") made = "open";
    if (!told && made === "none" && (event || !telling)) make("open");
  }

  return {
    step(record, payload, prompted) {
      const { outer, inner } = record;
      switch (inner) {
        case "task_started":
        case "turn_started":
          begin(text(payload["turn_id"]));
          told = true;
          telling = true;
          made = "none";
          return;
        case "task_complete":
        case "turn_complete":
        case "turn_aborted":
          told = false;
          if (inner === "turn_aborted") made = "none";
          return;
        case "item_completed": {
          const id = text(payload["turn_id"]);
          if (id !== null && object(payload["item"]) !== null) begin(id);
          return;
        }
        default:
      }
      if (told) return;
      if (prompted) {
        if (made === "compacted") made = "open";
        else make("open");
      } else if (outer === "compacted" || inner === "context_compacted") {
        if (made === "none" && (!telling || outer === "event_msg")) make("compacted");
      } else if (outer === "event_msg") {
        if (ACTS.has(inner)) act(true);
      } else if (outer === "response_item" && isAct(record, payload)) act(false);
    },
    count: () => turns,
  };
}

function isAct({ era, inner }: RecordReading, payload: JsonObject): boolean {
  if (inner === "message") return (era === "bare" || era === "document") && payload["role"] === "assistant";
  return CALLS.has(inner) && text(object(payload["internal_chat_message_metadata_passthrough"])?.["turn_id"]) === null;
}
