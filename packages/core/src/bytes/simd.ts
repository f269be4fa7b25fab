// A WebAssembly module of the searches, and memories for it to search.

import { charactersBody, linesBody, quoteBody, tripleBody } from "./search.ts";
import { I32, name, section } from "./wasm.ts";

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
   * The lines of `[from, to)`: writes to `out`, for each newline, its position and that of the last `{"` before it that
   * is followed by the four bytes of `marker` (0 when there is none from `from` on). Answers where it stopped writing,
   * for want of newlines or because `end` was reached.
   */
  lines(from: number, to: number, out: number, end: number, marker: number): number;
}

/** Bytes the searches may look at before `from` and behind `to`; they must lie in the memory. */
export const MARGIN = 128;

interface Wasm {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (descriptor: { initial: number }) => { readonly buffer: ArrayBuffer };
  Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

function assemble(): Uint8Array {
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [0x60, 2, I32, I32, 1, I32], [0x60, 5, I32, I32, I32, I32, I32, 1, I32]),
    ...section(2, [...name("m"), ...name("m"), 2, 0, 1]),
    ...section(3, [0], [1], [1], [0]),
    ...section(
      7,
      [...name("quote"), 0, 0],
      [...name("triple"), 0, 1],
      [...name("lines"), 0, 2],
      [...name("characters"), 0, 3],
    ),
    ...section(10, quoteBody(), tripleBody(), linesBody(), charactersBody()),
  ]);
}

/** A Buffer is an array of bytes that turns into text faster. */
function view(buffer: ArrayBuffer, offset: number, length: number): Uint8Array {
  const { Buffer } = globalThis as {
    Buffer?: { from: (buffer: ArrayBuffer, offset: number, length: number) => Uint8Array };
  };
  return Buffer?.from(buffer, offset, length) ?? new Uint8Array(buffer, offset, length);
}

/** How many lines are listed at once. */
const LISTED = 4096;

export interface SimdMemory {
  readonly bytes: Uint8Array;
  /** Two words for each line; see `lines`. */
  readonly list: Int32Array;
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
    compiled ??= new wasm.Module(assemble());
    const list = (length + 2 * MARGIN + 3) & ~3;
    const memory = new wasm.Memory({ initial: Math.ceil((list + 8 * LISTED) / 65536) });
    const { exports } = new wasm.Instance(compiled, { m: { m: memory } });
    return {
      bytes: view(memory.buffer, MARGIN, length),
      list: new Int32Array(memory.buffer, list, 2 * LISTED),
      scanner: exports as SimdScanner,
    };
  } catch {
    compiled = null;
    return null;
  }
}
