// Prompts and reasoning summaries, for those who ask for them. Each is told once, by the layer its era tells it in.

import type { JsonObject } from "../bytes/json.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { list, object, text } from "../lineage/field.ts";
import { typedText } from "../lineage/header.ts";
import type { Include } from "./build.ts";

export interface FoundText {
  readonly kind: "prompt" | "reasoning";
  readonly text: string;
  readonly turn_id: string | null;
}

export function textsOf(
  record: RecordReading,
  payload: JsonObject,
  include: ReadonlySet<Include>,
): readonly FoundText[] {
  if (include.has("prompts")) {
    const prompt = promptOf(record, payload);
    if (prompt !== null) return [{ kind: "prompt", text: prompt, turn_id: text(payload["turn_id"]) }];
  }
  if (include.has("reasoning") && record.outer === "response_item" && record.inner === "reasoning") {
    const turn_id = text(object(payload["internal_chat_message_metadata_passthrough"])?.["turn_id"]);
    const summary = partTexts(payload["summary"]);
    return summary === "" ? [] : [{ kind: "reasoning", text: summary, turn_id }];
  }
  return [];
}

/** `user_message` events until 0.147, UserMessage items since, the message itself in the two oldest eras. */
function promptOf(record: RecordReading, payload: JsonObject): string | null {
  if (record.outer === "event_msg") {
    if (record.inner === "user_message") return text(payload["message"]);
    const item = record.inner === "item_completed" ? object(payload["item"]) : null;
    return item?.["type"] === "UserMessage" ? partTexts(item["content"]) : null;
  }
  const old = record.era === "document" || record.era === "bare";
  return old && record.outer === "response_item" && record.inner === "message" ? typedText(payload) : null;
}

function partTexts(parts: JsonObject[string]): string {
  return list(parts)
    .map((part) => text(object(part)?.["text"]))
    .filter((part) => part !== null)
    .join("\n");
}
