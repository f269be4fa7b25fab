// What a record says in words, by the layer that its era tells it in.

import { CutText, isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { promptOf } from "../facets/prompt.ts";
import { list, object, text, textOrHead } from "../lineage/field.ts";
import type { RecordReading } from "../rollout/reading.ts";
import type { PassageKind } from "./contract.ts";

export interface Saying {
  readonly kind: PassageKind;
  readonly said: string;
  readonly path: string;
  readonly turn_id: string | null;
  readonly cut: boolean;
}

/** Null for a record that says nothing, or what another one tells as well. */
export function sayingOf(record: RecordReading, payload: JsonObject): Saying | null {
  const found = find(record, payload);
  if (found === null) return null;
  const said = found.texts.map((part) => textOrHead(part) ?? "").filter((part) => part !== "");
  if (said.length === 0) return null;
  const passthrough = object(payload["internal_chat_message_metadata_passthrough"]);
  return {
    kind: found.kind,
    said: said.join("\n"),
    path: (found.paths ?? []).join("\n"),
    turn_id: text(payload["turn_id"]) ?? text(payload["turnId"]) ?? text(passthrough?.["turn_id"]),
    cut: found.cut ?? found.texts.some((part) => part instanceof CutText),
  };
}

interface Found {
  readonly kind: PassageKind;
  readonly texts: readonly (Json | undefined)[];
  readonly paths?: readonly string[];
  readonly cut?: boolean;
}

function find(record: RecordReading, payload: JsonObject): Found | null {
  const { era, outer, inner } = record;
  const prompt = promptOf(record, payload);
  if (prompt !== null) return { kind: "prompt", texts: [prompt], cut: isPromptCut(payload) };
  switch (outer) {
    case "event_msg":
      return inner === "item_completed" ? findItem(object(payload["item"])) : findEvent(inner, payload);
    case "compacted":
      return { kind: "compaction", texts: [payload["message"]] };
    case "inter_agent_communication":
      return { kind: "agent", texts: spoken(payload["content"]) };
    case "response_item":
      if (inner === "agent_message") return { kind: "agent", texts: spoken(payload["content"]) };
      return era === "bare" || era === "document" ? findOldest(inner, payload) : null;
    default:
      return null;
  }
}

/** The two oldest eras have no events. */
function findOldest(inner: string, payload: JsonObject): Found | null {
  if (inner === "message" && payload["role"] === "assistant")
    return { kind: "reply", texts: spoken(payload["content"]) };
  if (inner !== "reasoning") return null;
  return { kind: "reasoning", texts: [...spoken(payload["summary"]), ...spoken(payload["content"])] };
}

function findEvent(inner: string, payload: JsonObject): Found | null {
  switch (inner) {
    case "agent_message":
      return { kind: "reply", texts: [payload["message"]] };
    case "agent_reasoning":
    case "agent_reasoning_raw_content":
      return { kind: "reasoning", texts: [payload["text"]] };
    case "entered_review_mode":
    case "exited_review_mode":
      return findReview(payload);
    case "thread_name_updated":
      return { kind: "name", texts: [payload["thread_name"]] };
    case "thread_goal_updated":
      return { kind: "goal", texts: [object(payload["goal"])?.["objective"]] };
    case "task_complete":
    case "turn_complete":
    case "turn_aborted":
      return { kind: "error", texts: [errorText(payload["error"])] };
    case "error":
      return { kind: "error", texts: [errorText(payload["message"])] };
    case "stream_error":
    case "warning":
    case "guardian_warning":
    case "deprecation_notice":
      return { kind: "note", texts: [payload["message"] ?? payload["summary"], payload["details"]] };
    default:
      return null;
  }
}

function findItem(item: JsonObject | null): Found | null {
  switch (item?.["type"]) {
    case "AgentMessage":
      return { kind: "reply", texts: spoken(item["content"]) };
    case "Reasoning":
      return { kind: "reasoning", texts: [...list(item["summary_text"]), ...list(item["raw_content"])] };
    case "Plan":
      return { kind: "plan", texts: [item["text"]] };
    case "HookPrompt":
      return { kind: "note", texts: spoken(item["fragments"]) };
    case "EnteredReviewMode":
    case "ExitedReviewMode":
      return findReview(item);
    default:
      return null;
  }
}

function findReview(review: JsonObject): Found {
  const output = object(review["review_output"]);
  const findings = list(output?.["findings"]).filter(isObject);
  const places = findings.map(({ code_location }) => text(object(code_location)?.["absolute_file_path"]));
  return {
    kind: "review",
    texts: [
      review["user_facing_hint"],
      output?.["overall_explanation"],
      ...findings.flatMap(({ title, body }) => [title, body]),
    ],
    paths: [...new Set(places.filter((path) => path !== null))],
  };
}

function errorText(error: Json | undefined): Json | undefined {
  return isObject(error) ? error["message"] : error;
}

function spoken(content: Json | undefined): readonly (Json | undefined)[] {
  if (!Array.isArray(content)) return [content];
  return content.map((part: Json) => (isObject(part) ? part["text"] : part));
}

function isPromptCut(payload: JsonObject): boolean {
  const content = object(payload["item"])?.["content"] ?? payload["content"];
  return (
    payload["message"] instanceof CutText || list(content).some((part) => object(part)?.["text"] instanceof CutText)
  );
}

/** Events that nothing else is told by. */
const EVENTS: ReadonlySet<string> = new Set([
  "agent_message",
  "agent_reasoning",
  "agent_reasoning_raw_content",
  "error",
  "stream_error",
  "warning",
  "guardian_warning",
  "deprecation_notice",
]);

/** Whether records of these types say something that facets do not need. */
export function maySay(outer: string, inner: string): boolean {
  if (outer === "event_msg") return EVENTS.has(inner);
  return outer === "inter_agent_communication" || (outer === "response_item" && inner === "agent_message");
}
