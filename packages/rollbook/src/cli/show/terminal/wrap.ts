// Rows no wider than a terminal: by words where text flows, by columns where it stands as it is.

import { lettersOf, widthOf } from "../../format/width.ts";
import { type Row, type Span, span } from "./span.ts";

const ASCII = /^[\x20-\x7e]*$/;
/** Text is not squeezed into less. */
const NARROWEST = 8;

/** The columns a terminal gives a text. */
export function columnsOf(text: string): number {
  return widthOf(text);
}

export function rowColumns(row: Row): number {
  return row.reduce((sum, { text }) => sum + columnsOf(text), 0);
}

/** Breaks between words. Rows behind the first begin with `hang` spaces. */
export function wrapWords(spans: readonly Span[], width: number, hang = 0): readonly Row[] {
  const indent = Math.min(hang, Math.max(0, width - NARROWEST));
  const rows: Span[][] = [[]];
  let used = 0;
  let gap: readonly Span[] = [];
  const put = (row: Row): void => {
    rows.at(-1)?.push(...row);
    used += rowColumns(row);
  };
  const next = (): void => {
    rows.push(indent === 0 ? [] : [span(" ".repeat(indent))]);
    used = indent;
  };
  for (const { word, space } of wordsOf(spans)) {
    if (space) {
      gap = word;
      continue;
    }
    const size = rowColumns(word);
    const spare = width - used - rowColumns(gap);
    if (size <= spare) put([...gap, ...word]);
    else if (size <= width - indent) {
      next();
      put(word);
    } else {
      // Longer than a row: it begins where it stands, if there is some room, and is cut where rows end.
      if (spare < NARROWEST && used > indent) next();
      else put(gap);
      chop(word, width - used, width - indent).forEach((piece, index) => {
        if (index > 0) next();
        put(piece);
      });
    }
    gap = [];
  }
  return rows;
}

/** Cuts where the width ends, at no word but never within a character. */
export function chop(spans: readonly Span[], width: number, later = width): readonly Row[] {
  const rows: Span[][] = [[]];
  let room = Math.max(1, width);
  for (const { text, styles } of spans) {
    let rest = text;
    while (rest !== "") {
      const head = takeColumns(rest, room);
      if (head === "" && rows.at(-1)?.length !== 0) {
        rows.push([]);
        room = Math.max(1, later);
        continue;
      }
      // A character wider than the row itself stands there all the same.
      const taken = head === "" ? firstGrapheme(rest) : head;
      rows.at(-1)?.push({ text: taken, styles });
      room -= columnsOf(taken);
      rest = rest.slice(taken.length);
      if (rest !== "") {
        rows.push([]);
        room = Math.max(1, later);
      }
    }
  }
  return rows;
}

/** As much from the start of a text as fits. */
function takeColumns(text: string, columns: number): string {
  if (text.length <= columns && ASCII.test(text)) return text;
  const start = text.slice(0, columns);
  if (ASCII.test(start)) {
    // What follows may belong to the last character taken.
    const next = text.charCodeAt(columns);
    return Number.isNaN(next) || next < 0x7f ? start : takeGraphemes(text, columns);
  }
  return takeGraphemes(text, columns);
}

function takeGraphemes(text: string, columns: number): string {
  let taken = "";
  let used = 0;
  for (const letter of lettersOf(text.slice(0, columns * 8 + 64))) {
    used += columnsOf(letter);
    if (used > columns) return taken;
    taken += letter;
  }
  return taken;
}

function firstGrapheme(text: string): string {
  for (const letter of lettersOf(text.slice(0, 64))) return letter;
  return text.slice(0, 1);
}

interface Word {
  readonly word: readonly Span[];
  readonly space: boolean;
}

/** Words and the spaces between them; a word may be of several styles. */
function wordsOf(spans: readonly Span[]): readonly Word[] {
  const words: { word: Span[]; space: boolean }[] = [];
  for (const { text, styles } of spans) {
    for (const [piece] of text.matchAll(/ +|[^ ]+/g)) {
      const space = piece.startsWith(" ");
      const last = words.at(-1);
      if (last?.space === space) last.word.push({ text: piece, styles });
      else words.push({ word: [{ text: piece, styles }], space });
    }
  }
  return words;
}
