// A WebAssembly module of three searches, sixteen bytes at a time, assembled here instruction by instruction.

import {
  ADD,
  AND,
  ANY,
  BITMASK,
  BLOCK,
  br,
  brIf,
  BYTES_EQ,
  code,
  constant,
  ELSE,
  END,
  EQ,
  EQZ,
  EXTEND,
  GE,
  get,
  I32,
  IF,
  L_AND,
  L_CTZ,
  L_EQZ,
  L_OR,
  L_SHL,
  L_SUB,
  load,
  LOAD_BYTE,
  loadWord,
  longConstant,
  LOOP,
  name,
  NE,
  OR,
  RETURN,
  section,
  set,
  SHR,
  SPLAT,
  storeWord,
  SUB,
  tee,
  V_AND,
  V_ANDNOT,
  V_OR,
  WRAP,
} from "./wasm.ts";

/** `quote` and `triple` answer a position in the memory, at or behind `to` (or -1) when there is none before it. */
export interface SimdScanner {
  /** The first quote from `from` on that no backslash escapes; bytes before `from` do not count. */
  quote(from: number, to: number): number;
  /** The first place where `a`, `b` and `c` follow each other; `c` is a small letter that also matches its capital. */
  triple(from: number, to: number, a: number, b: number, c: number): number;
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

/**
 * `while (at < to) { if (any hit in 64 bytes) for each hit: check(hit); at += 64 } return -1`. `hits(offset)` leaves a
 * vector on the stack; `check` returns from the function or falls through. `mask` is a long, `kept` the first of four
 * vectors.
 */
function search(
  at: number,
  to: number,
  hit: number,
  mask: number,
  kept: number,
  hits: (offset: number) => number[],
  check: number[],
): number[] {
  const each = [
    ...[0, 1, 2, 3].flatMap((i) => [
      ...[...get(kept + i), ...BITMASK, ...EXTEND],
      ...(i === 0 ? [] : [...longConstant(16 * i), ...L_SHL, ...L_OR]),
    ]),
    ...set(mask),
    ...LOOP,
    ...[...get(at), ...get(mask), ...L_CTZ, ...WRAP, ...ADD, ...set(hit)],
    ...check,
    ...[...get(mask), ...get(mask), ...longConstant(1), ...L_SUB, ...L_AND, ...tee(mask), ...L_EQZ, ...EQZ, ...brIf(0)],
    ...END,
  ];
  return [
    ...BLOCK,
    ...LOOP,
    ...[...get(at), ...get(to), ...GE, ...brIf(1)],
    ...[...hits(0), ...tee(kept), ...hits(16), ...tee(kept + 1), ...V_OR],
    ...[...hits(32), ...tee(kept + 2), ...hits(48), ...tee(kept + 3), ...V_OR, ...V_OR, ...ANY],
    ...[...IF, ...each, ...END],
    ...[...get(at), ...constant(64), ...ADD, ...set(at)],
    ...br(0),
    ...END,
    ...END,
    ...constant(-1),
  ];
}

const splat = (byte: number[], local: number): number[] => [...byte, ...SPLAT, ...set(local)];
const equal = (base: number, offset: number, vector: number): number[] => [
  ...get(base),
  ...load(offset),
  ...get(vector),
  ...BYTES_EQ,
];

/** Locals: from 0, to 1; at 2, hit 3, before 4; mask 5; quotes 6, backslashes 7, kept 8 to 11. */
function quoteBody(): number[] {
  // `at` runs two behind, so that the two bytes before a quote have offsets that are not negative.
  const hits = (offset: number): number[] => [
    ...equal(2, offset + 2, 6),
    ...[...equal(2, offset + 1, 7), ...equal(2, offset, 7), ...V_ANDNOT],
    ...V_ANDNOT,
  ];
  const check = [
    ...[...get(3), ...constant(2), ...ADD, ...tee(3), ...set(4)],
    ...BLOCK,
    ...LOOP,
    ...[...get(4), ...get(0), ...EQ, ...brIf(1)],
    ...[...get(4), ...constant(1), ...SUB, ...LOAD_BYTE, ...constant(0x5c), ...NE, ...brIf(1)],
    ...[...get(4), ...constant(1), ...SUB, ...set(4)],
    ...br(0),
    ...END,
    ...END,
    ...[...get(3), ...get(4), ...SUB, ...constant(1), ...AND, ...EQZ],
    ...[...IF, ...get(3), ...RETURN, ...END],
  ];
  return [
    ...splat(constant(0x22), 6),
    ...splat(constant(0x5c), 7),
    ...[...get(0), ...constant(2), ...SUB, ...set(2)],
    ...search(2, 1, 3, 5, 8, hits, check),
  ];
}

/** Locals: from 0, to 1, a 2, b 3, c 4; at 5, hit 6; mask 7; as 8, bs 9, kept 10 to 13. */
function tripleBody(): number[] {
  const hits = (offset: number): number[] => [...equal(5, offset, 8), ...equal(5, offset + 1, 9), ...V_AND];
  const check = [
    ...[...get(6), ...constant(2), ...ADD, ...LOAD_BYTE, ...constant(0x20), ...OR, ...get(4), ...EQ],
    ...[...IF, ...get(6), ...RETURN, ...END],
  ];
  return [...splat(get(2), 8), ...splat(get(3), 9), ...get(0), ...set(5), ...search(5, 1, 6, 7, 10, hits, check)];
}

/**
 * Locals: from 0, to 1, out 2, end 3, marker 4; at 5, hit 6, marked 7; mask 8; newlines 9, braces 10, letters 11, kept
 * 12 to 15, bytes 16.
 */
function linesBody(): number[] {
  // The marker's third byte follows a brace less often than a quote does, so there is less to check.
  const hits = (offset: number): number[] => [
    ...[...get(5), ...load(offset), ...tee(16), ...get(9), ...BYTES_EQ],
    ...[...get(16), ...get(10), ...BYTES_EQ, ...equal(5, offset + 4, 11), ...V_AND],
    ...V_OR,
  ];
  const newline = [
    ...[...get(6), ...get(1), ...GE, ...IF, ...get(2), ...RETURN, ...END],
    ...[...get(2), ...get(6), ...storeWord(0)],
    ...[...get(2), ...get(7), ...storeWord(4)],
    ...[...constant(0), ...set(7)],
    ...[...get(2), ...constant(8), ...ADD, ...tee(2)],
    ...[...get(3), ...GE, ...IF, ...get(2), ...RETURN, ...END],
  ];
  const marked = [
    ...[...get(6), ...constant(1), ...ADD, ...LOAD_BYTE, ...constant(0x22), ...EQ],
    ...[...get(6), ...loadWord(2), ...get(4), ...EQ, ...AND],
    ...[...IF, ...get(6), ...set(7), ...END],
  ];
  const check = [
    ...[...get(6), ...LOAD_BYTE, ...constant(10), ...EQ],
    ...[...IF, ...newline, ...ELSE, ...marked, ...END],
  ];
  return [
    ...splat(constant(10), 9),
    ...splat(constant(0x7b), 10),
    ...splat([...get(4), ...constant(16), ...SHR], 11),
    ...[...get(0), ...set(5)],
    ...search(5, 1, 6, 8, 12, hits, check).slice(0, -constant(-1).length),
    ...get(2),
  ];
}

function assemble(): Uint8Array {
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [0x60, 2, I32, I32, 1, I32], [0x60, 5, I32, I32, I32, I32, I32, 1, I32]),
    ...section(2, [...name("m"), ...name("m"), 2, 0, 1]),
    ...section(3, [0], [1], [1]),
    ...section(7, [...name("quote"), 0, 0], [...name("triple"), 0, 1], [...name("lines"), 0, 2]),
    ...section(10, code(3, 6, quoteBody()), code(2, 6, tripleBody()), code(3, 8, linesBody())),
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
