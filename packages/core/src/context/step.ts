// What a record means for the context: an item, a compaction, a roll-back, or the edge of a turn.

import { isObject, type JsonObject } from "../bytes/json.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { integer, list, object, payloadOf, text, textOrHead } from "../lineage/field.ts";
import type { ContextSource } from "./contract.ts";
import { communicationItem } from "./communication.ts";
import { isReadableEnvelope, isReadableItem } from "./readable.ts";

export type Step =
  | ItemStep
  | CompactionStep
  | { readonly kind: "rollback"; readonly turns: number; readonly source: ContextSource }
  | { readonly kind: "started" | "completed" | "aborted" | "surrounded"; readonly turn_id: string | null }
  | { readonly kind: "prompted" }
  /** All that the model is told of its surroundings (0.144 …), as of there. */
  | { readonly kind: "told"; readonly source: ContextSource };

export interface ItemStep {
  readonly kind: "item";
  readonly item: JsonObject;
  readonly metadata: JsonObject | null;
  readonly source: ContextSource;
  /** Codex cannot read the line it stands on. */
  readonly unreadable: boolean;
  /** Its record is of another shape. */
  readonly remade: boolean;
}

export interface CompactionStep {
  readonly kind: "compaction";
  readonly message: string;
  /** The history to go on from; null where the compaction left it to the reader to make one. */
  readonly replacement: readonly JsonObject[] | null;
  /** It numbers the context window it opens (0.142 …). */
  readonly numbered: boolean;
  /** It says what else a resume has to know (0.160 …). */
  readonly complete: boolean;
  readonly source: ContextSource;
}

/** Null for records that mean nothing here. */
export function stepOf(record: RecordReading, source: ContextSource): Step | null {
  const payload = payloadOf(record.value);
  const readable = !record.salvaged && isReadableEnvelope(record.value);
  switch (record.outer) {
    case "response_item": {
      const metadata = object(record.value["metadata"]);
      const unreadable = !readable || (record.value !== payload && !isReadableItem(payload));
      return { kind: "item", item: payload, metadata, source, unreadable, remade: false };
    }
    case "inter_agent_communication":
      return {
        kind: "item",
        item: communicationItem(payload),
        metadata: null,
        source,
        unreadable: !readable,
        remade: true,
      };
    case "compacted":
      return readable ? compactionStep(payload, source) : null;
    case "turn_context":
      return readable ? { kind: "surrounded", turn_id: text(payload["turn_id"]) } : null;
    case "world_state":
      return readable && payload["full"] === true ? { kind: "told", source } : null;
    case "event_msg":
      return readable ? eventStep(record.inner, payload, source) : null;
    default:
      return null;
  }
}

/** Null when a part of it is not as it must be: then Codex reads none of it. */
function compactionStep(payload: JsonObject, source: ContextSource): CompactionStep | null {
  const history = payload["replacement_history"] ?? null;
  const message = textOrHead(payload["message"]);
  if (message === null || (history !== null && !Array.isArray(history))) return null;
  const replacement = history === null ? null : list(history).filter(isObject);
  if (replacement !== null && (replacement.length < list(history).length || !replacement.every(isReadableItem)))
    return null;
  // A build of 0.144 wrote the number where later ones write the id.
  const number = integer(payload["window_number"]) ?? integer(payload["window_id"]);
  const complete = object(payload["resume_metadata"]) !== null;
  return { kind: "compaction", message, replacement, numbered: number !== null, complete, source };
}

function eventStep(inner: string, payload: JsonObject, source: ContextSource): Step | null {
  const turn_id = text(payload["turn_id"]);
  switch (inner) {
    case "task_started":
    case "turn_started":
      return { kind: "started", turn_id };
    case "task_complete":
    case "turn_complete":
      return { kind: "completed", turn_id };
    case "turn_aborted":
      return { kind: "aborted", turn_id };
    case "user_message":
      return { kind: "prompted" };
    case "thread_rolled_back":
      return { kind: "rollback", turns: Math.max(0, integer(payload["num_turns"]) ?? 0), source };
    default:
      return null;
  }
}
