// Pictures and sounds that Codex does not pass on: a sentence stands in their place.

import { headText, isObject, type Json, type JsonObject } from "../bytes/json.ts";

/** The item with sentences in place of what is not passed on, or the same item where there is nothing of the kind. */
export function replaceMedia(item: JsonObject): JsonObject {
  const changed = Object.entries({ content: item["content"], output: item["output"] }).flatMap(([key, parts]) => {
    if (!Array.isArray(parts)) return [];
    const replaced = (parts as readonly Json[]).map(replacePart);
    return replaced.some((part, at) => part !== (parts as readonly Json[])[at]) ? [[key, replaced] as const] : [];
  });
  return changed.length === 0 ? item : { ...item, ...Object.fromEntries(changed) };
}

function replacePart(part: Json): Json {
  const reason = isObject(part) ? reasonAgainst(part) : null;
  return reason === null ? part : { type: "input_text", text: reason };
}

function reasonAgainst(part: JsonObject): string | null {
  if (part["type"] === "input_audio") return "audio content omitted because you do not support audio input";
  if (part["type"] !== "input_image") return null;
  if (/^https?:/i.test(headText(part["image_url"]) ?? ""))
    return "image content omitted because remote image URLs are not supported";
  if (part["detail"] !== "low") return null;
  return "image content omitted because detail 'low' is not supported; use 'high', 'original', or 'auto'";
}
