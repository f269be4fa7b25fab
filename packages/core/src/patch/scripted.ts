// Applies the hunks of an apply_patch envelope to a text as the TypeScript CLI did, which was another program.

import type { PatchHunk } from "./change.ts";

interface Change {
  readonly start: number;
  readonly gone: number;
  readonly come: readonly string[];
}

/**
 * The text after the hunks of one update; null where the program would have refused them. Unlike Codex in Rust it keeps
 * the file's lines where the patch repeats them inexactly, looks elsewhere for lines that should end the file, and adds
 * no newline at the end.
 */
export function applyScriptedHunks(text: string, hunks: readonly PatchHunk[]): string | null {
  const lines = text.split("\n");
  const changes: Change[] = [];
  let from = 0;
  for (const { header, lines: told, at_end_of_file } of hunks) {
    if (header !== null && header.trim() !== "") from = seekHeader(lines, header, from);
    const olds = told.filter((line) => line[0] !== "+").map((line) => line.slice(1));
    const start = seekLines(lines, olds, from, at_end_of_file);
    if (start === null) return null;
    changes.push(...changesIn(told, start));
    from = start + olds.length;
  }
  const result: string[] = [];
  let at = 0;
  for (const { start, gone, come } of changes) {
    if (start > lines.length || at > start) return null;
    for (const line of [...lines.slice(at, start), ...come]) result.push(line);
    at = start + gone;
  }
  return [...result, ...lines.slice(at)].join("\n");
}

/** Behind the line of the header; where it was until then when there is none, or one went before. */
function seekHeader(lines: readonly string[], header: string, from: number): number {
  for (const same of [(line: string) => line === header, (line: string) => line.trim() === header.trim()]) {
    if (lines.slice(0, from).some(same)) continue;
    const at = lines.findIndex((line, index) => index >= from && same(line));
    if (at !== -1) return at + 1;
  }
  return from;
}

function seekLines(lines: readonly string[], wanted: readonly string[], from: number, atEnd: boolean): number | null {
  if (wanted.length === 0) return atEnd ? lines.length : from;
  const starts = atEnd ? [Math.max(0, lines.length - wanted.length), from] : [from];
  for (const start of starts) {
    for (const degree of DEGREES) {
      const plain = wanted.map(degree);
      for (let at = start; at + wanted.length <= lines.length; at += 1) {
        if (plain.every((line, index) => degree(lines[at + index] ?? "") === line)) return at;
      }
    }
  }
  return null;
}

const DEGREES: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => line.trimEnd(),
  (line) => line.trim(),
];

/** Runs of lines that go and come; lines that come stand before those of their run that go. */
function changesIn(told: readonly string[], start: number): readonly Change[] {
  const changes: Change[] = [];
  let [olds, gone] = [0, 0];
  let come: string[] = [];
  const close = (): void => {
    if (gone + come.length > 0) changes.push({ start: start + olds - gone, gone, come });
    [gone, come] = [0, []];
  };
  for (const line of told) {
    if (line[0] === "+") come.push(line.slice(1));
    else {
      if (line[0] === " ") close();
      else gone += 1;
      olds += 1;
    }
  }
  close();
  return changes;
}
