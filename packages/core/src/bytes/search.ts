// The searches as WebAssembly functions, sixteen bytes at a time. What each answers is said in `SimdScanner`.

import { NUMBERED, SKIPPED } from "./opening.ts";
import {
  ADD,
  AND,
  ANY,
  between,
  BITMASK,
  BLOCK,
  br,
  brIf,
  BYTES_EQ,
  BYTES_LESS,
  BYTES_MIN,
  call,
  code,
  constant,
  CTZ,
  ELSE,
  END,
  EQ,
  EQZ,
  EXTEND,
  GE,
  get,
  GT,
  IF,
  L_AND,
  L_CTZ,
  L_EQZ,
  L_OR,
  L_SHL,
  L_SUB,
  LE,
  load,
  LOAD_BYTE,
  loadWord,
  longConstant,
  LOOP,
  NE,
  OR,
  RETURN,
  set,
  SHL,
  SHR,
  splat,
  store,
  STORE_BYTE,
  storeWord,
  SUB,
  tee,
  V_AND,
  V_ANDNOT,
  V_OR,
  WRAP,
} from "./wasm.ts";

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

const equal = (base: number, offset: number, vector: number): number[] => [
  ...get(base),
  ...load(offset),
  ...get(vector),
  ...BYTES_EQ,
];

/** Locals: from 0, to 1; at 2, hit 3, before 4; mask 5; quotes 6, backslashes 7, kept 8 to 11. */
export function quoteBody(): number[] {
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
  return code(3, 6, [
    ...splat(constant(0x22), 6),
    ...splat(constant(0x5c), 7),
    ...[...get(0), ...constant(2), ...SUB, ...set(2)],
    ...search(2, 1, 3, 5, 8, hits, check),
  ]);
}

/** Locals: from 0, to 1, a 2, b 3, c 4; at 5, hit 6; mask 7; as 8, bs 9, kept 10 to 13. */
export function tripleBody(): number[] {
  const hits = (offset: number): number[] => [...equal(5, offset, 8), ...equal(5, offset + 1, 9), ...V_AND];
  const check = [
    ...[...get(6), ...constant(2), ...ADD, ...LOAD_BYTE, ...constant(0x20), ...OR, ...get(4), ...EQ],
    ...[...IF, ...get(6), ...RETURN, ...END],
  ];
  const found = search(5, 1, 6, 7, 10, hits, check);
  return code(2, 6, [...splat(get(2), 8), ...splat(get(3), 9), ...get(0), ...set(5), ...found]);
}

/** Locals: from 0, to 1; at 2, hit 3, letter 4; mask 5; quotes 6, backslashes 7, controls 8, kept 9 to 12, bytes 13. */
export function charactersBody(): number[] {
  const hits = (offset: number): number[] => [
    ...[...get(2), ...load(offset), ...tee(13), ...get(6), ...BYTES_EQ],
    ...[...get(13), ...get(7), ...BYTES_EQ, ...V_OR],
    ...[...get(13), ...get(8), ...BYTES_MIN, ...get(13), ...BYTES_EQ, ...V_OR],
  ];
  const digit = (offset: number): number[] => [
    ...[...get(3), ...constant(offset), ...ADD, ...LOAD_BYTE, ...tee(4), ...between(0x30, 10)],
    ...[...get(4), ...constant(0x20), ...OR, ...between(0x61, 6), ...OR],
  ];
  const escaped = [...get(4), ...LOAD_BYTE, ...constant(0), ...NE];
  // `from` moves on with each escape: what lies before it is read.
  const skip = (length: number, fits: number[]): number[] => [
    ...[...get(3), ...constant(length), ...ADD, ...get(1), ...LE, ...fits, ...AND, ...EQZ],
    ...[...IF, ...get(3), ...RETURN, ...END],
    ...[...get(3), ...constant(length), ...ADD, ...set(0)],
  ];
  const check = [
    ...[...get(3), ...get(0), ...GE, ...IF],
    ...[...get(3), ...LOAD_BYTE, ...constant(0x5c), ...NE, ...IF, ...get(3), ...RETURN, ...END],
    ...[...get(3), ...constant(1), ...ADD, ...LOAD_BYTE, ...tee(4), ...constant(0x75), ...EQ],
    ...[...IF, ...skip(6, [...digit(2), ...digit(3), ...AND, ...digit(4), ...AND, ...digit(5), ...AND])],
    ...[...ELSE, ...skip(2, escaped), ...END],
    ...END,
  ];
  return code(3, 8, [
    ...splat(constant(0x22), 6),
    ...splat(constant(0x5c), 7),
    ...splat(constant(0x1f), 8),
    ...[...get(0), ...set(2)],
    ...search(2, 1, 3, 5, 9, hits, check).slice(0, -constant(-1).length),
    ...get(1),
  ]);
}

/** Which of the module's functions `openingBody` is. */
export const OPENING = 5;

/** Words that `lines` writes for a line. */
export const LISTED_WORDS = 5;

/**
 * Locals: from 0 (then the start of each line), to 1, out 2, end 3, marker 4; at 5, hit 6, marked 7, told 8, skipped 9,
 * first 10; mask 11; newlines 12, braces 13, letters 14, kept 15 to 18, bytes 19.
 */
