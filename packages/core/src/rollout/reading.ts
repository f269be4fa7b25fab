// What reading a file yields, one after the other and in the order of its bytes: the input of every fold.

import type { Damage } from "../bytes/damage.ts";
import type { JsonObject } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import type { Era } from "./era.ts";

/** A whole record: a JSON object that stands on a line (or is an item of a TypeScript-era document). */
export interface RecordReading {
  readonly kind: "record";
  readonly at: Place;
  /** The era the record's own shape shows; null when it has the shape of none. */
  readonly era: Era | null;
  /**
   * The outer type: `type` of an enveloped record; `"header"` for the first record of the two oldest eras,
   * `"response_item"` for their items, `"state"` for `record_type:"state"`; `""` when the shape is unknown.
   */
  readonly outer: string;
  /** The type inside: `payload.type`, or the bare item's own `type`; `""` where there is none. */
  readonly inner: string;
  /** The record as JSON. With long strings cut (`CutText`) if the reader was told so. */
  readonly value: JsonObject;
  /** The record shared its line with damage and was cut out of it. */
  readonly salvaged: boolean;
  /**
   * Set when a part of the record's values, somewhere behind the first, was left out: it was too large to hold, or counts
   * tokens and no more was asked for.
   */
  readonly abridged?: boolean;
}

/** A record that was recognised by its first bytes and whose value was not built, as the caller asked. */
export interface PassedReading {
  readonly kind: "passed";
  readonly at: Place;
  readonly era: Era | null;
  readonly outer: string;
  readonly inner: string;
}

export interface DamageReading {
  readonly kind: "damage";
  readonly at: Place;
  readonly damage: Damage;
}

/** Blank lines are readings too, so that the readings of a file account for every byte of it. */
export interface BlankReading {
  readonly kind: "blank";
  readonly at: Place;
}

export type Reading = RecordReading | PassedReading | DamageReading | BlankReading;

/** A reading of what stands behind `from` in its file, with its place in the whole. */
export function moveReading(reading: Reading, from: { readonly bytes: number; readonly lines: number }): Reading {
  const move = (at: Place): Place => ({ ...at, offset: at.offset + from.bytes, number: at.number + from.lines });
  if (reading.kind !== "damage") return { ...reading, at: move(reading.at) };
  const { at, damage } = reading;
  return { ...reading, at: move(at), damage: { ...damage, at: move(damage.at) } };
}
