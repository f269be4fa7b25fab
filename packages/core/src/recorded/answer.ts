// What an answer of the model says of itself: its id, its items, what it cost, why it failed.

import { arrayOf, numberOf, objectOf, parsed, textOf, type Json } from "./json.ts";

export interface Usage {
  readonly input_tokens: number | null;
  readonly cached_input_tokens: number | null;
  readonly output_tokens: number | null;
}

export interface Answer {
  response_id: string | null;
  usage: Usage | null;
  /** The answer's own end: `completed`, `failed`, `incomplete`, `error`; null where it broke off before. */
  outcome: string | null;
  /** Of an error that came in the stream. */
  status: number | null;
  error: string | null;
  readonly items: unknown[];
}

export function emptyAnswer(): Answer {
  return { response_id: null, usage: null, outcome: null, status: null, error: null, items: [] };
}

/** Takes in one event, of server-sent events or of a WebSocket alike. */
export function takeEvent(answer: Answer, event: Json): void {
  const type = textOf(event["type"]) ?? "";
  if (type === "response.output_item.done") answer.items.push(event["item"]);
  const response = objectOf(event["response"]);
  answer.response_id = textOf(response?.["id"]) ?? answer.response_id;
  const ended = /^response\.(completed|failed|incomplete|done)$/.exec(type)?.[1];
  if (ended !== undefined) {
    answer.outcome = ended === "done" ? "completed" : ended;
    const usage = objectOf(response?.["usage"]);
    if (usage !== null) answer.usage = usageOf(usage);
    answer.error = messageOf(response?.["error"]) ?? textOf(objectOf(response?.["incomplete_details"])?.["reason"]);
  }
  if (type === "error") {
    answer.outcome = "error";
    answer.status = numberOf(event["status"]) ?? numberOf(event["status_code"]);
    answer.error = messageOf(event["error"]) ?? textOf(event["message"]);
  }
}

/** The body of an HTTP answer: server-sent events, or one JSON object. */
export function takeBody(answer: Answer, body: string): void {
  const whole = body.startsWith("{") ? objectOf(parsed(body)) : null;
  if (whole !== null) {
    answer.error = messageOf(whole["error"]) ?? textOf(whole["detail"]);
    answer.response_id = textOf(whole["id"]);
    const usage = objectOf(whole["usage"]);
    if (usage !== null) answer.usage = usageOf(usage);
    answer.items.push(...arrayOf(whole["output"]));
    return;
  }
  for (const found of body.matchAll(/^data: ?(\{.*)$/gm)) {
    const event = objectOf(parsed(found[1] ?? ""));
    if (event !== null) takeEvent(answer, event);
  }
}

function messageOf(error: unknown): string | null {
  const { message, code } = objectOf(error) ?? {};
  return textOf(error) ?? textOf(message) ?? textOf(code);
}

function usageOf(usage: Json): Usage {
  return {
    input_tokens: numberOf(usage["input_tokens"]),
    cached_input_tokens: numberOf(objectOf(usage["input_tokens_details"])?.["cached_tokens"]),
    output_tokens: numberOf(usage["output_tokens"]),
  };
}
