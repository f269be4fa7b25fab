// The types of an enveloped record, read from its first bytes at places that are verified one by one.

import { encodeAscii, sameBytes } from "../bytes/literal.ts";
import { LENGTH, NUMBERED, pairOf } from "../bytes/opening.ts";
import { isLate, UNTYPED } from "./classify.ts";
import type { Era } from "./era.ts";
import { isKnownType } from "./known.ts";
import { openings } from "./openings.ts";

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
/** Names come from the file; a file of nothing but new names must not fill memory. */
const KNOWN = 1024;

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
  /** It counts tokens. */
  readonly counts: boolean;
  /** Some version names them. */
  readonly known: boolean;
  /** The era with which it was passed last. */
  told: Era | null;
}

const NOTHING: Kind = {
  outer: "",
  inner: "",
  late: false,
  passes: false,
  long: false,
  counts: false,
  known: false,
  told: null,
};

/**
 * Reads `{"timestamp":"…"[,"ordinal":N],"type":"…","payload":{["type":"…"`. One per reader: the fields hold what the
 * last successful `read` found, so that no line makes an object. `pass` is asked once for each pair of types.
 */
export class Peek {
  kind: Kind = NOTHING;
  numbered = false;
  /** Which pair of `openings` it is; 0 where that was not told. */
  pair = 0;
  /** Behind the inner type's closing quote; behind the payload's brace where there is no inner type. */
  end = 0;
  readonly #pass: (outer: string, inner: string) => boolean;
  readonly #kinds = new Map<string, Kind>();
  /** By the numbers of `openings`. */
  readonly #opened: (Kind | undefined)[] = [undefined];

  constructor(pass: (outer: string, inner: string) => boolean) {
    this.#pass = pass;
  }

  /** What the search for lines told of the line at `from`. */
  take(opening: number, from: number): true {
    const pair = pairOf(opening);
    this.pair = pair;
    this.kind = this.#opened[pair] ?? this.#openedKind(pair);
    this.numbered = (opening & NUMBERED) !== 0;
    this.end = from + (opening & LENGTH);
    return true;
  }

  #openedKind(pair: number): Kind {
    const [outer, inner] = openings().names[pair - 1] ?? ["", ""];
    const kind = this.#kind(outer, inner);
    this.#opened[pair] = kind;
    return kind;
  }

  /** False when the bytes do not begin that very way; the record must then be parsed. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    this.pair = 0;
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
      counts: outer === "token_usage_record" || (outer === "event_msg" && inner === "token_count"),
      known: isKnownType(outer, inner),
      told: null,
    };
    if (this.#kinds.size < KNOWN) this.#kinds.set(key, kind);
    return kind;
  }
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
