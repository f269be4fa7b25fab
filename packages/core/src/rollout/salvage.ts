// A line that is no single record → the whole records on it, and what is left: torn, glued, NUL bytes, other text.

import type { JsonObject } from "../bytes/json.ts";
import { Skimmer, type SkimOptions } from "../bytes/skim.ts";

/** A stretch of a line. Stretches come in order and cover the line. */
export type Stretch =
  | {
      readonly kind: "record";
      readonly from: number;
      readonly to: number;
      readonly value: JsonObject;
      readonly salvaged: boolean;
      readonly abridged: boolean;
      readonly replaced: boolean;
    }
  | { readonly kind: "torn" | "glued" | "not-json" | "nul" | "blank"; readonly from: number; readonly to: number };

type Found = Extract<Stretch, { kind: "record" }>;

export interface Salvager {
  /** Takes the line's next bytes. */
  push(bytes: Uint8Array, from: number, to: number): void;
  /** `ended`: a newline follows, so nothing more will be written to this line. */
  end(ended: boolean): void;
}

// A raw quote cannot stand inside a JSON string, so each of these can only be an object's beginning.
const NEEDLES = ['{"timestamp":"', '{"type":"', '{"record_type":"'].map((text) => new TextEncoder().encode(text));
const ENVELOPED = NEEDLES.slice(0, 1);
// Parts of a record begin with `type` as well, so amid other text that key tells nothing.
const AMID = [...ENVELOPED, ...NEEDLES.slice(2)];
const WATCHED = ["timestamp", "type", "record_type"];

const TOP = 0;
const SKIM = 1;
const SEEK = 2;
const MATCH = 3;
const ZEROS = 4;

/**
 * Records are found from left to right, so what is found on the first part of a line is found on the whole of it.
 * A record that breaks off is searched for the start of another at the byte where it stops being JSON: there, or two
 * bytes before, when that quote closed a string whose end had been lost. An object that stands where the torn record
 * expected a value is told from a value of that record by what comes next.
 */
export function createSalvager(
  options: SkimOptions,
  accept: (value: JsonObject) => boolean,
  bare: boolean,
  emit: (stretch: Stretch) => void,
): Salvager {
  let base = 0; // position in the line of the current bytes
  let mode = TOP;
  let start = 0; // of the stretch that is being read
  let begun = 0; // of the object that is being skimmed
  let whole = true; // the object stands where a record is due: any is one
  let object = false; // the stretch starts like a record
  let skimmer = new Skimmer(options, WATCHED);
  let viable: Uint8Array[] = [];
  let matched = 0;
  let last = 0;
  let beforeLast = 0;
  let stretches = 0;
  let held: Found | null = null;

  function tell(stretch: Stretch): void {
    if (stretch.to === stretch.from) return;
    stretches++;
    release(true);
    if (stretch.kind === "record") held = stretch;
    else emit(stretch);
  }

  function release(shared: boolean): void {
    if (held !== null) emit(shared ? { ...held, salvaged: true } : held);
    held = null;
  }

  function record(value: JsonObject, from: number, to: number): void {
    // The blank before a whole record belongs to it.
    const clean = whole && from === begun && !object;
    if (!clean) tell({ kind: object ? "glued" : "not-json", from: start, to: from });
    const at = clean ? start : from;
    const { abridged, replaced } = skimmer;
    tell({ kind: "record", from: at, to, value, salvaged: stretches > 0, abridged, replaced });
    top(to);
  }

  function top(at: number): void {
    mode = TOP;
    start = at;
    object = false;
  }

  function skim(at: number, isWhole: boolean): void {
    mode = SKIM;
    begun = at;
    whole = isWhole;
    skimmer = new Skimmer(options, WATCHED);
  }

  function match(at: number, needles: Uint8Array[], count: number): void {
    mode = MATCH;
    begun = at;
    viable = needles;
    matched = count;
  }

  /** The object stopped being JSON at `at`: is that where another record begins? */
  function broken(byte: number, at: number): void {
    const { inner } = skimmer;
    if (inner !== null && inner.end === at && accept(inner.value)) {
      object = true;
      record(inner.value, inner.start, inner.end);
      return;
    }
    object ||= whole;
    const needles = bare ? NEEDLES : ENVELOPED;
    if (beforeLast === 0x7b && last === 0x22 && at - 2 > begun) match(at - 2, needles, 2);
    else if (byte === 0x7b) match(at, needles, 0);
    else mode = SEEK;
  }

  function leaveOpen(at: number): void {
    const kind = object ? "torn" : "not-json";
    tell({ kind, from: start, to: at });
  }

  function step(bytes: Uint8Array, at: number, to: number): number {
    const byte = bytes[at] ?? 0;
    if (mode === SKIM) {
      const stop = skimmer.push(bytes, at, to, base);
      note(bytes, at, stop);
      if (skimmer.state === "done") {
        if (whole || accept(skimmer.value)) record(skimmer.value, begun, base + stop);
        else mode = SEEK;
      } else if (skimmer.state === "broken") broken(bytes[stop] ?? 0, base + stop);
      return stop;
    }
    if (mode === MATCH) {
      viable = viable.filter((needle) => needle[matched] === byte);
      if (viable.length === 0) {
        mode = SEEK;
        return at;
      }
      matched++;
      const found = viable.find((needle) => needle.length === matched);
      if (found !== undefined) {
        skim(begun, false);
        skimmer.push(found, 0, matched, begun);
        note(found, 0, matched);
      }
      return at + 1;
    }
    if (mode === ZEROS) {
      if (byte === 0) return at + 1;
      tell({ kind: "nul", from: start, to: base + at });
      top(base + at);
      return at;
    }
    if (byte === 0) {
      if (mode === SEEK) leaveOpen(base + at);
      else blank(base + at);
      top(base + at);
      mode = ZEROS;
    } else if (mode === TOP) {
      if (byte === 0x7b) skim(base + at, true);
      else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) mode = SEEK;
      else return at + 1;
    } else if (byte === 0x7b) match(base + at, bare ? AMID : ENVELOPED, 0);
    else return at + 1;
    return at;
  }

  /** White space behind a record is its own; anywhere else it is a blank. */
  function blank(at: number): void {
    if (held !== null) held = { ...held, to: at };
    else if (start < at) tell({ kind: "blank", from: start, to: at });
    start = at;
  }

  function note(bytes: Uint8Array, from: number, to: number): void {
    if (to - from > 1) beforeLast = bytes[to - 2] ?? 0;
    else if (to > from) beforeLast = last;
    if (to > from) last = bytes[to - 1] ?? 0;
  }

  return {
    push(bytes, from, to) {
      base -= from;
      let at = from;
      while (at < to) at = step(bytes, at, to);
      base += to;
    },
    end(ended) {
      const { inner } = skimmer;
      if (mode === SKIM && ended && inner !== null && inner.end === base && accept(inner.value)) {
        object = true;
        record(inner.value, inner.start, inner.end);
      } else if (mode === ZEROS) tell({ kind: "nul", from: start, to: base });
      else if (mode === TOP) blank(base);
      else {
        object ||= mode === SKIM && whole;
        leaveOpen(base);
      }
      release(false);
    },
  };
}
