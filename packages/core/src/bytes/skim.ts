// One JSON object, byte by byte over any chunking: builds its value without ever holding more of it than it is told to.

import { CUT_FROM, cutString, headOf, tailOf } from "./cut.ts";
import { CUT_HEAD, CUT_TAIL, CutText, type Json, type JsonObject } from "./json.ts";
import { decodeText, isIllFormed, unescapeText } from "./text.ts";

export interface SkimOptions {
  /** Strings of more than `CUT_FROM` bytes are cut. Without it every string is whole. */
  readonly cut: boolean;
  /** About how many bytes of values may be kept. What comes later is read and left out; see `abridged`. */
  readonly retain: number;
}

/** An object inside the value that ended at `end`, whose first key is one of those that were asked for. */
export interface Inner {
  readonly start: number;
  readonly end: number;
  readonly value: JsonObject;
}

/** Raw bytes of a string that are kept to be cut when it ends; of a longer one only the ends are. */
const KEEP = 256 * 1024;
const HEAD_BYTES = 6 * (CUT_HEAD + 2);
const RING = 4 * CUT_TAIL;
/** Deeper than this no value goes on disk that Codex wrote, and none can be walked by a recursive reader. */
const DEPTH = 4096;
const LONGEST_NUMBER = 4096;
/** Members of objects this deep (record, payload, item) are kept even when what may be retained is used up. */
const SHALLOW = 3;

const VALUE = 0,
  FIRST_VALUE = 1,
  FIRST_KEY = 2,
  KEY = 3,
  COLON = 4,
  NEXT = 5;
const STRING = 6,
  ESCAPE = 7,
  HEX = 8,
  NUMBER = 9,
  LITERAL = 10;
const NUMBER_FORM = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const LITERALS: Readonly<Record<number, readonly [string, Json]>> = {
  0x74: ["true", true],
  0x66: ["false", false],
  0x6e: ["null", null],
};

interface Frame {
  /** Null when the value is left out. */
  readonly object: Record<string, Json> | null;
  readonly array: Json[] | null;
  readonly isArray: boolean;
  readonly start: number;
  key: string;
  keys: number;
  named: boolean;
}

export class Skimmer {
  /** `open`: wants more bytes. `done`: `value` is the object. `broken`: no JSON from here on. */
  state: "open" | "done" | "broken" = "open";
  value: JsonObject = {};
  /** Something was left out because the retained part would have grown too large. */
  abridged = false;
  /** A string that was kept holds bytes that are no UTF-8. */
  replaced = false;
  /** The last inner object that ended and began with one of the keys asked for. */
  inner: Inner | null = null;

  readonly #options: SkimOptions;
  readonly #watched: readonly string[];
  readonly #stack: Frame[] = [];
  #mode = VALUE;
  #isKey = false;
  #left = 0;
  #word = "";
  #retained = 0;
  #text = new Uint8Array(256);
  #length = 0; // bytes of the string so far
  #kept = 0; // of them in #text
  #ring: Uint8Array | null = null;

  /** `watched`: first keys of inner objects that `inner` tells about. */
  constructor(options: SkimOptions, watched: readonly string[]) {
    this.#options = options;
    this.#watched = watched;
  }

