// The requests of a recording: what was asked of the model and what came of it, over HTTP and WebSocket alike.

import { emptyAnswer, takeBody, takeEvent, type Answer, type Usage } from "./answer.ts";
import { createShelf, type Input, type InputChange } from "./input.ts";
import { numberOf, objectOf, parsed, textOf, type Json } from "./json.ts";
import type { LinePlace } from "./lines.ts";

export interface RecordedRequest {
  readonly exchange_id: string;
  readonly run_id: string | null;
  readonly transport: "http" | "websocket";
  /** When it was sent, RFC 3339. */
  readonly at: string | null;
  /** Of the real endpoint; without its query. */
  readonly url: string | null;
  readonly method: string | null;
  readonly thread_id: string | null;
  readonly turn_id: string | null;
  /** `turn`, `compaction`, `prewarm`, …: Codex's own word. */
  readonly request_kind: string | null;
  readonly inference_call_id: string | null;
  readonly model: string | null;
  /** Of the head of the answer, or of the error event; null where none came, and of a WebSocket's answers. */
  readonly status: number | null;
  readonly first_byte_ms: number | null;
  readonly last_byte_ms: number | null;
  /** `complete`, `failed` (the model or the endpoint said so), `cut`, `client_closed`, `unreachable`, `open`. */
  readonly end: RequestEnd;
  readonly error: string | null;
  readonly response_id: string | null;
  readonly usage: Usage | null;
  /** Which try it is, from 1: a request is tried again where the one before of its turn failed. */
  readonly attempt: number;
  /** Since the try before had failed. */
  readonly waited_ms: number | null;
  /** Items of its input, those included that the model remembers by `previous_response_id`; null where it is not told. */
  readonly input_items: number | null;
  /** Against the request before of its thread; null of the first, and where one of the two is not told. */
  readonly change: InputChange | null;
  /** Its line in session_oai_raw.log. */
  readonly place: LinePlace;
}

export type RequestEnd = "complete" | "failed" | "cut" | "client_closed" | "unreachable" | "open";

export interface RequestsFold {
  readonly take: (record: Json, place: LinePlace) => void;
  /** In the order in which they were sent. */
  readonly end: () => readonly RecordedRequest[];
}

interface Open extends Pick<RecordedRequest, "exchange_id" | "run_id" | "transport" | "at" | "url" | "method"> {
  readonly about: Pick<RecordedRequest, "thread_id" | "turn_id" | "request_kind" | "inference_call_id">;
  readonly place: LinePlace;
  readonly answer: Answer;
  input: Input | null;
  model: string | null;
  status: number | null;
  first: number | null;
  last: number | null;
  end: RequestEnd;
  error: string | null;
}

/**
 * Takes the records of session_oai_raw.log. `bodyOf` gives the text of a body, wherever it lies; null where it cannot
 * be had, and then only what needs it is null. Records that are not known are passed over.
 */
