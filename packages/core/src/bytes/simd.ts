// The searches as a WebAssembly module, and memories for it to search.

import { SEARCHES } from "./searches.data.ts";
import { LISTED_WORDS } from "./search.ts";
import { TABLE, TABLE_SIZE } from "./opening.ts";
import { viewBytes } from "./text.ts";

/** `quote` and `triple` answer a position in the memory, at or behind `to` (or -1) when there is none before it. */
export interface SimdScanner {
  /** The first quote from `from` on that no backslash escapes; bytes before `from` do not count. */
  quote(from: number, to: number): number;
  /** The first place where `a`, `b` and `c` follow each other; `c` is a small letter that also matches its capital. */
  triple(from: number, to: number, a: number, b: number, c: number): number;
  /**
   * The first byte from `from` on that is a quote, less than a space, or the backslash of an escape that JSON does not
   * know or that does not end before `to`; what belongs to an escape is none of these.
   */
  characters(from: number, to: number): number;
  /**
   * Writes to `out` what `[from, to)`, a stretch of a JSON string, stands for, until there is nothing more or `end` is
   * reached; up to fifteen bytes behind `end` may be written. Answers how many characters, or -1 when it meets something
   * that is no ASCII, that no string may hold, or an escape that does not end before `to`.
   */
  plain(from: number, to: number, out: number, end: number): number;
  /**
   * The lines of `[from, to)`: writes to `out`, for each newline, five words: its position; that of the last `{"` before
   * it that is followed by the four bytes of `marker` (0 when there is none on the line); what the table of openings in
   * this memory tells of the line's beginning; where the line begins; and how many lines before it were skipped. These
   * are lines, not the first, that the table says to skip, that end in `}}` and have the marker at their beginning
   * at most. Answers where it stopped writing, for want of newlines or because `end` was reached; the last two words
   * stand there once more, for what follows.
   */
  lines(from: number, to: number, out: number, end: number, marker: number): number;
}

/** Bytes at the start of each memory that the searches look things up in. */
const TABLES = TABLE + TABLE_SIZE;
/** Bytes the searches may look at before `from` and behind `to`; they must lie in the memory. */
const MARGIN = 128;

interface Wasm {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (descriptor: { initial: number }) => { readonly buffer: ArrayBuffer };
  Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** How many lines are listed at once. */
const LISTED = 4096;
/** Characters that `text` has room for. */
export const LONGEST_TEXT = 2048;

export interface SimdMemory {
  readonly bytes: Uint8Array;
  /** Where `Openings` are put. */
  readonly table: Uint8Array;
  /** Words for each line, and for one more; see `lines`. */
  readonly list: Int32Array;
  /** Room for what `plain` writes. */
  readonly text: Uint8Array;
  readonly scanner: SimdScanner;
}

let compiled: object | null | undefined;

/**
 * A new memory with room for `length` bytes between margins and for a list of lines behind them, and the searches over
 * it; null where the run time has no WebAssembly vectors or forbids compiling.
 */
export function createSimdMemory(length: number): SimdMemory | null {
  const wasm = (globalThis as { WebAssembly?: Wasm }).WebAssembly;
  if (wasm === undefined || compiled === null) return null;
  try {
    compiled ??= new wasm.Module(Uint8Array.from(atob(SEARCHES), (letter) => letter.charCodeAt(0)));
    const list = (TABLES + length + 2 * MARGIN + 3) & ~3;
    const words = LISTED_WORDS * (LISTED + 1);
    const text = list + 4 * words;
    const memory = new wasm.Memory({ initial: Math.ceil((text + LONGEST_TEXT + MARGIN) / 65536) });
    const { exports } = new wasm.Instance(compiled, { m: { m: memory } });
    return {
      bytes: viewBytes(memory.buffer, TABLES + MARGIN, length),
      table: new Uint8Array(memory.buffer, TABLE, TABLE_SIZE),
      list: new Int32Array(memory.buffer, list, words),
      text: viewBytes(memory.buffer, text, LONGEST_TEXT + 16),
      scanner: exports as SimdScanner,
    };
  } catch {
    compiled = null;
    return null;
  }
}
