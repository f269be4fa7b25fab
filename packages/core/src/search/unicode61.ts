// Characters as SQLite's tokenizer unicode61 sees them: what is part of a word, and which letters are one.

import { CAPITALS, MARKED, MARKS, SEPARATORS } from "./unicode61.data.ts";

export const SEPARATOR = 0;
export const LETTER = 1;
/** Neither begins a word nor ends it, and is left out of it. */
export const MARK = 2;

export interface Alphabet {
  /** SEPARATOR, LETTER or MARK, with `_` a letter. */
  classOf(code: number): number;
  /** The small letter. As many UTF-16 units as it had. */
  small(code: number): number;
  /** The small letter without its marks. As many UTF-16 units as it had. */
  bare(code: number): number;
}

let made: Alphabet | null = null;

/** The tables take a few milliseconds and 300 kB, so they are made when first asked for. */
export function alphabet(): Alphabet {
  made ??= createAlphabet();
  return made;
}

const BMP = 0x1_0000;

function createAlphabet(): Alphabet {
  const classes = new Uint8Array(BMP).fill(LETTER);
  const astral: [first: number, last: number][] = [];
  for (let code = 0; code < 0x80; code++) classes[code] = /\w/.test(String.fromCharCode(code)) ? LETTER : SEPARATOR;
  for (const range of SEPARATORS.split(" ")) {
    const [first = 0, last = first] = range.split("-").map(hex);
    if (first < BMP) classes.fill(SEPARATOR, first, last + 1);
    else astral.push([first, last]);
  }
  for (const code of MARKS.split(" ").map(hex)) classes[code] = MARK;

  const smalls = Uint16Array.from({ length: BMP }, (_, code) => code);
  const beyond = new Map<number, number>();
  for (let code = 0x41; code <= 0x5a; code++) smalls[code] = code + 0x20;
  for (const run of CAPITALS.split(" ")) {
    const [, from = "", to = "", step, offset] = /^(\w+)-(\w+)\/(\d+)([+-]\d+)$/.exec(run) ?? [];
    for (let code = hex(from); code <= hex(to); code += Number(step)) {
      if (code < BMP) smalls[code] = code + Number(offset);
      else beyond.set(code, code + Number(offset));
    }
  }
  const bares = smalls.slice();
  const bases = new Map(
    Object.entries(MARKED).flatMap(([base, all]) => [...all].map((one) => [unit(one), unit(base)])),
  );
  for (let code = 0x80; code < BMP; code++) bares[code] = bases.get(smalls[code] ?? 0) ?? smalls[code] ?? code;

  return {
    classOf: (code) => {
      if (code < BMP) return classes[code] ?? SEPARATOR;
      for (const [first, last] of astral) if (code <= last) return code < first ? LETTER : SEPARATOR;
      return LETTER;
    },
    small: (code) => (code < BMP ? smalls[code] : beyond.get(code)) ?? code,
    bare: (code) => (code < BMP ? bares[code] : beyond.get(code)) ?? code,
  };
}

function hex(text: string): number {
  return Number.parseInt(text, 16);
}

function unit(text: string): number {
  return text.charCodeAt(0);
}
