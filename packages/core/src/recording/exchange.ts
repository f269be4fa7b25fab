// The records of session_oai_raw.log: what went between Codex and the model, as it came over the wire.

import { Schema } from "effect";
import { count, described, milliseconds, millisecondsOrNull, record, text, textOrNull } from "./words.ts";

/** The version all of these records carry. It changes when a field changes its meaning, not when one is added. */
export const EXCHANGE_VERSION = 1;

export type Body = typeof Body.Type;
export const Body = record("Body", {
  bytes: described(count, "of the body without its content-encoding"),
  wire_bytes: described(count, "as it came, with its content-encoding"),
  sha256: described(textOrNull, "of the body without its content-encoding, as it came; null where bytes were lost"),
  encoding: described(textOrNull, "the content-encoding that was removed"),
  text: Schema.optionalKey(described(text, "the body, where it is UTF-8 and not in a file")),
  base64: Schema.optionalKey(described(text, "the body, where it is not UTF-8 and not in a file")),
  file: Schema.optionalKey(
    described(text, "blobs/<sha256 of what is in the file>, beside the log: the body, where it is over 64 kB"),
  ),
  hidden: described(count, "secret values that were replaced; with one, text and file are not what sha256 is of"),
  lost: described(count, "bytes of the wire that are missing here, because recording failed or fell behind"),
  undecoded: Schema.optionalKey(
    described(text, "why the content-encoding could not be removed; the body is as it came"),
  ),
});

const Headers = described(
  Schema.Array(Schema.Tuple([text, text])),
  "as they came, in their order; secret values are <hidden>",
);

const common = {
  schema_version: Schema.Literals([EXCHANGE_VERSION]),
  run_id: described(text, "the run of rollbook record"),
  at: described(text, "RFC 3339, UTC, with milliseconds"),
};

const about = {
  session_id: described(textOrNull, "the root thread, as the request says; null where it does not"),
  thread_id: textOrNull,
  turn_id: textOrNull,
  request_kind: described(textOrNull, "turn, compaction, prewarm, …: Codex's own word"),
  inference_call_id: described(textOrNull, "joins retries, and the trace"),
};

const exchange_id = described(text, "joins a request and what came of it; never used twice");
const socket_id = described(text, "one WebSocket connection; never used twice");

export type RequestRecord = typeof RequestRecord.Type;
export const RequestRecord = record("Request", {
  type: Schema.Literals(["request"]),
  ...common,
  exchange_id,
  transport: Schema.Literals(["http"]),
  method: text,
  url: described(text, "of the real endpoint; secrets of its query are <hidden>"),
  headers: Headers,
  ...about,
  body: Body,
});

export type ResponseRecord = typeof ResponseRecord.Type;
export const ResponseRecord = record("Response", {
  type: Schema.Literals(["response"]),
  ...common,
  exchange_id,
  session_id: about.session_id,
  thread_id: about.thread_id,
  status: described(Schema.NullOr(count), "null where no answer came"),
  headers: Headers,
  head_ms: described(millisecondsOrNull, "from the beginning of the request to the head of the answer"),
  first_byte_ms: described(millisecondsOrNull, "to the first byte of its body"),
  last_byte_ms: described(milliseconds, "to the last byte, or to when it broke off"),
  chunks: described(
    Schema.Array(Schema.Tuple([count, milliseconds])),
    "[offset in the body as it came, ms]: when which bytes came; of very many some",
  ),
  end: described(
    Schema.Literals(["complete", "cut", "client_closed", "failed"]),
    "cut: it broke off; client_closed: Codex hung up; failed: the endpoint could not be reached",
  ),
  error: described(textOrNull, "what the system said of a cut or a failure"),
  body: Body,
});

export type SocketOpenedRecord = typeof SocketOpenedRecord.Type;
export const SocketOpenedRecord = record("SocketOpened", {
  type: Schema.Literals(["socket_opened"]),
  ...common,
  socket_id,
  url: text,
  request_headers: Headers,
  status: described(count, "101"),
  headers: Headers,
  extensions: described(textOrNull, "what both sides agreed on, such as permessage-deflate"),
  head_ms: milliseconds,
  ...about,
});

export type FrameRecord = typeof FrameRecord.Type;
export const FrameRecord = record("Frame", {
  type: Schema.Literals(["frame"]),
  ...common,
  socket_id,
  exchange_id: described(
    textOrNull,
    "the same from a response.create to the last event that answers it; null between exchanges",
  ),
  direction: Schema.Literals(["client", "server"]),
  opcode: Schema.Literals(["text", "binary", "ping", "pong", "close"]),
  frames: described(count, "of the wire; more than one where a message came in fragments"),
  ...about,
  ms: described(millisecondsOrNull, "from the response.create that it answers"),
  body: Body,
});

export type SocketClosedRecord = typeof SocketClosedRecord.Type;
export const SocketClosedRecord = record("SocketClosed", {
  type: Schema.Literals(["socket_closed"]),
  ...common,
  socket_id,
  session_id: about.session_id,
  thread_id: about.thread_id,
  by: described(Schema.Literals(["client", "server"]), "who ended the connection first"),
  code: described(Schema.NullOr(count), "of the close frame; null where there was none: the connection was cut"),
  reason: textOrNull,
  error: described(textOrNull, "what the system said, or why the rest of its frames could not be read"),
  open_exchange_id: described(textOrNull, "the exchange that was not at its end"),
});

/** A line of session_oai_raw.log. */
export type Exchange = typeof Exchange.Type;
export const Exchange = Schema.Union([
  RequestRecord,
  ResponseRecord,
  SocketOpenedRecord,
  FrameRecord,
  SocketClosedRecord,
]);
