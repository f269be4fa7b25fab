// The types of an enveloped record, read from its first bytes at places that are verified one by one.

import { encodeAscii, sameBytes } from "../bytes/literal.ts";
import { isLate, UNTYPED } from "./classify.ts";

/** How every enveloped record begins. */
export const HEAD = encodeAscii('{"timestamp":"');
const ORDINAL = encodeAscii('"ordinal":');
const TYPE = encodeAscii('"type":"');
const PAYLOAD = encodeAscii('"payload":{');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** Longest timestamp and longest type name that are read here. */
const LONGEST = 64;
/** Lines shorter than this are read the slow way: what is read by words must lie in the line. */
const SHORT = 160;
/** Names come from the file; a file of nothing but new names must not fill memory. */
const KNOWN = 1024;
const SLOT_BITS = 8;
const SLOTS = 1 << SLOT_BITS;
/** Sections remembered at most, so that a file of nothing but new ones costs neither memory nor time. */
const SECTIONS = 256;

/** All that follows from a record's two types. */
export interface Kind {
  readonly outer: string;
  readonly inner: string;
  /** No version before 0.144 wrote it. */
  readonly late: boolean;
  /** The caller does not need its value. */
  readonly passes: boolean;
  /** It carries a tool's output, which may be long. */
  readonly long: boolean;
}

/** The bytes `"type":"…","payload":{["type":"…"` as they were met once. */
interface Section {
  readonly words: Int32Array;
  /** The last four bytes, for a length that is no multiple of four. */
  readonly last: number;
  readonly length: number;
  readonly typed: boolean;
  readonly kind: Kind;
  /** Another of the same key. */
  readonly next: Section | null;
}

const NOTHING: Kind = { outer: "", inner: "", late: false, passes: false, long: false };

/**
 * Reads `{"timestamp":"…"[,"ordinal":N],"type":"…","payload":{["type":"…"`. One per reader: the fields hold what the
 * last successful `read` found, so that no line makes an object. `pass` is asked once for each pair of types.
 */
export class Peek {
  kind: Kind = NOTHING;
  numbered = false;
  /** Behind the inner type's closing quote; behind the payload's brace where there is no inner type. */
  end = 0;
  readonly #pass: (outer: string, inner: string) => boolean;
  readonly #kinds = new Map<string, Kind>();
  /** By `sectionKey`. */
  readonly #sections: (Section | null)[] = Array.from({ length: SLOTS }, () => null);
  #remembered = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));

  constructor(pass: (outer: string, inner: string) => boolean) {
    this.#pass = pass;
  }

