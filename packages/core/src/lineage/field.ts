// Typed looks into a record: each gives null where the field is absent or of another type.

import { CutText, isObject, type Json, type JsonObject } from "../bytes/json.ts";

export function text(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** The text, or the known start of a text that was cut. */
export function textOrHead(value: Json | undefined): string | null {
  return value instanceof CutText ? value.head : text(value);
}

export function integer(value: Json | undefined): number | null {
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}

/** A whole number that is not negative, such as a count or a duration. */
export function natural(value: Json | undefined): number | null {
  const whole = integer(value);
  return whole === null || whole < 0 ? null : whole;
}

export function number(value: Json | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function boolean(value: Json | undefined): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** Needs no calendar: every month has so many days. */
const PLAIN_TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Several layers ask for the time of one record, one after the other. */
let asked = "";
let answer: string | null = null;

/** An RFC 3339 time in UTC; one with another offset is carried over, and what is no time is null. */
export function timeText(value: Json | undefined): string | null {
  if (typeof value !== "string") return null;
  if (value === asked) return answer;
  asked = value;
  answer = timeOf(value);
  return answer;
}

function timeOf(value: string): string | null {
  if (PLAIN_TIME.test(value)) return value;
  const found = TIME.exec(value);
  if (found === null) return null;
  const time = Date.parse(value);
  if (Number.isNaN(time)) return null;
  return found[1] === "Z" ? value : new Date(time).toISOString();
}

export function object(value: Json | undefined): JsonObject | null {
  return isObject(value) ? value : null;
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** An array of strings, or null when any member is something else. */
export function texts(value: Json | undefined): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  return value.every((member) => typeof member === "string") ? value : null;
}

/** The payload of an enveloped record; the record itself in the two oldest eras. */
export function payloadOf(value: JsonObject): JsonObject {
  return object(value["payload"]) ?? value;
}
