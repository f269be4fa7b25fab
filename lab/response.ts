// The events of one streamed response, as the Responses API sends them, and their SSE encoding.

import type { NewId } from "./resolve.ts";
import type { ModelRequest, ScriptTurn, Wire } from "./script.ts";

export interface ResponseEvent extends Wire {
  readonly type: string;
  readonly sequence_number: number;
}

/** All events from `response.created` to the last one, which the turn may make a failure. */
export function responseEvents(
  request: ModelRequest,
  turn: ScriptTurn,
  items: readonly Wire[],
  newId: NewId,
): ResponseEvent[] {
  const events: ResponseEvent[] = [];
  const push = (type: string, body: Wire): void => {
    events.push({ type, sequence_number: events.length, ...body });
  };
  const base = { id: newId("resp"), object: "response", model: request.model, parallel_tool_calls: true };
  push("response.created", { response: { ...base, status: "in_progress", output: [] } });
  for (const [index, item] of items.entries()) {
    push("response.output_item.added", { output_index: index, item: begun(item) });
    for (const [type, body] of deltas(item)) push(type, { item_id: item["id"], output_index: index, ...body });
    push("response.output_item.done", { output_index: index, item });
  }
  const usage = turn.usage ?? reckonUsage(request, items);
  if (turn.failed !== undefined) {
    push("response.failed", { response: { ...base, status: "failed", error: turn.failed, usage: null } });
  } else if (turn.incomplete !== undefined) {
    const why = { reason: turn.incomplete };
    push("response.incomplete", {
      response: { ...base, status: "incomplete", incomplete_details: why, output: items, usage },
    });
  } else {
    const end = turn.end_turn === undefined ? {} : { end_turn: turn.end_turn };
    push("response.completed", { response: { ...base, status: "completed", output: items, usage, ...end } });
  }
  return events;
}

/** An item as it looks when it has only begun. */
function begun(item: Wire): Wire {
  if (item["type"] === "message") return { ...item, status: "in_progress", content: [] };
  if (item["type"] === "reasoning") return { ...item, summary: [] };
  if (item["type"] === "function_call") return { ...item, status: "in_progress", arguments: "" };
  return item["type"] === "custom_tool_call" ? { ...item, input: "" } : item;
}

type Delta = readonly [type: string, body: Wire];

function deltas(item: Wire): Delta[] {
  if (item["type"] === "message") {
    return texts(item["content"]).flatMap(({ part, text }, index) => {
      const at = { content_index: index };
      return [
        ["response.content_part.added", { ...at, part: { ...part, text: "" } }],
        ...pieces(text, 24).map((delta): Delta => ["response.output_text.delta", { ...at, delta }]),
        ["response.output_text.done", { ...at, text }],
        ["response.content_part.done", { ...at, part }],
      ];
    });
  }
  if (item["type"] === "reasoning") {
    return texts(item["summary"]).flatMap(({ part, text }, index) => {
      const at = { summary_index: index };
      return [
        ["response.reasoning_summary_part.added", { ...at, part: { ...part, text: "" } }],
        ["response.reasoning_summary_text.delta", { ...at, delta: text }],
        ["response.reasoning_summary_text.done", { ...at, text }],
        ["response.reasoning_summary_part.done", { ...at, part }],
      ];
    });
  }
  if (item["type"] === "function_call") {
    const written = String(item["arguments"]);
    return [
      ["response.function_call_arguments.delta", { delta: written }],
      ["response.function_call_arguments.done", { arguments: written }],
    ];
  }
  if (item["type"] === "custom_tool_call") {
    const input = String(item["input"]);
    const of = { call_id: item["call_id"] };
    return [
      ...pieces(input, 64).map((delta): Delta => ["response.custom_tool_call_input.delta", { ...of, delta }]),
      ["response.custom_tool_call_input.done", { ...of, input }],
    ];
  }
  return [];
}

function texts(parts: unknown): { part: Wire; text: string }[] {
  if (!Array.isArray(parts)) return [];
  return (parts as Wire[]).map((part) => ({ part, text: typeof part["text"] === "string" ? part["text"] : "" }));
}

function pieces(text: string, length: number): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; at += length) found.push(text.slice(at, at + length));
  return found.length === 0 ? [""] : found;
}

/** A plausible count where the script gives none: a token for every four characters. */
function reckonUsage(request: ModelRequest, items: readonly Wire[]): Wire {
  const input = Math.ceil(JSON.stringify(request.input ?? "").length / 4);
  const output = Math.ceil(JSON.stringify(items).length / 4);
  const reasoning = items.some((item) => item["type"] === "reasoning") ? 17 : 0;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: Math.floor(input / 2) },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
  };
}

/** One server-sent event. JSON has no raw newline in it, so one data line is enough. */
export function encodeEvent(event: ResponseEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
