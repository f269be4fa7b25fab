// How lines begin, as a table in a memory: the openings that the search for lines tells apart while it passes them.

import { encodeAscii } from "./literal.ts";

/**
 * A line may open with `head`, then with `number`, some digits and a comma, then with one of `texts`, each
 * `"type":"NAME","payload":{` with `"type":"NAME"` behind it or without.
 */
export interface Opening {
  /** `0` stands for a digit (any byte from 0x30 to 0x3f); every other character for itself. At most `HEAD` of them. */
  readonly head: string;
  readonly number: string;
  readonly names: readonly (readonly [outer: string, inner: string])[];
}

/** Lays an opening's table out, for `Framer`s. Names that are too long for it are left out, and never told. */
export interface Openings extends Opening {
  readonly table: Uint8Array;
}

/** Where the table stands in each memory, and what it takes. */
export const TABLE = 256;
export const TABLE_SIZE = 32_768;
/** Within the table: vectors and their masks, lengths, slots, entries. */
export const HEAD = 48;
export const NUMBER = 16;
export const TEXT = 80;
export const AT = {
  head: TABLE,
  headMask: TABLE + HEAD,
  number: TABLE + 2 * HEAD,
  numberMask: TABLE + 2 * HEAD + NUMBER,
  headLength: TABLE + 2 * HEAD + 2 * NUMBER,
  numberLength: TABLE + 2 * HEAD + 2 * NUMBER + 4,
  slots: TABLE + 2 * HEAD + 2 * NUMBER + 16,
} as const;
const SLOT_BITS = 8;
const ENTRIES = AT.slots + (4 << SLOT_BITS);
/** An entry: the address of the next, what is told, the length of the inner name, the text, its mask. */
export const ENTRY = { next: 0, told: 4, inner: 8, text: 16, mask: 16 + TEXT, size: 16 + 2 * TEXT } as const;
/** Names are measured within so many bytes. */
export const NAME = 32;
/** From a word of the outer name, the first and the last word of the inner one, and their lengths, to a slot. */
export const HASH = [0x9e3779b1 | 0, 0x85ebca6b | 0, 0xc2b2ae35 | 0, 0x27d4eb2f, 0x165667b1] as const;
export const SLOT_SHIFT = 32 - SLOT_BITS;

export const OUTER = '"type":"';
export const BETWEEN = '","payload":{';
/** What is told of a line, a word: which pair of `names`, from 1 on; whether it has a number; the opening's length. */
export const NUMBERED = 0x8000;
export const PAIR_SHIFT = 16;
export const LENGTH = 0x7fff;
/** Digits that a number may have. */
export const DIGITS = 18;

export function createOpenings(opening: Opening): Openings {
  const table = new Uint8Array(TABLE_SIZE);
  const view = new DataView(table.buffer);
  const put = (at: number, text: string): void => table.set(encodeAscii(text), at - TABLE);
  const digits = [...opening.head].map((letter) => (letter === "0" ? 0xf0 : 0xff));
  put(AT.head, opening.head);
  table.set(digits, AT.headMask - TABLE);
  put(AT.number, opening.number);
  table.fill(0xff, AT.numberMask - TABLE, AT.numberMask - TABLE + opening.number.length);
  view.setInt32(AT.headLength - TABLE, opening.head.length, true);
  view.setInt32(AT.numberLength - TABLE, opening.number.length, true);
  let entry = ENTRIES;
  opening.names.forEach(([outer, inner], i) => {
    const text = `${OUTER}${outer}${BETWEEN}${inner === "" ? "" : `${OUTER}${inner}"`}`;
    const short = [outer, inner].every((name) => name === "" || (name.length >= 4 && name.length < NAME));
    if (!short || text.length > TEXT || entry + ENTRY.size > TABLE + TABLE_SIZE) return;
    const slot = AT.slots - TABLE + 4 * slotOf(outer, inner);
    view.setInt32(entry - TABLE + ENTRY.next, view.getInt32(slot, true), true);
    view.setInt32(entry - TABLE + ENTRY.told, ((i + 1) << PAIR_SHIFT) | text.length, true);
    view.setInt32(entry - TABLE + ENTRY.inner, inner.length, true);
    put(entry + ENTRY.text, text);
    table.fill(0xff, entry - TABLE + ENTRY.mask, entry - TABLE + ENTRY.mask + text.length);
    view.setInt32(slot, entry, true);
    entry += ENTRY.size;
  });
  return { ...opening, table };
}

/** What lies in a memory's table now. */
const laid = new WeakMap<Uint8Array, Openings>();

/** Puts the openings into a memory's table, unless they are in it. */
export function layTable(table: Uint8Array, openings: Openings): void {
  if (laid.get(table) === openings) return;
  table.set(openings.table);
  laid.set(table, openings);
}

function slotOf(outer: string, inner: string): number {
  const parts = [wordOf(outer, 0), outer.length, wordOf(inner, 0), wordOf(inner, inner.length - 4), inner.length];
  let hash = 0;
  parts.forEach((part, i) => (hash = (hash + Math.imul(part, HASH[i] ?? 0)) | 0));
  return hash >>> SLOT_SHIFT;
}

function wordOf(name: string, at: number): number {
  return name === "" ? 0 : new DataView(encodeAscii(name).buffer).getInt32(at, true);
}
