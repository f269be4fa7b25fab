// Applies the hunks of an apply_patch envelope to a text as Codex does, which seeks the lines, for it has no numbers.

import type { PatchHunk } from "./change.ts";

/** Where versions of Codex differ in what they make of the same patch. */
export interface Dialect {
  /** Replacements are put into the order of the text (0.36 …) or stay in that of the patch. */
  readonly sorted: boolean;
  /** Lines that are only added go before the last line where that is blank (0.29 …) or behind it. */
  readonly before_blank: boolean;
}

export const FIRST_DIALECT: Dialect = { sorted: false, before_blank: false };
export const BARE_DIALECT: Dialect = { sorted: false, before_blank: true };
export const SORTED_DIALECT: Dialect = { sorted: true, before_blank: true };

interface Replacement {
  readonly start: number;
  readonly count: number;
  readonly lines: readonly string[];
}

/**
 * The text after the hunks of one update; null where a hunk's lines are nowhere in it, as Codex then refuses the whole
 * patch. Held against Codex 0.8, 0.29, 0.36, 0.87 and 0.144. From 0.148 on Codex records what it did with line numbers, and
 * does some of it differently.
 */
export function applyEnvelopeHunks(text: string, hunks: readonly PatchHunk[], dialect: Dialect): string | null {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const replacements: Replacement[] = [];
  let from = 0;
  for (const hunk of hunks) {
    if (hunk.header !== null) {
      const at = seek(lines, [hunk.header], from, false);
      if (at === null) return null;
      from = at + 1;
    }
    const olds = hunk.lines.filter((line) => line[0] !== "+").map((line) => line.slice(1));
    const news = hunk.lines.filter((line) => line[0] !== "-").map((line) => line.slice(1));
    if (olds.length === 0) {
      const blank = dialect.before_blank && lines.at(-1) === "";
      replacements.push({ start: blank ? lines.length - 1 : lines.length, count: 0, lines: news });
      continue;
    }
    const found = place(lines, olds, news, from, hunk.at_end_of_file);
    if (found === null) return null;
    replacements.push(found);
    from = found.start + found.count;
  }
  return replaced(lines, dialect.sorted ? replacements.toSorted((a, b) => a.start - b.start) : replacements);
}

/** A blank last line of a hunk may stand for the end of the file. */
function place(
  lines: readonly string[],
  olds: readonly string[],
  news: readonly string[],
  from: number,
  atEnd: boolean,
): Replacement | null {
  const start = seek(lines, olds, from, atEnd);
  if (start !== null) return { start, count: olds.length, lines: news };
  if (olds.at(-1) !== "") return null;
  const shorter = olds.slice(0, -1);
  const again = seek(lines, shorter, from, atEnd);
  if (again === null) return null;
  return { start: again, count: shorter.length, lines: news.at(-1) === "" ? news.slice(0, -1) : news };
}

function replaced(lines: readonly string[], replacements: readonly Replacement[]): string {
  const result = [...lines];
  for (const { start, count, lines: news } of replacements.toReversed()) {
    const tail = result.splice(Math.min(start, result.length));
    for (const line of news) result.push(line);
    for (const line of tail.slice(count)) result.push(line);
  }
  if (result.at(-1) !== "") result.push("");
  return result.join("\n");
}

/** The first place from `from` on, or the very end, where the lines stand: exactly, else nearly, in four degrees. */
function seek(lines: readonly string[], wanted: readonly string[], from: number, atEnd: boolean): number | null {
  const last = lines.length - wanted.length;
  if (wanted.length === 0) return from;
  if (last < 0) return null;
  for (const degree of DEGREES) {
    const plain = wanted.map(degree);
    for (let at = atEnd ? last : from; at <= last; at += 1) {
      if (plain.every((line, index) => degree(lines[at + index] ?? "") === line)) return at;
    }
  }
  return null;
}

const DEGREES: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => trimmed(line, false),
  (line) => trimmed(line, true),
  (line) =>
    trimmed(line, true)
      .replaceAll(/[\u2010-\u2015\u2212]/g, "-")
      .replaceAll(/[\u2018-\u201b]/g, "'")
      .replaceAll(/[\u201c-\u201f]/g, '"')
      .replaceAll(/[\u00a0\u2002-\u200a\u202f\u205f\u3000]/g, " "),
];

// What Rust takes for white space; JavaScript's `trim` knows another list.
const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

function trimmed(line: string, both: boolean): string {
  let [start, end] = [0, line.length];
  while (end > start && SPACE.test(line[end - 1] ?? "")) end -= 1;
  while (both && start < end && SPACE.test(line[start] ?? "")) start += 1;
  return line.slice(start, end);
}
