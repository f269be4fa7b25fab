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

/** An opening's table, for `Framer`s. Names that are too long for it are left out, and never told. */
export interface Openings extends Opening {
  readonly table: Uint8Array;
  /** Where in the table each of `names` stands; 0 for those left out. */
  readonly entries: readonly number[];
  /** Words of the table that were changed since it was made: where, and what they are now. */
  readonly changes: readonly (readonly [at: number, word: number])[];
}

/** Openings whose lines come to be skipped. */
export interface Skipping {
  readonly openings: Openings;
  /** From now on lines that open with this pair, with a number or without, need not be told. */
  skip(pair: number, numbered: boolean): void;
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
/**
 * What is told of a line, a word: whether it may be skipped, without a number and with one; which pair of `names`, from
 * 1 on; whether it has a number; the opening's length.
 */
export const SKIPPED = 0x40000000;
const SKIPPED_NUMBERED = SKIPPED >> 1;
export const NUMBERED = 0x8000;
export const PAIR_SHIFT = 16;
const PAIRS = 0x1fff;
export const LENGTH = 0x7fff;
/** Digits that a number may have. */
export const DIGITS = 18;

/** Which pair of `names` a line was told to open with. */
export function pairOf(told: number): number {
  return (told >>> PAIR_SHIFT) & PAIRS;
}

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
  const entries = opening.names.map(() => 0);
  let entry = ENTRIES;
  opening.names.forEach(([outer, inner], i) => {
    const text = `${OUTER}${outer}${BETWEEN}${inner === "" ? "" : `${OUTER}${inner}"`}`;
    const short = [outer, inner].every((name) => name === "" || (name.length >= 4 && name.length < NAME));
    if (!short || text.length > TEXT || entry + ENTRY.size > TABLE + TABLE_SIZE) return;
    const slot = AT.slots - TABLE + 4 * slotOf(outer, inner);
    view.setInt32(entry - TABLE + ENTRY.next, view.getInt32(slot, true), true);
    entries[i] = entry - TABLE;
    view.setInt32(entry - TABLE + ENTRY.told, ((i + 1) << PAIR_SHIFT) | text.length, true);
    view.setInt32(entry - TABLE + ENTRY.inner, inner.length, true);
    put(entry + ENTRY.text, text);
    table.fill(0xff, entry - TABLE + ENTRY.mask, entry - TABLE + ENTRY.mask + text.length);
    view.setInt32(slot, entry, true);
    entry += ENTRY.size;
  });
  return { ...opening, table, entries, changes: [] };
}

/** The same openings, of which none is skipped yet. */
export function createSkipping(openings: Openings): Skipping {
  const table = openings.table.slice();
  const view = new DataView(table.buffer);
  const changes: [number, number][] = [];
  return {
    openings: { ...openings, table, changes },
    skip(pair, numbered) {
      const entry = openings.entries[pair - 1] ?? 0;
      if (entry === 0) return;
      const at = entry + ENTRY.told;
      const word = view.getInt32(at, true) | (numbered ? SKIPPED_NUMBERED : SKIPPED);
      view.setInt32(at, word, true);
      changes.push([at, word]);
    },
  };
}

/** What lies in a memory's table now, and how many of its changes. */
const laid = new WeakMap<Uint8Array, { readonly openings: Openings; changes: number }>();

/** Puts the openings into a memory's table, as far as they are not in it. */
export function layTable(table: Uint8Array, openings: Openings): void {
  const { changes } = openings;
  const known = laid.get(table);
  if (known?.openings !== openings) {
    table.set(openings.table);
    laid.set(table, { openings, changes: changes.length });
  } else if (known.changes < changes.length) {
    const view = new DataView(table.buffer, table.byteOffset);
    for (const [at, word] of changes.slice(known.changes)) view.setInt32(at, word, true);
    known.changes = changes.length;
  }
}

function slotOf(outer: string, inner: string): number {
  const parts = [wordOf(outer, 0), outer.length, wordOf(inner, 0), wordOf(inner, inner.length - 4), inner.length];
  let hash = 0;
  for (const [i, part] of parts.entries()) hash = (hash + Math.imul(part, HASH[i] ?? 0)) | 0;
  return hash >>> SLOT_SHIFT;
}

/** Four of its letters as they stand in a memory. */
function wordOf(name: string, at: number): number {
  if (name === "") return 0;
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => name.charCodeAt(at + i));
  return (a ?? 0) | ((b ?? 0) << 8) | ((c ?? 0) << 16) | ((d ?? 0) << 24);
}
