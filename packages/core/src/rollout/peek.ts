// The types of an enveloped record, read from its first bytes at places that are verified one by one.

import { encodeAscii, sameBytes } from "../bytes/literal.ts";

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

/** Outer types whose payload has no type of its own, or not in first place. */
const UNTYPED: ReadonlySet<string> = new Set([
  "session_meta",
  "turn_context",
  "compacted",
  "world_state",
  "token_usage_record",
  "inter_agent_communication",
  "inter_agent_communication_metadata",
]);

/**
 * Reads `{"timestamp":"…"[,"ordinal":N],"type":"…","payload":{["type":"…"`. One per reader: the fields hold what the
 * last successful `read` found, so that no line makes an object.
 */
export class Peek {
  outer = "";
  inner = "";
  numbered = false;
  /** Behind the inner type's closing quote; behind the payload's brace where there is no inner type. */
  end = 0;
  readonly #names = new Map<number, { readonly bytes: Uint8Array; readonly name: string }>();

  /** False when the bytes do not begin that very way; the record must then be parsed. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    if (!sameBytes(bytes, from, to, HEAD)) return false;
    let at = this.#plain(bytes, from + HEAD.length, to);
    if (at === -1 || bytes[at + 1] !== COMMA) return false;
    at += 2;
    this.numbered = sameBytes(bytes, at, to, ORDINAL);
    if (this.numbered) {
      const first = at + ORDINAL.length;
      at = first;
      while (at < to && isDigit(bytes[at])) at++;
      if (at === first || bytes[at] !== COMMA || (bytes[first] === 0x30 && at > first + 1)) return false;
      at++;
    }
    if (!sameBytes(bytes, at, to, TYPE)) return false;
    at += TYPE.length;
    let end = this.#plain(bytes, at, to);
    if (end === -1 || bytes[end + 1] !== COMMA || !sameBytes(bytes, end + 2, to, PAYLOAD)) return false;
    this.outer = this.#name(bytes, at, end);
    at = end + 2 + PAYLOAD.length;
    const typed = sameBytes(bytes, at, to, TYPE);
    if (typed === UNTYPED.has(this.outer)) return false;
    this.inner = "";
    this.end = at;
    if (!typed) return true;
    at += TYPE.length;
    end = this.#plain(bytes, at, to);
    if (end === -1) return false;
    this.inner = this.#name(bytes, at, end);
    this.end = end + 1;
    return true;
  }

  /** The closing quote of a short string of plain ASCII; -1 for any other. */
  #plain(bytes: Uint8Array, from: number, to: number): number {
    const limit = Math.min(to, from + LONGEST);
    for (let at = from; at < limit; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) return at;
      if (byte === BACKSLASH || byte < 0x20 || byte > 0x7e) return -1;
    }
    return -1;
  }

  /** The same string for the same bytes, made once. */
  #name(bytes: Uint8Array, from: number, to: number): string {
    let hash = to - from;
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
    const known = this.#names.get(hash);
    if (known !== undefined && known.bytes.length === to - from && sameBytes(bytes, from, to, known.bytes))
      return known.name;
    const own = bytes.slice(from, to);
    const name = String.fromCharCode(...own);
    // Names come from the file; a file of nothing but new names must not fill memory.
    if (this.#names.size < 1024) this.#names.set(hash, { bytes: own, name });
    return name;
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
