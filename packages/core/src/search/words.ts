// The words of a text, as the index splits it.

import { alphabet, LETTER, MARK, SEPARATOR } from "./unicode61.ts";

// Scripts written without spaces (Thai to Lao, Myanmar, Hangul, Khmer, Han and kana), private use (the pictures of
// terminal fonts), and pictures younger than unicode61, which takes them for letters.
const ALONE =
  /[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\ue000-\ufaff\uff66-\uffdc]|[\ud83c-\ud83e\ud840-\ud8bf][\udc00-\udfff]/g;

/**
 * What an index has to give FTS5 for a text. The characters of scripts without spaces stand alone in it, so that each is
 * a word, and a phrase of them is found anywhere inside a run. NUL, at which SQLite may stop reading, is a space.
 */
export function spread(text: string): string {
  return text.replace(ALONE, " $& ").replaceAll("\0", " ");
}

/** Whether a character is a word by itself. */
export function isAlone(code: number): boolean {
  return (
    (code <= 0x0eff && code >= 0x0e00) ||
    (code <= 0x11ff && code >= 0x1000) ||
    (code <= 0x17ff && code >= 0x1780) ||
    (code <= 0xa4cf && code >= 0x2e80) ||
    (code <= 0xa97f && code >= 0xa960) ||
    (code <= 0xd7ff && code >= 0xac00) ||
    (code <= 0xfaff && code >= 0xe000) ||
    (code <= 0xffdc && code >= 0xff66) ||
    (code <= 0x1_fbff && code >= 0x1_f000) ||
    (code <= 0x3_ffff && code >= 0x2_0000)
  );
}

/** Where a word stands; true ends the walk. */
export type VisitWord = (start: number, end: number) => boolean | void;

/** Walks the words of `text` from `from` on, in order. */
export function eachWord(text: string, visit: VisitWord, from = 0): void {
  const { classOf } = alphabet();
  const length = text.length;
  let start = -1;
  let at = from;
  while (at < length) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      if (ASCII[unit] === 1) {
        if (start < 0) start = at;
      } else if (start >= 0) {
        if (visit(start, at) === true) return;
        start = -1;
      }
      at++;
      continue;
    }
    const code = text.codePointAt(at) ?? 0;
    const width = code > 0xffff ? 2 : 1;
    const kind = classOf(code);
    const alone = isAlone(code);
    if ((kind === SEPARATOR || alone) && start >= 0) {
      if (visit(start, at) === true) return;
      start = -1;
    }
    if (kind === LETTER && alone) {
      if (visit(at, at + width) === true) return;
    } else if (kind === LETTER && start < 0) start = at;
    at += width;
  }
  if (start >= 0) visit(start, length);
}

const ASCII = Uint8Array.from({ length: 0x80 }, (_, code) => (/\w/.test(String.fromCharCode(code)) ? 1 : 0));

// The control characters are what "ASCII" is about.
// oxlint-disable-next-line no-control-regex
const PLAIN = /^[\0-\x7f]*$/;
// oxlint-disable-next-line no-control-regex
const OTHER = /[A-Z]+|[^\0-\x7f]+/g;

/** The word as the index holds it: small letters without marks. */
export function foldWord(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase();
  const { bare, classOf } = alphabet();
  let folded = "";
  for (const character of word) {
    const code = character.codePointAt(0) ?? 0;
    if (classOf(code) !== MARK) folded += String.fromCodePoint(bare(code));
  }
  return folded;
}

/** Small letters, marks kept, as the trigram table compares. As long as `text`: places in one are places in the other. */
export function foldCase(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  const { small } = alphabet();
  return text.replace(OTHER, (run) => {
    if (run.charCodeAt(0) < 0x80) return run.toLowerCase();
    let folded = "";
    for (const character of run) folded += String.fromCodePoint(small(character.codePointAt(0) ?? 0));
    return folded;
  });
}

/** The words of a text as the index holds them. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  eachWord(text, (start, end) => {
    words.push(foldWord(text.slice(start, end)));
  });
  return words;
}
