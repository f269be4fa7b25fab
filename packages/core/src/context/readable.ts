// Whether Codex can read a record at all: of a line that has not the shape it expects it keeps nothing.

import { own } from "../bytes/own.ts";
import { headText, isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { list } from "../lineage/field.ts";

type Check = (value: Json | undefined) => boolean;

const isText: Check = (value) => headText(value) !== null;
const isList: Check = (value) => Array.isArray(value);
const mayBe =
  (check: Check): Check =>
  (value) =>
    value === undefined || value === null || check(value);

/** A content list whose parts are all of known types. */
function parts(known: Readonly<Record<string, readonly string[]>>): Check {
  return (value) =>
    isList(value) &&
    list(value).every((part) => {
      const fields = isObject(part) && typeof part["type"] === "string" ? own(known, part["type"]) : undefined;
      return (
        fields !== undefined && isObject(part) && (fields.length === 0 || fields.some((field) => isText(part[field])))
      );
    });
}

const picture = { input_image: ["image_url", "file_id"], input_audio: ["audio_url"] };
const message = parts({ input_text: ["text"], output_text: ["text"], ...picture });
const output = parts({ input_text: ["text"], encrypted_content: ["encrypted_content"], ...picture });
const fromAgent = parts({ input_text: ["text"], encrypted_content: ["encrypted_content"] });
const isOutput: Check = (value) => isText(value) || output(value);

/** What must be there, by the item's type. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  message: { role: isText, content: message },
  reasoning: { summary: isList, content: mayBe(isList), encrypted_content: mayBe(isText) },
  function_call: { name: isText, arguments: isText, call_id: isText },
  function_call_output: { call_id: mayBe(isText), output: isOutput },
  custom_tool_call: { name: isText, input: isText, call_id: isText },
  custom_tool_call_output: { call_id: isText, output: isOutput },
  local_shell_call: { status: isText, action: isObject },
  compaction: { encrypted_content: isText },
  compaction_summary: { encrypted_content: isText },
  agent_message: { author: isText, recipient: isText, content: fromAgent },
  image_generation_call: { status: isText, result: isText },
};

export function isReadableItem(item: JsonObject): boolean {
  const type = item["type"];
  if (typeof type !== "string") return false;
  return Object.entries(own(SHAPES, type) ?? {}).every(([field, check]) => check(item[field]));
}

/** An enveloped record needs a time, and what stands beside a paginated item must be an object. */
export function isReadableEnvelope(record: JsonObject): boolean {
  if (!("payload" in record)) return true;
  if (typeof record["timestamp"] !== "string") return false;
  return !("ordinal" in record) || mayBe(isObject)(record["metadata"]);
}
