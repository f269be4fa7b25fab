// An item of a context in few words: what it is, and how it begins.

import { CutText, type Json, type JsonObject } from "rollbook-core";
import type { ContextItem } from "rollbook-core/context";

/** Characters of a text that are looked at: no line shows more. */
const SHOWN = 400;

/** `user`, `call exec_command`, `output`, `reasoning`, … */
export function labelOf({ type, role, value }: ContextItem): string {
  if (type === "message") return role ?? type;
  if (type === "agent_message") return `${say(value["author"])} to ${say(value["recipient"])}`;
  const name = [value["namespace"], value["name"]]
    .map(say)
    .filter((word) => word !== "")
    .join(".");
  if (type === "function_call" || type === "custom_tool_call") return `call ${name}`;
  if (type === "function_call_output" || type === "custom_tool_call_output") return "output";
  return type.replaceAll("_", " ");
}

/** How what it says begins; for sealed content, that it is. */
export function textOf({ value }: ContextItem): string {
  const said = [
    value["content"],
    value["output"],
    value["summary"],
    value["arguments"],
    value["input"],
    value["action"],
    value["revised_prompt"],
    value["tools"],
  ]
    .filter((each) => each !== undefined)
    .map(say)
    .filter((text) => text !== "")
    .join(" ");
  if (said !== "") return said.slice(0, SHOWN);
  return value["encrypted_content"] === undefined ? "" : "(sealed: only the provider can read it)";
}

function say(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value.slice(0, SHOWN);
  if (value instanceof CutText) return value.head;
  if (Array.isArray(value)) return (value as readonly Json[]).slice(0, 20).map(sayPart).join(" ");
  return JSON.stringify(value).slice(0, SHOWN);
}

function sayPart(part: Json): string {
  if (typeof part !== "object" || part === null || Array.isArray(part) || part instanceof CutText) return say(part);
  const { type, text, image_url } = part as JsonObject;
  if (text !== undefined) return say(text);
  if (image_url !== undefined) return `(picture: ${say(image_url).slice(0, 24)}…)`;
  if (type === "encrypted_content") return "(sealed: only the provider can read it)";
  return JSON.stringify(part).slice(0, SHOWN);
}