  /**
   * Reads `bytes[from, to)`; `base` is the position of `bytes[0]`. Answers where it stopped: `to` while `open`, behind
   * the closing brace when `done`, at the offending byte when `broken`. The first byte of all must be `{`.
   */
  push(bytes: Uint8Array, from: number, to: number, base: number): number {
    let at = from;
    while (at < to) {
      const mode = this.#mode;
      if (mode === STRING) {
        at = this.#string(bytes, at, to);
        if (this.state === "broken") return at;
        continue;
      }
      const byte = bytes[at] ?? 0;
      if (mode === ESCAPE) {
        if (byte === 0x75) {
          this.#mode = HEX;
          this.#left = 4;
        } else if (!isEscape(byte)) return this.#break(at);
        else this.#mode = STRING;
        this.#keep(bytes, at, at + 1);
      } else if (mode === HEX) {
        if (!isHex(byte)) return this.#break(at);
        this.#keep(bytes, at, at + 1);
        if (--this.#left === 0) this.#mode = STRING;
      } else if (mode === NUMBER) {
        if (isNumeric(byte)) {
          if (this.#word.length === LONGEST_NUMBER) return this.#break(at);
          this.#word += String.fromCharCode(byte);
        } else {
          if (!NUMBER_FORM.test(this.#word)) return this.#break(at);
          this.#attach(Number(this.#word), 16);
          continue;
        }
      } else if (mode === LITERAL) {
        const [word, value] = LITERALS[this.#word.charCodeAt(0)] ?? ["", null];
        if (byte !== word.charCodeAt(this.#word.length)) return this.#break(at);
        this.#word += String.fromCharCode(byte);
        if (this.#word.length === word.length) this.#attach(value, 8);
      } else if (mode <= FIRST_VALUE && byte >= 0x31 && byte <= 0x39) {
        const end = this.#integer(bytes, at, to);
        if (end > at) {
          at = end;
          continue;
        }
        this.#token(byte, mode, base + at);
      } else if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
        // white space between tokens
      } else if (!this.#token(byte, mode, base + at)) return this.#break(at);
      at++;
      if (this.state === "done") return at;
    }
    return at;
  }

  /** A short integer that ends before `to`, without making a text of it. Answers its end, or `at` for any other number. */
  #integer(bytes: Uint8Array, from: number, to: number): number {
    let value = 0;
    let at = from;
    for (; at < to && at - from < 15; at++) {
      const digit = (bytes[at] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (at === to || isNumeric(bytes[at] ?? 0)) return from;
    this.#attach(value, 16);
    return at;
  }

  #break(at: number): number {
    this.state = "broken";
    return at;
  }

  #token(byte: number, mode: number, position: number): boolean {
    const frame = this.#stack.at(-1);
    if (mode === VALUE || mode === FIRST_VALUE) {
      if (byte === 0x7b || byte === 0x5b) return this.#enter(byte === 0x5b, position);
      if (byte === 0x22) return this.#quote(false);
      if (byte === 0x5d && mode === FIRST_VALUE) return this.#leave(position);
      if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) this.#mode = NUMBER;
      else if (LITERALS[byte] !== undefined) this.#mode = LITERAL;
      else return false;
      this.#word = String.fromCharCode(byte);
      return true;
    }
    if (mode === COLON) {
      this.#mode = VALUE;
      return byte === 0x3a;
    }
    if (mode === NEXT) {
      if (byte === 0x2c) {
        this.#mode = frame?.isArray === true ? VALUE : KEY;
        return true;
      }
      return byte === (frame?.isArray === true ? 0x5d : 0x7d) && this.#leave(position);
    }
    if (byte === 0x22) return this.#quote(true);
    return mode === FIRST_KEY && byte === 0x7d && this.#leave(position);
  }

  #enter(isArray: boolean, start: number): boolean {
    if (this.#stack.length === DEPTH) return false;
    const parent = this.#stack.at(-1);
    const wanted = parent === undefined || this.#wants(parent, 64);
    const array: Json[] | null = wanted && isArray ? [] : null;
    const object: Record<string, Json> | null = wanted && !isArray ? {} : null;
    const value = array ?? object;
    if (value !== null && parent !== undefined) place(parent, value);
    if (parent === undefined && object !== null) this.value = object;
    this.#stack.push({ object, array, isArray, start, key: "", keys: 0, named: false });
    this.#mode = isArray ? FIRST_VALUE : FIRST_KEY;
    return true;
  }

  #leave(position: number): boolean {
    const frame = this.#stack.pop();
    if (frame === undefined) return false;
    this.#mode = NEXT;
    if (this.#stack.length === 0) this.state = "done";
    else if (frame.named && frame.object !== null)
      this.inner = { start: frame.start, end: position + 1, value: frame.object };
    return true;
  }

  #wants(parent: Frame, cost: number): boolean {
    this.#retained += cost;
    const { retain } = this.#options;
    const room =
      this.#retained <= retain || (!parent.isArray && this.#stack.length <= SHALLOW && this.#retained <= 2 * retain);
    if (room && (parent.object !== null || parent.array !== null)) return true;
    if (!room) this.#retained -= cost;
    this.abridged = true;
    return false;
  }

  #attach(value: Json, cost: number): void {
    this.#mode = NEXT;
    const parent = this.#stack.at(-1);
    if (parent !== undefined && this.#wants(parent, cost)) place(parent, value);
  }

  #quote(isKey: boolean): boolean {
    this.#isKey = isKey;
    this.#mode = STRING;
    this.#length = 0;
    this.#kept = 0;
    this.#ring = null;
    return true;
  }

  /** Reads on in a string; stops behind its closing quote, in an escape that goes on elsewhere, or at a forbidden byte. */
  #string(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to) {
      const byte = bytes[at] ?? 0;
      if (byte === 0x22) {
        // The way a string comes out must not hang on how it was cut into chunks.
        if (this.#length === 0 && at - from <= KEEP) this.#close(bytes, from, at);
        else {
          this.#keep(bytes, from, at);
          this.#closeKept();
        }
        return at + 1;
      }
      if (byte === 0x5c) {
        const next = bytes[at + 1] ?? 0;
        if (at + 1 < to && isEscape(next)) at += 2;
        else {
          this.#keep(bytes, from, at + 1);
          this.#mode = ESCAPE;
          return at + 1;
        }
      } else if (byte < 0x20) return this.#break(at);
      else at++;
    }
    this.#keep(bytes, from, to);
    return to;
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    const limit = this.#options.cut || this.#isKey ? KEEP : Infinity;
    const end = Math.min(to, from + Math.max(0, limit - this.#kept));
    this.#length += to - from;
    if (end > from) {
      const size = this.#kept + end - from;
      if (size > this.#text.length) {
        const grown = new Uint8Array(Math.max(size, this.#text.length * 2));
        grown.set(this.#text.subarray(0, this.#kept));
        this.#text = grown;
      }
      this.#text.set(bytes.subarray(from, end), this.#kept);
      this.#kept = size;
    }
    if (end < to) this.#keepEnd(bytes, Math.max(end, from), to);
  }

  /** Of a string that is longer than what is kept, the last bytes. */
  #keepEnd(bytes: Uint8Array, from: number, to: number): void {
    const before = this.#ring ?? this.#text.subarray(Math.max(0, this.#kept - RING), this.#kept);
    const added = bytes.subarray(Math.max(from, to - RING), to);
    const old = before.subarray(Math.max(0, before.length + added.length - RING));
    const ring = new Uint8Array(old.length + added.length);
    ring.set(old);
    ring.set(added, old.length);
    this.#ring = ring;
  }

  #close(bytes: Uint8Array, from: number, to: number): void {
    if (this.#options.cut && !this.#isKey && to - from > CUT_FROM) {
      this.#attachCut(cutString(bytes, from, to) ?? this.#doubt(cutString(bytes, from, to, true)));
    } else {
      const text = decodeText(bytes, from, to);
      if (isIllFormed(text, bytes, from, to)) this.replaced = true;
      this.#closeText(text);
    }
  }

  #closeKept(): void {
    if (this.#ring === null) this.#close(this.#text, 0, this.#kept);
    // A key of this length is no key Codex wrote; its start is enough to tell it from others.
    else if (this.#isKey) this.#closeText(headOf(this.#text, 0, HEAD_BYTES, true) ?? "");
    else {
      const { length } = this.#ring;
      const head =
        headOf(this.#text, 0, HEAD_BYTES, false) ?? this.#doubt(headOf(this.#text, 0, HEAD_BYTES, true)) ?? "";
      const tail = tailOf(this.#ring, 0, length, false) ?? this.#doubt(tailOf(this.#ring, 0, length, true)) ?? "";
      this.#attachCut(new CutText(head, "", tail, this.#length));
    }
  }

  #doubt<T>(value: T): T {
    this.replaced = true;
    return value;
  }

  #attachCut(text: CutText | null): void {
    if (text === null) this.#attach("", 16);
    else this.#attach(text, 2 * (text.head.length + text.middle.length + text.tail.length));
  }

  #closeText(raw: string): void {
    const text = unescapeText(raw) ?? raw;
    if (!this.#isKey) return this.#attach(text, 32 + 2 * text.length);
    const frame = this.#stack.at(-1);
    if (frame !== undefined) {
      frame.key = text;
      frame.keys++;
      if (frame.keys === 1) frame.named = this.#watched.includes(text);
    }
    this.#mode = COLON;
  }
}

function place(parent: Frame, value: Json): void {
  if (parent.array !== null) parent.array.push(value);
  else if (parent.object !== null) {
    // An assignment to this key would change the prototype, where JSON.parse makes a member.
    if (parent.key === "__proto__") {
      Object.defineProperty(parent.object, parent.key, { value, enumerable: true, configurable: true, writable: true });
    } else parent.object[parent.key] = value;
  }
}

function isEscape(byte: number): boolean {
  return (
    byte === 0x22 ||
    byte === 0x5c ||
    byte === 0x2f ||
    byte === 0x62 ||
    byte === 0x66 ||
    byte === 0x6e ||
    byte === 0x72 ||
    byte === 0x74
  );
}

function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

function isNumeric(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2d || byte === 0x2e || byte === 0x45 || byte === 0x65
  );
}