export function createRequests(bodyOf: (body: Json) => string | null): RequestsFold {
  const shelf = createShelf();
  const open = new Map<string, Open>();
  /** What the model remembers of a response: the input that led to it and its own items. */
  const remembered = new Map<string, readonly number[]>();

  function begin(record: Json, place: LinePlace, transport: Open["transport"], body: string | null): Open {
    const sent = body === null ? null : objectOf(parsed(body));
    const previous = textOf(sent?.["previous_response_id"]);
    const before = previous === null ? [] : remembered.get(previous);
    return {
      exchange_id: textOf(record["exchange_id"]) ?? "",
      run_id: textOf(record["run_id"]),
      transport,
      at: textOf(record["at"]),
      url: textOf(record["url"])?.replace(/\?.*$/s, "") ?? null,
      method: textOf(record["method"]),
      about: {
        thread_id: textOf(record["thread_id"]),
        turn_id: textOf(record["turn_id"]),
        request_kind: textOf(record["request_kind"]),
        inference_call_id: textOf(record["inference_call_id"]),
      },
      place,
      answer: emptyAnswer(),
      input: sent === null || sent["input"] === undefined || before === undefined ? null : shelf.input(sent, before),
      model: textOf(sent?.["model"]),
      status: null,
      first: null,
      last: null,
      end: "open",
      error: null,
    };
  }

  function settle(each: Open): void {
    const { answer, input } = each;
    if (answer.outcome === "failed" || answer.outcome === "error") each.end = "failed";
    // Whoever has heard that the answer is whole may hang up before the other side does.
    if (answer.outcome === "completed" || answer.outcome === "incomplete")
      [each.end, each.error] = ["complete", answer.error];
    each.status ??= answer.status;
    each.error ??= answer.error;
    if (answer.response_id !== null && input !== null) {
      remembered.set(answer.response_id, [...input.items, ...shelf.items(answer.items)]);
    }
  }

  function respond(each: Open, record: Json): void {
    each.status = numberOf(record["status"]);
    each.first = numberOf(record["first_byte_ms"]);
    each.last = numberOf(record["last_byte_ms"]);
    each.error = textOf(record["error"]);
    const ends: Readonly<Record<string, RequestEnd>> = {
      complete: "complete",
      cut: "cut",
      client_closed: "client_closed",
      failed: "unreachable",
    };
    const end = textOf(record["end"]) ?? "";
    each.end = Object.hasOwn(ends, end) ? (ends[end] ?? "open") : "open";
    if (each.end === "complete" && each.status !== null && each.status >= 400) each.end = "failed";
    const body = objectOf(record["body"]);
    const text = body === null ? null : bodyOf(body);
    if (text !== null) takeBody(each.answer, text);
    if (each.end === "complete" && isStream(record) && text !== null && each.answer.outcome === null) each.end = "cut";
    settle(each);
  }

  function frame(record: Json, place: LinePlace): void {
    const id = textOf(record["exchange_id"]);
    if (id === null || record["opcode"] !== "text") return;
    const body = objectOf(record["body"]);
    const text = body === null ? null : bodyOf(body);
    const known = open.get(id);
    if (known === undefined) {
      if (record["direction"] === "client") open.set(id, begin(record, place, "websocket", text));
      return;
    }
    if (record["direction"] !== "server") return;
    const ms = numberOf(record["ms"]);
    known.first ??= ms;
    known.last = ms ?? known.last;
    const event = text === null ? null : objectOf(parsed(text));
    if (event === null) return;
    takeEvent(known.answer, event);
    if (known.answer.outcome === null) return;
    known.end = "complete";
    settle(known);
  }

  function told(each: Open, before: Open | null, last: Open | null, attempt: number): RecordedRequest {
    const { about, place, answer, input, first, last: until, model, status, end, error } = each;
    const { exchange_id, run_id, transport, at, url, method } = each;
    const ended = last === null ? Number.NaN : Date.parse(last.at ?? "") + (last.last ?? Number.NaN);
    const waited = attempt === 1 ? Number.NaN : Date.parse(at ?? "") - ended;
    const was = isWarmUp(each) ? null : (before?.input ?? null);
    return {
      ...{ exchange_id, run_id, transport, at, url, method, ...about, model, status },
      first_byte_ms: first,
      last_byte_ms: until,
      end,
      error,
      response_id: answer.response_id,
      usage: answer.usage,
      attempt,
      waited_ms: Number.isNaN(waited) ? null : Math.max(0, Math.round(waited)),
      input_items: input?.items.length ?? null,
      change: input === null || was === null ? null : shelf.change(input, was),
      place,
    };
  }

  return {
    take(record, place) {
      const { type } = record;
      const id = textOf(record["exchange_id"]);
      if (type === "request" && id !== null) {
        const body = objectOf(record["body"]);
        open.set(id, begin(record, place, "http", body === null ? null : bodyOf(body)));
      } else if (type === "response" && id !== null) {
        const each = open.get(id);
        if (each !== undefined) respond(each, record);
      } else if (type === "frame") frame(record, place);
      else if (type === "socket_closed") {
        const each = open.get(textOf(record["open_exchange_id"]) ?? "");
        if (each === undefined) return;
        each.end = record["by"] === "client" ? "client_closed" : "cut";
        each.error ??= textOf(record["error"]) ?? textOf(record["reason"]);
      }
    },
    end() {
      const before = new Map<string, Open>();
      const tries = new Map<string, { last: Open; attempt: number }>();
      const asked = [...open.values()].toSorted((a, b) => compare(a.at ?? "", b.at ?? ""));
      return asked.map((each) => {
        const { thread_id, turn_id, request_kind } = each.about;
        const line = thread_id ?? "";
        const key = JSON.stringify([thread_id, turn_id, request_kind, each.url]);
        const tried = tries.get(key) ?? null;
        const again = tried !== null && tried.last.end !== "complete" && tried.last.end !== "open";
        const attempt = again ? tried.attempt + 1 : 1;
        tries.set(key, { last: each, attempt });
        const request = told(each, before.get(line) ?? null, tried?.last ?? null, attempt);
        if (each.input !== null && !isWarmUp(each)) before.set(line, each);
        return request;
      });
    },
  };
}

/** It says only a part of what is coming, so that the model is ready for it. */
function isWarmUp({ about }: Open): boolean {
  return about.request_kind === "prewarm";
}

function isStream(record: Json): boolean {
  const headers = Array.isArray(record["headers"]) ? (record["headers"] as readonly unknown[]) : [];
  return headers.some(
    (header) =>
      Array.isArray(header) && /^content-type$/i.test(String(header[0])) && /event-stream/.test(String(header[1])),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