  /** False when the bytes do not begin that very way; the record must then be parsed. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    if (to - from < SHORT) return this.#readBytes(bytes, from, to);
    if (this.#bytes !== bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    const view = this.#view;
    if (!isUsualHead(view, from)) return this.#readBytes(bytes, from, to);
    let at = from + 40;
    const numbered = view.getInt32(at, true) === ORDINAL_0;
    if (numbered) {
      at = afterOrdinal(bytes, at, to);
      if (at === -1 || to - at < 64) return this.#readBytes(bytes, from, to);
    }
    const slot = sectionKey(view, at);
    const first = this.#sections[slot] ?? null;
    for (let section = first; section !== null; section = section.next) {
      if (!sameSection(view, at, to, section)) continue;
      const end = at + section.length;
      if (!section.typed && sameBytes(bytes, end, to, TYPE)) return false;
      this.kind = section.kind;
      this.numbered = numbered;
      this.end = end;
      return true;
    }
    if (!this.#readBytes(bytes, from, to)) return false;
    if (this.#remembered < SECTIONS) {
      this.#remembered++;
      this.#sections[slot] = createSection(bytes, at, this.end, this.kind, first);
    }
    return true;
  }

  #readBytes(bytes: Uint8Array, from: number, to: number): boolean {
    if (!sameBytes(bytes, from, to, HEAD)) return false;
    let at = plainEnd(bytes, from + HEAD.length, to);
    if (at === -1 || bytes[at + 1] !== COMMA) return false;
    at += 2;
    this.numbered = sameBytes(bytes, at, to, ORDINAL);
    if (this.numbered) {
      at = afterOrdinal(bytes, at, to);
      if (at === -1) return false;
    }
    if (!sameBytes(bytes, at, to, TYPE)) return false;
    at += TYPE.length;
    const end = plainEnd(bytes, at, to);
    if (end === -1 || bytes[end + 1] !== COMMA || !sameBytes(bytes, end + 2, to, PAYLOAD)) return false;
    const outer = nameAt(bytes, at, end);
    at = end + 2 + PAYLOAD.length;
    const typed = sameBytes(bytes, at, to, TYPE);
    if (typed === UNTYPED.has(outer)) return false;
    this.end = at;
    if (typed) {
      at += TYPE.length;
      const quote = plainEnd(bytes, at, to);
      if (quote === -1) return false;
      this.end = quote + 1;
    }
    this.kind = this.#kind(outer, typed ? nameAt(bytes, at, this.end - 1) : "");
    return true;
  }

  #kind(outer: string, inner: string): Kind {
    const key = `${outer}/${inner}`;
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    const kind: Kind = {
      outer,
      inner,
      late: isLate(outer, inner),
      // A session_meta says what the lines behind it are, so it is always read.
      passes: outer !== "session_meta" && this.#pass(outer, inner),
      long: outer === "response_item" && (inner === "function_call_output" || inner === "custom_tool_call_output"),
    };
    if (this.#kinds.size < KNOWN) this.#kinds.set(key, kind);
    return kind;
  }
}

const word = (text: string): number => new DataView(encodeAscii(text).buffer).getInt32(0, true);
const HEAD_0 = word('{"ti');
const HEAD_4 = word("mest");
const HEAD_8 = word('amp"');
const ORDINAL_0 = word('"ord');
const NIBBLES = 0xf0f0f0f0 | 0;

/**
 * `{"timestamp":"dddd-dd-ddTdd:dd:dd.dddZ","`, a digit being any byte from 0x30 to 0x3f: none of them ends a string or
 * escapes anything, and the rest of a digit's meaning is nobody's concern here.
 */
function isUsualHead(view: DataView, at: number): boolean {
  return (
    view.getInt32(at, true) === HEAD_0 &&
    view.getInt32(at + 4, true) === HEAD_4 &&
    view.getInt32(at + 8, true) === HEAD_8 &&
    view.getInt16(at + 12, true) === 0x223a &&
    (view.getInt32(at + 14, true) & NIBBLES) === 0x30303030 &&
    (view.getInt32(at + 18, true) & (0xfff0f0ff | 0)) === 0x2d30302d &&
    (view.getInt32(at + 22, true) & (0xf0fff0f0 | 0)) === 0x30543030 &&
    (view.getInt32(at + 26, true) & (0xf0f0fff0 | 0)) === 0x30303a30 &&
    (view.getInt32(at + 30, true) & (0xfff0f0ff | 0)) === 0x2e30303a &&
    (view.getInt32(at + 34, true) & (0xfff0f0f0 | 0)) === 0x5a303030 &&
    (view.getInt32(at + 38, true) & 0x00ffffff) === 0x222c22
  );
}

/** Tells most pairs of types apart: bytes of the outer type, and bytes near the inner one's start and middle. */
function sectionKey(view: DataView, at: number): number {
  const mixed =
    view.getInt32(at + 8, true) ^
    Math.imul(view.getInt32(at + 40, true), 5) ^
    Math.imul(view.getInt32(at + 52, true), 3);
  return Math.imul(mixed, 0x9e3779b1) >>> (32 - SLOT_BITS);
}

function createSection(bytes: Uint8Array, from: number, to: number, kind: Kind, next: Section | null): Section {
  const length = to - from;
  // A copy: `slice` would be a view where the bytes are a Buffer.
  const own = Uint8Array.from(bytes.subarray(from, to));
  const view = new DataView(own.buffer);
  const words = Int32Array.from({ length: length >> 2 }, (_, i) => view.getInt32(4 * i, true));
  return { words, last: view.getInt32(length - 4, true), length, typed: !UNTYPED.has(kind.outer), kind, next };
}

function sameSection(view: DataView, at: number, to: number, section: Section): boolean {
  const { words, length } = section;
  if (at + length > to) return false;
  for (let i = 0; i < words.length; i++) if (view.getInt32(at + 4 * i, true) !== words[i]) return false;
  return view.getInt32(at + length - 4, true) === section.last;
}

/** Behind `"ordinal":N,`, or -1. */
function afterOrdinal(bytes: Uint8Array, from: number, to: number): number {
  if (!sameBytes(bytes, from, to, ORDINAL)) return -1;
  const first = from + ORDINAL.length;
  let at = first;
  while (at < to && isDigit(bytes[at])) at++;
  if (at === first || bytes[at] !== COMMA || (bytes[first] === 0x30 && at > first + 1)) return -1;
  return at + 1;
}

/** The closing quote of a short string of plain ASCII; -1 for any other. */
function plainEnd(bytes: Uint8Array, from: number, to: number): number {
  const limit = Math.min(to, from + LONGEST);
  for (let at = from; at < limit; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH || byte < 0x20 || byte > 0x7e) return -1;
  }
  return -1;
}

function nameAt(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
