// Unified diffs with line numbers, to the byte: read as Codex wrote them, and written as git reads them.

import { linesWithEnds } from "./lines.ts";

export interface DiffLine {
  readonly mark: " " | "+" | "-";
  /** With its end; the last line of a file may have none. */
  readonly text: string;
}

/** A run of consecutive lines that changed, with what stands around them. Lines are numbered from 1. */
export interface NumberedHunk {
  /** The number of the first old line; where there is no old line, of the line before. */
  readonly old_start: number;
  readonly old_count: number;
  readonly new_start: number;
  readonly new_count: number;
  readonly lines: readonly DiffLine[];
}

const HEADER = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const NO_NEWLINE = "\\ No newline at end of file";

/**
 * The hunks of a unified diff without file headers, as `unified_diff` of a change holds it; null where it is anything
 * else, such as the hunks of a patch that numbers no lines. An empty diff has no hunks.
 */
export function parseUnified(diff: string): NumberedHunk[] | null {
  const hunks: NumberedHunk[] = [];
  const lines = linesWithEnds(diff);
  for (let at = 0; at < lines.length;) {
    const ranges = HEADER.exec(lines[at] ?? "");
    if (ranges === null) return null;
    at += 1;
    const [old_start, old_count, new_start, new_count] = [1, 2, 3, 4].map((group) => Number(ranges[group] ?? "1"));
    const hunk: NumberedHunk = {
      old_start: old_start ?? 0,
      old_count: old_count ?? 0,
      new_start: new_start ?? 0,
      new_count: new_count ?? 0,
      lines: [],
    };
    const taken = takeLines(lines, at, hunk);
    if (taken === null) return null;
    hunks.push({ ...hunk, lines: taken.lines });
    at = taken.next;
  }
  return hunks;
}

function takeLines(
  lines: readonly string[],
  from: number,
  { old_count, new_count }: NumberedHunk,
): { lines: readonly DiffLine[]; next: number } | null {
  const taken: DiffLine[] = [];
  let [olds, news, at] = [old_count, new_count, from];
  for (; olds > 0 || news > 0 || lines[at]?.startsWith(NO_NEWLINE) === true; at += 1) {
    const line = lines[at];
    if (line === undefined) return null;
    const mark = line[0];
    const last = taken.at(-1);
    if (mark === "\\" && last?.text.endsWith("\n") === true) {
      taken[taken.length - 1] = { mark: last.mark, text: last.text.slice(0, -1) };
      continue;
    }
    if (mark !== " " && mark !== "+" && mark !== "-") return null;
    if (mark !== "+") olds -= 1;
    if (mark !== "-") news -= 1;
    if (olds < 0 || news < 0) return null;
    taken.push({ mark, text: line.slice(1) });
  }
  return { lines: taken, next: at };
}

/** The hunks as text; every line of them must end as git's lines do. */
export function formatHunks(hunks: readonly NumberedHunk[]): string {
  return hunks.map(formatHunk).join("");
}

function formatHunk({ old_start, old_count, new_start, new_count, lines }: NumberedHunk): string {
  const range = (start: number, count: number): string => (count === 1 ? `${start}` : `${start},${count}`);
  const head = `@@ -${range(old_start, old_count)} +${range(new_start, new_count)} @@\n`;
  const body = lines.map(({ mark, text }) => `${mark}${text}${text.endsWith("\n") ? "" : `\n${NO_NEWLINE}\n`}`);
  return head + body.join("");
}
