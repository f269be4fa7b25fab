// One line on its way through the chain: its shape by now, and how much of its text is still the source's own.

import { isObject, type JsonObject } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import type { Era } from "../rollout/era.ts";
import type { RecordReading } from "../rollout/reading.ts";

/**
 * - `source`: the record, or the item in its envelope, is the source's, value for value
 * - `edited`: the source's record with fields added or renamed
 * - `made`: no record of the source says this in so many words; it was built from the one at `at` and those before it
 */
export type Making = "source" | "edited" | "made";

export interface UpgradedLine {
  /** Of the source: the record itself, or for a made line the record that settled it. */
  readonly at: Place;
  /** The shape the line has now; null for records of no known shape, which are carried as they are. */
  readonly era: Era | null;
  /** The shape it had in the source. */
  readonly origin: Era | null;
  readonly outer: string;
  readonly inner: string;
  readonly value: JsonObject;
  readonly making: Making;
  /** The thread the record belongs to: the file's own, or the one it was copied from; null when no header names one. */
  readonly owner: string | null;
}

/** A line inside the chain. */
export type Line = UpgradedLine;

export function lineOf(record: RecordReading, owner: string | null): Line {
  const { at, era, outer, inner, value } = record;
  return { at, era, origin: era, outer, inner, value, making: "source", owner };
}

/** The same content in another shape. */
export function reshape(line: Line, era: Era, value: JsonObject): Line {
  return { ...line, era, value };
}

/** An enveloped line with some fields of its payload set; the others stay, in their order. */
export function editPayload(line: Line, fields: JsonObject): Line {
  const payload = { ...payloadObject(line), ...fields };
  return { ...line, value: { ...line.value, payload }, making: "edited" };
}

/** A new enveloped line beside `line`: same place, time and owner. */
export function makeLine(line: Line, era: Era, outer: string, payload: JsonObject): Line {
  const inner = typeof payload["type"] === "string" ? payload["type"] : "";
  const value = { timestamp: line.value["timestamp"], type: outer, payload };
  return { at: line.at, era, origin: line.origin, outer, inner, value, making: "made", owner: line.owner };
}

export function makeEvent(line: Line, era: Era, payload: JsonObject): Line {
  return makeLine(line, era, "event_msg", payload);
}

export function payloadObject(line: Line): JsonObject {
  const payload = line.value["payload"];
  return isObject(payload) ? payload : {};
}

/** Whether the line has an envelope, in the source or by now. */
export function isEnveloped(line: Line): boolean {
  return line.era === "envelope" || line.era === "legacy" || line.era === "paginated";
}

/** One era's step to the next: a fold that is given every line, and gives those of later eras on as they are. */
export interface Step {
  readonly take: (line: Line) => readonly Line[];
  /** The file is over: what the step held back. */
  readonly end: () => readonly Line[];
}
