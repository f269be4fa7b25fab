// What is told while one looks: events of the stream.

import { Schema } from "effect";
import { count, shape, text, texts } from "./words.ts";

export type SessionsEvent = typeof SessionsEvent.Type;
/** `event: sessions`: the list is another. */
export const SessionsEvent = shape("SessionsEvent", {
  added: texts,
  changed: texts,
  removed: texts,
});

export type SessionEvent = typeof SessionEvent.Type;
/** `event: session`: a session that was asked for was written to, or is gone: then these are its last ones. */
export const SessionEvent = shape("SessionEvent", { key: text, size: count, updated_at: text });

export type ApiEvent = typeof ApiEvent.Type;
export const ApiEvent = Schema.Union([
  shape("SessionsMessage", { event: Schema.Literal("sessions"), data: SessionsEvent }),
  shape("SessionMessage", { event: Schema.Literal("session"), data: SessionEvent }),
]);
