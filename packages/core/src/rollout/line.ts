// Files of JSON lines → readings: decides for each line between passing it, reading it briefly, parsing and salvaging it.

import { createFramer, type LineSink } from "../bytes/frame.ts";
import { isObject, type Json } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import { findObject, findSurrogate } from "../bytes/scan.ts";
import { decodeText, hasLoneSurrogate, isIllFormed } from "../bytes/text.ts";
import { readBriefly } from "./brief.ts";
import { envelopeEra } from "./classify.ts";
import { createGiantReader } from "./giant.ts";
import { HEAD, Peek } from "./peek.ts";
import type { ReadOptions, RolloutReader } from "./read.ts";
import type { Reading } from "./reading.ts";
import { createRepair } from "./repair.ts";
import { Source } from "./source.ts";

export const LONGEST = { cut: 1 << 20, whole: 0x1fffffe8 };

const BRACE = 0x7b;
const CLOSE = 0x7d;

export function createLineReader(options: ReadOptions, emit: (reading: Reading) => void): RolloutReader {
  const source = new Source(emit);
  const peek = new Peek();
  const repair = createRepair(source);
  const giant = createGiantReader(source, options, peek);
  const cut = options.long === "cut";
  const { pass } = options;

  /** Whether the line is passed, or was read without parsing all of it. */
  function shortcut(bytes: Uint8Array, from: number, to: number, offset: number, number: number): boolean {
    if (!peek.read(bytes, from, to)) return false;
    const { outer, inner } = peek;
    if (outer !== "session_meta" && pass?.(outer, inner) === true) {
      if (bytes[to - 1] !== CLOSE || bytes[to - 2] !== CLOSE || findObject(bytes, from + 1, to, HEAD) !== -1)
        return false;
      source.passed(
        { offset, length: to - from, number },
        envelopeEra(peek.numbered, outer, inner, source.moded),
        outer,
        inner,
      );
      return true;
    }
    if (!cut || outer !== "response_item") return false;
    if (inner !== "function_call_output" && inner !== "custom_tool_call_output") return false;
    const value = readBriefly(bytes, from, peek.end, to);
    if (value === null) return false;
    source.record(value, { offset, length: to - from, number }, false, false);
    return true;
  }

  function parse(bytes: Uint8Array, from: number, to: number, at: Place): boolean {
    let value: Json;
    let text: string;
    try {
      text = decodeText(bytes, from, to);
      value = JSON.parse(text) as Json;
    } catch {
      return false;
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
    line(bytes, from, to, offset, number, ended) {
      if (bytes[from] === BRACE && from < to) {
        if (shortcut(bytes, from, to, offset, number)) return;
      } else {
        if (isBlank(bytes, from, to)) return source.blank({ offset, length: to - from, number });
        if (bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf && from + 3 <= to) {
          source.damage("bom", { offset, length: 3, number }, 0);
          if (from + 3 < to) this.line(bytes, from + 3, to, offset + 3, number, ended);
          return;
        }
      }
      const at = { offset, length: to - from, number };
      if (!parse(bytes, from, to, at)) repair(bytes, from, to, at, ended);
    },
    open: (offset, number) => giant.open(offset, number),
    part: (bytes, from, to) => giant.part(bytes, from, to),
    close: (ended) => giant.close(ended),
  };

  return createFramer(options.longest ?? LONGEST[options.long], sink);
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
