// Files of JSON lines → readings: decides for each line between passing it, reading it briefly, parsing and salvaging it.

import { createSkipping, type Openings } from "../bytes/opening.ts";
import { createFramer, type LineSink, UNKNOWN } from "../bytes/frame.ts";
import { isObject, type Json } from "../bytes/json.ts";
import { encodeAscii } from "../bytes/literal.ts";
import type { Place } from "../bytes/place.ts";
import { findObject, findSurrogate } from "../bytes/scan.ts";
import { decodeText, hasLoneSurrogate, isIllFormed } from "../bytes/text.ts";
import { readBriefly } from "./brief.ts";
import { envelopeEra } from "./classify.ts";
import { CountReader } from "./counts.ts";
import { createGiantReader } from "./giant.ts";
import { Peek } from "./peek.ts";
import type { ReadOptions, RolloutReader } from "./read.ts";
import type { Reading } from "./reading.ts";
import { openings } from "./openings.ts";
import { createRepair } from "./repair.ts";
import { Source } from "./source.ts";

export const LONGEST = { cut: 1 << 20, whole: 0x1fffffe8 };

const BRACE = 0x7b;
const CLOSE = 0x7d;

/** Behind `{"`: a line that holds this anywhere but at its start may have a record glued into it. */
const MARKER = encodeAscii("time");
const MARK = encodeAscii('{"time');

export function createLineReader(options: ReadOptions, emit: (reading: Reading) => void): RolloutReader {
  const source = new Source(
    emit,
    options.silent === true,
    options.after === undefined ? undefined : { ...options.after },
  );
  const peek = new Peek(options.pass ?? (() => false));
  const repair = createRepair(source);
  const giant = createGiantReader(source, peek);
  const cut = options.long === "cut";
  const counts = options.counts === true ? new CountReader() : null;

  const skipping = options.silent === true ? createSkipping(openings()) : null;

  function pass(at: Place): void {
    const { kind, numbered, pair } = peek;
    source.passed(at, envelopeEra(numbered, kind.late, source.moded), kind);
    // Before the header it is not known of which era the file is.
    if (skipping !== null && kind.known && source.memory.headed) skipping.skip(pair, numbered);
  }

  /** Reads a peeked record without building its long output. */
  function brief(bytes: Uint8Array, from: number, to: number, at: Place): boolean {
    const value = readBriefly(bytes, from, peek.end, to);
    if (value === null) return false;
    source.record(value, at, false, false);
    return true;
  }

  /** Reads a peeked count of tokens without the rest of its record. */
  function count(reader: CountReader, bytes: Uint8Array, from: number, to: number, at: Place): boolean {
    const value = reader.read(bytes, from, peek.end, to, peek.kind.outer);
    if (value === null) return false;
    source.record(value, at, false, true);
    return true;
  }

  /** False when the line is no JSON. `passes`: it is parsed only to be sure that it is one. */
  function parse(bytes: Uint8Array, from: number, to: number, at: Place, passes: boolean): boolean {
    let value: Json;
    let text: string;
    try {
      text = decodeText(bytes, from, to);
      value = JSON.parse(text) as Json;
    } catch {
      return false;
    }
    if (passes) {
      pass(at);
      return true;
    }
    if (!isObject(value)) {
      source.damage("not-an-object", at, 0);
      return true;
    }
    source.record(value, at, false, false);
    if (isIllFormed(text, bytes, from, to)) source.remark("invalid-utf8", at, 1);
    if (findSurrogate(bytes, from, to) !== -1 && hasLoneSurrogate(text)) source.remark("lone-surrogate", at, 1);
    return true;
  }

  const sink: LineSink = {
    skip: () => source.skip(),
    line(bytes, from, to, offset, number, ended, marked, opening) {
      const object = bytes[from] === BRACE && from < to;
      const peeked = object && (opening === 0 ? peek.read(bytes, from, to) : peek.take(opening, from));
      const passes = peeked && peek.kind.passes;
      const framed = passes && isFramed(bytes, from, to, marked);
      if (framed && source.hush(envelopeEra(peek.numbered, peek.kind.late, source.moded), peek.kind)) return;
      const at = { offset, length: to - from, number };
      if (framed) return pass(at);
      if (peeked && !passes) {
        if (cut && peek.kind.long && brief(bytes, from, to, at)) return;
        if (counts !== null && peek.kind.counts && count(counts, bytes, from, to, at)) return;
      } else if (!object) {
        if (isBlank(bytes, from, to)) return source.blank(at);
        if (from + 3 <= to && bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf) {
          source.damage("bom", { offset, length: 3, number }, 0);
          if (from + 3 < to) this.line(bytes, from + 3, to, offset + 3, number, ended, UNKNOWN, 0);
          return;
        }
      }
      if (!parse(bytes, from, to, at, passes)) repair(bytes, from, to, at, ended);
    },
    open: (offset, number) => giant.open(offset, number),
    part: (bytes, from, to) => giant.part(bytes, from, to),
    close: (ended) => giant.close(ended),
  };

  const told = skipping === null ? openings : (): Openings => skipping.openings;
  return createFramer(options.longest ?? LONGEST[options.long], sink, MARKER, openings, told);
}

/** Whether a line that begins as a record does holds that one and no other, as far as can be told without parsing it. */
function isFramed(bytes: Uint8Array, from: number, to: number, marked: number): boolean {
  const last = marked === UNKNOWN ? findObject(bytes, from + 1, to, MARK) : marked;
  return last <= from && bytes[to - 1] === CLOSE && bytes[to - 2] === CLOSE;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
