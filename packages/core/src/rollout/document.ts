// The TypeScript CLI's sessions (0.1.x of spring 2025): one JSON document `{session, items}`, read item by item.

import type { ReadOptions, RolloutReader } from "./read.ts";
import type { Reading } from "./reading.ts";
import { createElementReader } from "./element.ts";
import { Source } from "./source.ts";

const MEMBERS = /^(?:\uFEFF)?\s*\{\s*"(?:session|items)"\s*:/;
const POSSIBLE =
  /^(?:\uFEFF)?\s*(?:\{\s*(?:"(?:s(?:e(?:s(?:s(?:i(?:o(?:n(?:"\s*)?)?)?)?)?)?)?|i(?:t(?:e(?:m(?:s(?:"\s*)?)?)?)?)?)?)?)?$/;

/** Whether the first bytes of a file begin a session document; `open` when they are too few to tell. */
export function sniffDocument(bytes: Uint8Array, to: number): "document" | "lines" | "open" {
  const first = bytes.subarray(0, to);
  // Most files begin with a record, and many are begun to be read.
  if (first[0] === OPEN && first[1] === QUOTE && first[2] === LETTER_T) return "lines";
  const text = String.fromCharCode(...(first[0] === 0xef ? [0xfeff, ...first.subarray(3)] : first));
  if (MEMBERS.test(text)) return "document";
  return POSSIBLE.test(text) || (to < 3 && first[0] === 0xef) ? "open" : "lines";
}

const LF = 10;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const LETTER_T = 0x74;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

/** Where in the document a byte stands that belongs to no value. */
const START = 0; // before the root's brace
const MEMBER = 1; // in the root, before a key or behind a value
const KEY = 2;
const VALUE = 3; // behind a key: colon, then a value
const ITEM = 4; // in the list of items, between them
const DONE = 5;

/**
 * Gives one record for `session` (outer `header`) and one for each item (outer `response_item`), as soon as it is whole;
 * what stands between them is given as blank. A document that breaks off keeps its whole items; the rest is `torn`.
 * A member other than these two comes as a record of unknown shape, `{key: value}`.
 */
export function createDocumentReader(options: ReadOptions, emit: (reading: Reading) => void): RolloutReader {
  const source = new Source(emit, options.silent === true);
  const element = createElementReader(source, options);
  let state = START;
  let position = 0; // of the chunk
  let number = 1;
  let last = LF;
  let key = "";
  let value: ValueEnd | null = null;
  let from = 0; // of the value that is being read, or of the stretch since the last one
  let fromNumber = 1;
  let junk = false; // that stretch holds more than punctuation

  function place(at: number) {
    return { offset: from, length: at - from, number: fromNumber };
  }

  function restart(at: number): void {
    from = at;
    fromNumber = number;
    junk = false;
  }

  function between(at: number): void {
    if (at > from && junk) source.damage("not-json", place(at), 0);
    else if (at > from) source.blank(place(at));
    restart(at);
  }

  function begin(at: number, byte: number): void {
    between(at);
    value = createValueEnd(byte);
    element.open(state === ITEM ? "item" : key === "session" ? "session" : "other", key);
  }

  function finish(at: number): void {
    value = null;
    element.close(place(at));
    restart(at);
    if (state === VALUE) state = MEMBER;
  }

  /** Takes a byte that belongs to no value; false when it begins one. */
  function takes(byte: number, at: number): boolean {
    if (state === KEY) {
      if (byte === QUOTE) state = VALUE;
      else if (key.length < 256) key += String.fromCharCode(byte);
    } else if (isSpace(byte)) return true;
    else if (state === START) {
      if (byte === OPEN) state = MEMBER;
      else if (at === 2) {
        source.damage("bom", place(3), 0);
        restart(3);
      }
    } else if (state === MEMBER) {
      if (byte === QUOTE) {
        state = KEY;
        key = "";
      } else if (byte === CLOSE) state = DONE;
      else if (byte !== COMMA) junk = true;
    } else if (state === VALUE) {
      if (byte === OPEN_LIST && key === "items") state = ITEM;
      else return byte === COLON;
    } else if (state === ITEM) {
      if (byte === CLOSE_LIST) state = MEMBER;
      else return byte === COMMA;
    } else junk = true;
    return true;
  }

  return {
    push(chunk) {
      let taken = 0; // of the chunk, by the value that is being read
      let at = 0;
      while (at < chunk.length) {
        const byte = chunk[at] ?? 0;
        if (value === null) {
          if (!takes(byte, position + at)) {
            begin(position + at, byte);
            taken = at;
            continue;
          }
          at++;
        } else {
          const end = value(byte);
          if (end !== BEFORE) at++;
          if (end !== NOT_YET) {
            element.part(chunk, taken, at);
            finish(position + at);
          }
          if (end === BEFORE) continue;
        }
        if (byte === LF) number++;
      }
      if (value !== null) element.part(chunk, taken, at);
      position += at;
      last = chunk.at(-1) ?? last;
    },
    end() {
      if (state !== DONE || value !== null) source.damage("torn", place(position), 0);
      else between(position);
      return { bytes: position, lines: last === LF ? number - 1 : number };
    },
  };
}

const NOT_YET = 0;
const WITH = 1; // the value ends with this byte
const BEFORE = 2; // the value ended before this byte
type ValueEnd = (byte: number) => number;

/** Tells where a value that begins with `first` ends; asked with each of its bytes, the first included. */
function createValueEnd(first: number): ValueEnd {
  let depth = 0;
  let quoted = false;
  let escaped = false;
  if (first !== QUOTE && first !== OPEN && first !== OPEN_LIST) {
    let begun = false;
    return (byte) => {
      if (begun && (isSpace(byte) || byte === COMMA || byte === CLOSE || byte === CLOSE_LIST)) return BEFORE;
      begun = true;
      return NOT_YET;
    };
  }
  return (byte) => {
    if (quoted) {
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (byte === OPEN || byte === OPEN_LIST) depth++;
    else if (byte === CLOSE || byte === CLOSE_LIST) depth--;
    return depth === 0 && !quoted ? WITH : NOT_YET;
  };
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
