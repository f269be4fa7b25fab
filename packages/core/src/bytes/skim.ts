// One JSON object, byte by byte over any chunking: builds its value without ever holding more of it than it is told to.

import { isEscape, isHex, skipCharacters } from "./escape.ts";
import { type CutText, headText, type Json, type JsonObject } from "./json.ts";
import { KeptString } from "./kept.ts";
import { type Inner, Tree } from "./tree.ts";

export interface SkimOptions {
  /** Strings of more than `CUT_FROM` bytes are cut. Without it every string is whole. */
  readonly cut: boolean;
  /** About how many bytes of values may be kept. What comes later is read and left out; see `abridged`. */
  readonly retain: number;
}

const LONGEST_NUMBER = 4096;

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

export class Skimmer {
  /** `open`: wants more bytes. `done`: `value` is the object. `broken`: no JSON from here on. */
  state: "open" | "done" | "broken" = "open";
  readonly #cut: boolean;
  readonly #tree: Tree;
  readonly #string = new KeptString();
  #mode = VALUE;
  #isKey = false;
  #left = 0;
  #word = "";

  /** `watched`: first keys of inner objects that `inner` tells about. */
  constructor(options: SkimOptions, watched: readonly string[]) {
    this.#cut = options.cut;
    this.#tree = new Tree(options.retain, watched);
  }

  get value(): JsonObject {
    return this.#tree.value;
  }

  /** Something was left out because the retained part would have grown too large. */
  get abridged(): boolean {
    return this.#tree.abridged;
  }

  /** A string that was kept holds bytes that are no UTF-8. */
  get replaced(): boolean {
    return this.#string.replaced;
  }

  /** The last inner object that ended and began with one of the keys asked for. */
  get inner(): Inner | null {
    return this.#tree.inner;
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
        at = this.#read(bytes, at, to);
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
        this.#string.add(bytes, at, at + 1);
      } else if (mode === HEX) {
        if (!isHex(byte)) return this.#break(at);
        this.#string.add(bytes, at, at + 1);
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
    const tree = this.#tree;
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
        this.#mode = tree.inArray ? VALUE : KEY;
        return true;
      }
      return byte === (tree.inArray ? 0x5d : 0x7d) && this.#leave(position);
    }
    if (byte === 0x22) return this.#quote(true);
    return mode === FIRST_KEY && byte === 0x7d && this.#leave(position);
  }

  #enter(isArray: boolean, start: number): boolean {
    this.#mode = isArray ? FIRST_VALUE : FIRST_KEY;
    return this.#tree.enter(isArray, start);
  }

  #leave(position: number): boolean {
    this.#mode = NEXT;
    const left = this.#tree.leave(position + 1);
    if (this.#tree.closed) this.state = "done";
    return left;
  }

  #attach(value: Json, cost: number): void {
    this.#mode = NEXT;
    this.#tree.attach(value, cost);
  }

  #quote(isKey: boolean): boolean {
    this.#isKey = isKey;
    this.#mode = STRING;
    this.#string.open(this.#cut, isKey);
    return true;
  }

  /** Reads on in a string; stops behind its closing quote, in an escape that goes on elsewhere, or at a forbidden byte. */
  #read(bytes: Uint8Array, from: number, to: number): number {
    const at = skipCharacters(bytes, from, to);
    if (at === to) this.#string.add(bytes, from, to);
    else if (bytes[at] === 0x22) {
      this.#close(this.#string.close(bytes, from, at));
      return at + 1;
    } else if (bytes[at] === 0x5c) {
      this.#string.add(bytes, from, at + 1);
      this.#mode = ESCAPE;
      return at + 1;
    } else return this.#break(at);
    return to;
  }

  #close(text: string | CutText | null): void {
    if (this.#isKey) {
      this.#mode = COLON;
      this.#tree.name(headText(text) ?? "");
    } else if (text === null) this.#attach("", 16);
    else if (typeof text === "string") this.#attach(text, 32 + 2 * text.length);
    else this.#attach(text, 2 * (text.head.length + text.middle.length + text.tail.length));
  }
}

function isNumeric(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2d || byte === 0x2e || byte === 0x45 || byte === 0x65
  );
}
