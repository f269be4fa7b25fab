// The function that tells with which opening a line begins, in WebAssembly; see `createOpenings`.

import { AT, BETWEEN, DIGITS, ENTRY, HASH, HEAD, NUMBER, NUMBERED, OUTER, SLOT_SHIFT, TEXT } from "./opening.ts";
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
  code,
  constant,
  CTZ,
  END,
  EQ,
  EQZ,
  get,
  GT,
  IF,
  load,
  LOAD_BYTE,
  loadWord,
  LOOP,
  MUL,
  NE,
  OR,
  RETURN,
  set,
  SHL,
  SHR,
  splat,
  SUB,
  tee,
  V_AND,
  V_OR,
  V_XOR,
} from "./wasm.ts";

const LINE = 0;
const TEXT_AT = 1;
const NUMBERED_IS = 2;
const AT_NAME = 3;
const AT_ENTRY = 4;
const OUTER_LENGTH = 5;
const INNER_LENGTH = 6;
const QUOTES = 8;
const ZERO = constant(0);
const REFUSE = [...IF, ...ZERO, ...RETURN, ...END];

/** Whether the bytes at `at` are not those of `text`, where the mask has bits. */
function differs(at: number, base: number[], text: number, mask: number, length: number): number[] {
  const vectors = Array.from({ length: length / 16 }, (_, i) => [
    ...[...get(at), ...load(16 * i), ...base, ...load(text + 16 * i), ...V_XOR],
    ...[...base, ...load(mask + 16 * i), ...V_AND, ...(i === 0 ? [] : V_OR)],
  ]);
  return [...vectors.flat(), ...ANY];
}

/** How far it is to the next quote; 32 when there is none within 32 bytes. */
function nameLength(at: number, offset: number): number[] {
  const quotes = (more: number): number[] => [
    ...get(at),
    ...load(offset + more),
    ...get(QUOTES),
    ...BYTES_EQ,
    ...BITMASK,
  ];
  return [...quotes(0), ...quotes(16), ...constant(16), ...SHL, ...OR, ...CTZ];
}

const word = (text: string): number => new DataView(new TextEncoder().encode(text).buffer).getInt32(0, true);
const hashed = (value: number[], i: number): number[] => [...value, ...constant(HASH[i] ?? 0), ...MUL];

/** Locals: see above, and a long that is not used. */
export function openingBody(): number[] {
  const number = [
    ...[...get(TEXT_AT), ...ZERO, ...loadWord(AT.numberLength), ...ADD, ...tee(AT_NAME), ...set(TEXT_AT)],
    ...LOOP,
    ...[...get(AT_NAME), ...LOAD_BYTE, ...between(0x30, 10)],
    ...[...IF, ...get(AT_NAME), ...constant(1), ...ADD, ...set(AT_NAME), ...br(1), ...END],
    ...END,
    ...[...get(AT_NAME), ...get(TEXT_AT), ...SUB, ...tee(OUTER_LENGTH), ...EQZ],
    ...[...get(OUTER_LENGTH), ...constant(DIGITS), ...GT, ...OR],
    ...[...get(AT_NAME), ...LOAD_BYTE, ...constant(0x2c), ...NE, ...OR],
    ...[
      ...get(TEXT_AT),
      ...LOAD_BYTE,
      ...constant(0x30),
      ...EQ,
      ...get(OUTER_LENGTH),
      ...constant(1),
      ...GT,
      ...AND,
      ...OR,
    ],
    ...REFUSE,
    ...[...get(AT_NAME), ...constant(1), ...ADD, ...set(TEXT_AT)],
    ...[...constant(NUMBERED), ...set(NUMBERED_IS)],
  ];
  const inner = [
    ...[...get(AT_NAME), ...constant(BETWEEN.length + OUTER.length), ...ADD, ...tee(AT_NAME)],
    ...hashed(loadWord(0), 2),
    ...[...nameLength(AT_NAME, 0), ...set(INNER_LENGTH)],
    ...hashed([...get(AT_NAME), ...get(INNER_LENGTH), ...ADD, ...constant(4), ...SUB, ...loadWord(0)], 3),
    ...[...ADD, ...hashed(get(INNER_LENGTH), 4), ...ADD, ...set(AT_ENTRY)],
  ];
  const typed = (from: number): number[] => [
    ...[...get(AT_NAME), ...loadWord(BETWEEN.length + from), ...constant(word(OUTER.slice(from))), ...EQ],
  ];
  return code(6, 1, [
    ...[...differs(LINE, ZERO, AT.head, AT.headMask, HEAD), ...REFUSE],
    ...[...get(LINE), ...ZERO, ...loadWord(AT.headLength), ...ADD, ...set(TEXT_AT)],
    ...[...differs(TEXT_AT, ZERO, AT.number, AT.numberMask, NUMBER), ...EQZ, ...IF, ...number, ...END],
    ...splat(constant(0x22), QUOTES),
    ...[...nameLength(TEXT_AT, OUTER.length), ...tee(OUTER_LENGTH)],
    ...[...get(TEXT_AT), ...ADD, ...constant(OUTER.length), ...ADD, ...set(AT_NAME)],
    ...[...typed(0), ...typed(4), ...AND, ...IF, ...inner, ...END],
    ...hashed([...get(TEXT_AT), ...loadWord(OUTER.length)], 0),
    ...[...hashed(get(OUTER_LENGTH), 1), ...ADD, ...get(AT_ENTRY), ...ADD],
    ...[...constant(SLOT_SHIFT), ...SHR, ...constant(2), ...SHL, ...loadWord(AT.slots), ...set(AT_ENTRY)],
    ...BLOCK,
    ...LOOP,
    ...[...get(AT_ENTRY), ...EQZ, ...brIf(1)],
    ...[...get(AT_ENTRY), ...loadWord(ENTRY.inner), ...get(INNER_LENGTH), ...EQ],
    ...[...differs(TEXT_AT, get(AT_ENTRY), ENTRY.text, ENTRY.mask, TEXT), ...EQZ, ...AND],
    ...[...IF, ...get(AT_ENTRY), ...loadWord(ENTRY.told), ...get(TEXT_AT), ...ADD, ...get(LINE), ...SUB],
    ...[...get(NUMBERED_IS), ...OR, ...RETURN, ...END],
    ...[...get(AT_ENTRY), ...loadWord(ENTRY.next), ...set(AT_ENTRY)],
    ...br(0),
    ...END,
    ...END,
    ...ZERO,
  ]);
}
