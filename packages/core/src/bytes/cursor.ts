// A place in plain JSON, moved on member by member: what stands there is verified byte by byte.

import { encodeAscii } from "./literal.ts";
import { decodeAscii } from "./text.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const EXPONENT = 0x65;

/** Digits of a number that is exact whatever they are. */
const DIGITS = 15;
/** Objects and arrays inside each other that are passed. */
const DEEPEST = 8;

/** ASCII to be held against bytes: four at a time, as little-endian words, and what is left. */
export interface Literal {
  readonly length: number;
  readonly words: Int32Array;
  readonly rest: Uint8Array;
}

export function literal(text: string): Literal {
  const bytes = encodeAscii(text);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const words = Int32Array.from({ length: bytes.length >> 2 }, (_, at) => view.getInt32(4 * at, true));
  return { length: bytes.length, words, rest: bytes.slice(4 * words.length) };
}

const TRUE = literal("true");
const FALSE = literal("false");
const NULL = literal("null");

/**
 * Plain is JSON without spaces, whose strings are ASCII without escapes. What is anything else, damaged or merely
 * unusual, makes each of these fail; where the cursor stands then is of no use.
 */
export class Cursor {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  to = 0;
  #view = new DataView(this.bytes.buffer);
  /** Of `bytes` in its buffer. */
  #offset = 0;

  set(bytes: Uint8Array, at: number, to: number): void {
    // Chunk after chunk lies in the same memory.
    if (this.#view.buffer !== bytes.buffer) this.#view = new DataView(bytes.buffer);
    this.bytes = bytes;
    this.#offset = bytes.byteOffset;
    this.at = at;
    this.to = to;
  }

  /** Whether `expected` stands here; then it is passed, else nothing is. */
  is(expected: Literal): boolean {
    const { length, words, rest } = expected;
    if (this.at + length > this.to) return false;
    const { bytes } = this;
    const view = this.#view;
    let at = this.at;
    for (let i = 0; i < words.length; i++, at += 4) {
      if (view.getInt32(this.#offset + at, true) !== words[i]) return false;
    }
    for (let i = 0; i < rest.length; i++, at++) if (bytes[at] !== rest[i]) return false;
    this.at += length;
    return true;
  }

  isByte(byte: number): boolean {
    if (this.at >= this.to || this.bytes[this.at] !== byte) return false;
    this.at += 1;
    return true;
  }

  /** A whole number of at most fifteen digits; -1 for any other. */
  natural(): number {
    const { bytes, at } = this;
    const limit = Math.min(this.to, at + DIGITS + 1);
    let value = 0;
    let end = at;
    for (; end < limit; end++) {
      const digit = (bytes[end] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    const length = end - at;
    if (length === 0 || length > DIGITS || (length > 1 && bytes[at] === ZERO)) return -1;
    this.at = end;
    return value;
  }

  /** The rest of a string, behind its first quote. */
  text(): string | null {
    const from = this.at;
    return this.passText() ? decodeAscii(this.bytes, from, this.at - 1) : null;
  }

  passText(): boolean {
    const { bytes, to } = this;
    for (let at = this.at; at < to; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) {
        this.at = at + 1;
        return true;
      }
      if (byte === BACKSLASH || byte < 0x20 || byte > 0x7e) return false;
    }
    return false;
  }

  /** Any value. */
  pass(depth = 0): boolean {
    const byte = this.at < this.to ? (this.bytes[this.at] ?? 0) : 0;
    if (byte === QUOTE) {
      this.at += 1;
      return this.passText();
    }
    if (byte === 0x7b || byte === 0x5b) return depth < DEEPEST && this.#passMembers(byte === 0x7b, depth + 1);
    if (byte === MINUS || (byte >= ZERO && byte <= NINE)) return this.#passNumber();
    return this.is(NULL) || this.is(TRUE) || this.is(FALSE);
  }

  #passMembers(named: boolean, depth: number): boolean {
    const close = named ? 0x7d : 0x5d;
    this.at += 1;
    if (this.isByte(close)) return true;
    do {
      if (named && !(this.isByte(QUOTE) && this.passText() && this.isByte(COLON))) return false;
      if (!this.pass(depth)) return false;
    } while (this.isByte(COMMA));
    return this.isByte(close);
  }

  #passNumber(): boolean {
    this.isByte(MINUS);
    const first = this.at;
    if (!this.#passDigits() || (this.bytes[first] === ZERO && this.at > first + 1)) return false;
    if (this.isByte(POINT) && !this.#passDigits()) return false;
    const letter = this.at < this.to ? (this.bytes[this.at] ?? 0) | 0x20 : 0;
    if (letter !== EXPONENT) return true;
    this.at += 1;
    if (!this.isByte(MINUS)) this.isByte(PLUS);
    return this.#passDigits();
  }

  #passDigits(): boolean {
    const { bytes, at, to } = this;
    let end = at;
    while (end < to && (bytes[end] ?? 0) >= ZERO && (bytes[end] ?? 0) <= NINE) end++;
    this.at = end;
    return end > at;
  }
}