export function linesBody(): number[] {
  // The marker's third byte follows a brace less often than a quote does, so there is less to check.
  const hits = (offset: number): number[] => [
    ...[...get(5), ...load(offset), ...tee(19), ...get(12), ...BYTES_EQ],
    ...[...get(19), ...get(13), ...BYTES_EQ, ...equal(5, offset + 4, 14), ...V_AND],
    ...V_OR,
  ];
  // What the next line would be written with: it is what the caller goes on from.
  const pending = [...[...get(2), ...get(0), ...storeWord(12)], ...[...get(2), ...get(9), ...storeWord(16)]];
  const skips = [
    ...[...get(8), ...constant(SKIPPED), ...get(8), ...constant(NUMBERED), ...AND, ...constant(0), ...NE, ...SHR],
    ...[...AND, ...constant(0), ...NE],
    ...[...get(7), ...get(0), ...LE, ...AND],
    ...[...get(0), ...get(10), ...NE, ...AND],
    ...[...get(6), ...constant(4), ...SUB, ...loadWord(0), ...constant(16), ...SHR, ...constant(0x7d7d), ...EQ, ...AND],
  ];
  const newline = [
    ...[...get(6), ...get(1), ...GE, ...IF, ...pending, ...get(2), ...RETURN, ...END],
    ...[...get(0), ...call(OPENING), ...set(8)],
    ...[...skips, ...IF, ...get(9), ...constant(1), ...ADD, ...set(9), ...ELSE],
    ...pending,
    ...[...get(2), ...get(6), ...storeWord(0)],
    ...[...get(2), ...get(7), ...storeWord(4)],
    ...[...get(2), ...get(8), ...storeWord(8)],
    ...[...get(2), ...constant(4 * LISTED_WORDS), ...ADD, ...set(2)],
    ...[...constant(0), ...set(9)],
    ...END,
    ...[...constant(0), ...set(7)],
    ...[...get(6), ...constant(1), ...ADD, ...set(0)],
    ...[...get(2), ...get(3), ...GE, ...IF, ...pending, ...get(2), ...RETURN, ...END],
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
  return code(6, 8, [
    ...splat(constant(10), 12),
    ...splat(constant(0x7b), 13),
    ...splat([...get(4), ...constant(16), ...SHR], 14),
    ...[...get(0), ...tee(5), ...set(10)],
    ...search(5, 1, 6, 11, 15, hits, check).slice(0, -constant(-1).length),
    ...[...pending, ...get(2)],
  ]);
}

/** By letter: the character that a backslash and the letter stand for; 0 for the rest. */
export const ESCAPED: readonly number[] = Array.from({ length: 256 }, (_, letter) => {
  const at = '"\\/bfnrt'.indexOf(String.fromCharCode(letter));
  return at === -1 ? 0 : '"\\/\b\f\n\r\t'.charCodeAt(at);
});

/** Locals: from 0, to 1, out 2, end 3; start 4, count 5, character 6, last 7; long 8; spaces 9, backslashes 10, bytes 11. */
export function plainBody(): number[] {
  const refuse = [...IF, ...constant(-1), ...RETURN, ...END];
  const byteAt = (offset: number): number[] => [...get(0), ...constant(offset), ...ADD, ...LOAD_BYTE];
  // Sixteen bytes are copied, and as many of them counted as stand for themselves.
  const copy = [
    ...[...get(2), ...get(0), ...load(0), ...tee(11), ...store(0)],
    ...[...get(11), ...get(9), ...BYTES_LESS, ...get(11), ...get(10), ...BYTES_EQ, ...V_OR, ...BITMASK],
    ...[...constant(0x10000), ...OR, ...CTZ, ...set(5)],
    ...[...get(0), ...get(5), ...ADD, ...set(0)],
    ...[...get(2), ...get(5), ...ADD, ...set(2)],
  ];
  const hexadecimal = [
    ...[...byteAt(1), ...constant(0x75), ...NE, ...byteAt(2), ...constant(0x30), ...NE, ...OR],
    ...[...byteAt(3), ...constant(0x30), ...NE, ...OR, ...byteAt(4), ...between(0x30, 8), ...EQZ, ...OR, ...refuse],
    ...[...byteAt(5), ...tee(7), ...between(0x30, 10)],
    ...[...IF, ...get(7), ...constant(0x30), ...SUB, ...set(7), ...ELSE],
    ...[...get(7), ...constant(0x20), ...OR, ...tee(7), ...between(0x61, 6), ...EQZ, ...refuse],
    ...[...get(7), ...constant(0x57), ...SUB, ...set(7), ...END],
    ...[...byteAt(4), ...constant(0x30), ...SUB, ...constant(4), ...SHL, ...get(7), ...ADD, ...set(6)],
    ...[...constant(6), ...set(5)],
  ];
  return code(4, 3, [
    ...splat(constant(0x20), 9),
    ...splat(constant(0x5c), 10),
    ...[...get(2), ...set(4)],
    ...BLOCK,
    ...LOOP,
    ...[...get(0), ...get(1), ...GE, ...get(2), ...get(3), ...GE, ...OR, ...brIf(1)],
    ...copy,
    ...[...get(5), ...constant(16), ...EQ, ...brIf(0)],
    ...[...get(0), ...get(1), ...GE, ...get(2), ...get(3), ...GE, ...OR, ...brIf(1)],
    ...[...get(0), ...LOAD_BYTE, ...constant(0x5c), ...NE, ...refuse],
    ...[...constant(2), ...set(5)],
    ...[...byteAt(1), ...LOAD_BYTE, ...tee(6), ...EQZ, ...IF, ...hexadecimal, ...END],
    ...[...get(0), ...get(5), ...ADD, ...tee(0), ...get(1), ...GT, ...refuse],
    ...[...get(2), ...get(6), ...STORE_BYTE, ...get(2), ...constant(1), ...ADD, ...set(2)],
    ...br(0),
    ...END,
    ...END,
    // What was copied from behind `to` does not count.
    ...[...get(0), ...get(1), ...GT, ...IF, ...get(2), ...get(0), ...get(1), ...SUB, ...SUB, ...set(2), ...END],
    ...[...get(2), ...get(4), ...SUB],
  ]);
}
