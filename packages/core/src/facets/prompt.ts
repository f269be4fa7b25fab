// What a person typed, told once by the layer that the record's era tells it in.

import type { Json, JsonObject } from "../bytes/json.ts";
import { list, object, text, textOrHead } from "../lineage/field.ts";
import { typedText } from "../lineage/header.ts";
import type { RecordReading } from "../rollout/reading.ts";

/**
 * The prompt that a record tells: `user_message` events until 0.147, UserMessage items since, the message itself in the two
 * oldest eras. Of one that was cut the beginning; `""` for images alone, but in the two oldest. Null for all other records, and for what Codex
 * wrote in the person's place.
 */
export function promptOf(record: RecordReading, payload: JsonObject): string | null {
  if (record.outer === "event_msg") {
    if (record.inner === "user_message") return wordsOf([payload["message"]], isPictured(payload));
    const item = record.inner === "item_completed" ? object(payload["item"]) : null;
    if (item?.["type"] !== "UserMessage") return null;
    const content = list(item["content"]).map((part) => object(part));
    const pictured = content.some((part) => /image$/.test(text(part?.["type"]) ?? ""));
    return wordsOf(
      content.map((part) => part?.["text"]),
      pictured,
    );
  }
  const oldest = record.era === "document" || record.era === "bare";
  if (!oldest || record.outer !== "response_item" || record.inner !== "message" || payload["role"] !== "user")
    return null;
  const content = list(payload["content"]).map((part) => object(part)?.["text"]);
  return wordsOf(content, false);
}

/** Editors put what is open in front of what was typed. */
const REQUEST = "## My request for Codex:";

function wordsOf(texts: readonly (Json | undefined)[], pictured: boolean): string | null {
  const content = texts.map((part) => ({ text: textOrHead(part) ?? "" }));
  const typed = typedText({ role: "user", content });
  if (typed === null) return pictured ? "" : null;
  const at = typed.indexOf(REQUEST);
  return (at === -1 ? typed : typed.slice(at + REQUEST.length)).trim();
}

function isPictured(payload: JsonObject): boolean {
  return list(payload["images"]).length > 0 || list(payload["local_images"]).length > 0;
}
