// Bytes in chunks of any size → physical lines with their offset and number. Knows newlines, nothing else.

import { borrow, COPIED, memoryOf, release } from "./scan.ts";
import { layTable, type Openings } from "./opening.ts";
import { LISTED_WORDS } from "./search.ts";
import type { SimdMemory } from "./simd.ts";

/**
 * What a framer tells. `bytes` is only valid during the call: it may be the caller's chunk.
 * A line ends at LF; a CR before it (or before the end of the file) belongs to the terminator.
 */
export interface LineSink {
  /**
   * A whole line: `bytes[from, to)`. `ended` is false when the file stops without a newline. `marked` is where the last
   * marker on the line stands, `NONE`, or `UNKNOWN` when it was not looked for. `opening`: what the table of openings
   * tells of the line, see `opening.ts`; 0 when it tells nothing, or when nobody looked.
   */
  line(
    bytes: Uint8Array,
    from: number,
    to: number,
    offset: number,
    number: number,
    ended: boolean,
    marked: number,
    opening: number,
  ): void;
  /** Lines that the table of openings says to skip were skipped before what is told next. */
  skip(): void;
  /** A line longer than the limit begins; its bytes follow in `part`, then `close`. */
  open(offset: number, number: number): void;
  part(bytes: Uint8Array, from: number, to: number): void;
  close(ended: boolean): void;
}

export interface Framer {
  /** Takes the next bytes of the file; the chunk is free for reuse afterwards. */
  push(chunk: Uint8Array): void;
  /** The file is over. Answers its size in bytes and in physical lines. */
  end(): { bytes: number; lines: number };
}

export const NONE = -1;
export const UNKNOWN = -2;

const LF = 10;
const CR = 13;
const WORTH_COPYING = 4096;
const WORTH_SEARCHING = 256;
const ONE_CR = Uint8Array.of(CR);

/**
 * `limit`: a line of more bytes than this is given in parts and never held whole. `marker`: four bytes; a line is marked
 * where they follow `{"`. `openings`: how most lines begin, asked where vectors list them. `skipping`: the same, where some say that their lines are to be
 * skipped, and only counted; lines that are not listed by vectors are all told.
 */
export function createFramer(
  limit: number,
  sink: LineSink,
  marker: Uint8Array,
  openings: () => Openings,
  skipping: () => Openings = openings,
): Framer {
  const word = new DataView(marker.buffer, marker.byteOffset).getInt32(0, true);
  let carry = new Uint8Array(0);
  let held = 0;
  let offset = 0; // of the line that is being read
  let number = 1;
  let consumed = 0; // bytes of the file before the current chunk
  let parts = false; // the current line is over the limit
  let cr = false; // a CR at the end of a part, kept back: it may belong to the terminator

  function keep(chunk: Uint8Array, from: number, to: number): void {
    const size = held + to - from;
    if (size > carry.length) {
      const grown = new Uint8Array(Math.min(limit, Math.max(size, carry.length * 2, 65536)));
      grown.set(carry.subarray(0, held));
      carry = grown;
    }
    carry.set(chunk.subarray(from, to), held);
    held = size;
  }

  function give(chunk: Uint8Array, from: number, to: number): void {
    if (from === to) return;
    if (cr) sink.part(ONE_CR, 0, 1);
    cr = chunk[to - 1] === CR;
    if (cr) to--;
    if (from < to) sink.part(chunk, from, to);
  }

  function begin(): void {
    parts = true;
    sink.open(offset, number);
    give(carry, 0, held);
    held = 0;
  }

  function line(bytes: Uint8Array, from: number, to: number, ended: boolean, marked: number, opening: number): void {
    if (to > from && bytes[to - 1] === CR) to--;
    sink.line(bytes, from, to, offset, number, ended, marked, opening);
  }

  /** The rest of a line that began in an earlier chunk, or the start of one that ends in a later chunk. */
  function extend(chunk: Uint8Array, from: number, to: number): void {
    if (!parts && held + to - from > limit) begin();
    if (parts) give(chunk, from, to);
    else keep(chunk, from, to);
  }

  /** Gives the carried line from a memory where it can be searched; false when there is none. */
  function searched(ended: boolean): boolean {
    const memory = borrow();
    if (memory === null) return false;
    const { bytes, list: listed, scanner, table } = memory;
    layTable(table, openings());
    bytes.set(carry.subarray(0, held));
    bytes[held] = LF;
    const base = bytes.byteOffset;
    scanner.lines(base, base + held + 1, listed.byteOffset, listed.byteOffset + 4 * LISTED_WORDS, word);
    const marked = listed[1] ?? 0;
    line(bytes, 0, held, ended, marked === 0 ? NONE : marked - base, listed[2] ?? 0);
    release(memory);
    return true;
  }

  function finish(ended: boolean): void {
    if (parts) sink.close(ended);
    else if (held < WORTH_SEARCHING || held >= COPIED || !searched(ended)) line(carry, 0, held, ended, UNKNOWN, 0);
    parts = false;
    cr = false;
    held = 0;
  }

  /** The bytes from `from` to the newline at `end`. */
  function close(chunk: Uint8Array, from: number, end: number, marked: number, opening: number): void {
    if (held > 0 || parts || end - from > limit) {
      extend(chunk, from, end);
      finish(true);
    } else line(chunk, from, end, true, marked, opening);
    offset = consumed + end + 1;
    number++;
  }

  function take(chunk: Uint8Array, memory: SimdMemory | null): void {
    const from = memory === null ? search(chunk) : list(chunk, memory);
    if (from < chunk.length) extend(chunk, from, chunk.length);
    consumed += chunk.length;
  }

  function search(chunk: Uint8Array): number {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      close(chunk, from, end, UNKNOWN, 0);
      from = end + 1;
    }
    return from;
  }

  function list(chunk: Uint8Array, { list: listed, scanner, table }: SimdMemory): number {
    const base = chunk.byteOffset;
    const to = base + chunk.length;
    const start = listed.byteOffset;
    const most = listed.length - LISTED_WORDS;
    let from = 0;
    const leap = (entry: number): void => {
      const skipped = listed[entry + 4] ?? 0;
      if (skipped === 0) return;
      number += skipped;
      from = (listed[entry + 3] ?? 0) - base;
      offset = consumed + from;
      sink.skip();
    };
    for (;;) {
      // A line over the limit is given in parts.
      layTable(table, chunk.length > limit ? openings() : skipping());
      const count = (scanner.lines(base + from, to, start, start + 4 * most, word) - start) >> 2;
      for (let i = 0; i < count; i += LISTED_WORDS) {
        leap(i);
        const end = (listed[i] ?? 0) - base;
        const marked = listed[i + 1] ?? 0;
        close(chunk, from, end, marked === 0 ? NONE : marked - base, listed[i + 2] ?? 0);
        from = end + 1;
      }
      leap(count);
      if (count < most) return from;
    }
  }

  return {
    push(chunk) {
      const memory = memoryOf(chunk);
      const copy = memory === null && chunk.length >= WORTH_COPYING ? borrow() : null;
      if (copy === null) return take(chunk, memory);
      for (let at = 0; at < chunk.length; at += COPIED) {
        const size = Math.min(COPIED, chunk.length - at);
        copy.bytes.set(chunk.subarray(at, at + size));
        take(copy.bytes.subarray(0, size), copy);
      }
      release(copy);
    },
    end() {
      const open = held > 0 || parts;
      if (open) finish(false);
      return { bytes: consumed, lines: open ? number : number - 1 };
    },
  };
}
