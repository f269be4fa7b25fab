// A text of which perhaps only some lines are known, and how it came from the text it began as.

import { linesWithEnds, type NumberedHunk } from "../patch/index.ts";
import { changedRuns } from "./compare.ts";

/** The text a sketch began as. What is learnt of it later holds from the beginning. */
export interface BaseText {
  /** Known lines with their ends, by number from 0. */
  readonly lines: Map<number, string>;
  /** How many there are; null where that is not known. */
  count: number | null;
}

/** Lines that stand as they stood in the base, or lines that came new. The count of the last kept ones may be infinite. */
export type Span =
  | { readonly from: number; readonly count: number; readonly lines: null }
  | { readonly from: null; readonly count: number; readonly lines: readonly string[] };

export interface Sketch {
  readonly base: BaseText;
  spans: readonly Span[];
}

/** A sketch of a text; of a text of which nothing is known where it is null. */
export function createSketch(text: string | null): Sketch {
  const lines = text === null ? null : linesWithEnds(text);
  const base: BaseText = { lines: new Map(lines?.entries()), count: lines?.length ?? null };
  return { base, spans: [keptSpan(0, base.count ?? Number.POSITIVE_INFINITY)] };
}

/** A sketch that begins as this one's text now is. */
export function restartSketch(sketch: Sketch): Sketch {
  const base: BaseText = { lines: new Map(), count: 0 };
  for (const span of closeEnd(sketch).spans) {
    const start = base.count ?? 0;
    for (const [at, line] of knownIn(span, sketch.base)) base.lines.set(start + at, line);
    base.count = span.count === Number.POSITIVE_INFINITY ? null : start + span.count;
  }
  return { base, spans: [keptSpan(0, base.count ?? Number.POSITIVE_INFINITY)] };
}

/** The text, where all of it is known. */
export function wholeText(sketch: Sketch): string | null {
  const lines = wholeLines(sketch);
  return lines === null ? null : lines.join("");
}

/** The text it began as, where all of it is known. */
export function baseText({ lines, count }: BaseText): string | null {
  if (count === null || lines.size < count) return null;
  return Array.from({ length: count }, (_, at) => lines.get(at) ?? "").join("");
}

/** How many lines of the text are known. */
export function knownLines(sketch: Sketch): number {
  return closeEnd(sketch).spans.reduce((sum, span) => sum + knownIn(span, sketch.base).length, 0);
}

/**
 * Applies hunks that Codex wrote of the text, and learns the lines they show. False, and nothing is changed, where they
 * do not fit what is known: the text was another one.
 *
 * Codex gives each change one line that stands before and behind it. Where there is none, the text begins or ends.
 */
export function applyHunks(sketch: Sketch, hunks: readonly NumberedHunk[]): boolean {
  const source = createCursor(closeEnd(sketch));
  const target: Span[] = [];
  let ended = false;
  for (const { old_start, old_count, lines } of hunks) {
    const start = old_count === 0 ? old_start : old_start - 1;
    if (ended || start < source.at || (start > 0 && lines[0]?.mark !== " ")) return false;
    if (!source.keep(start - source.at, target)) return false;
    for (const { mark, text } of lines) {
      if (mark === "+") target.push(newSpan([text]));
      else if (!source.take(text, mark === " " ? target : null)) return false;
      ended ||= mark !== "+" && !/[\r\n]$/.test(text);
    }
    ended ||= lines.at(-1)?.mark !== " ";
  }
  if (ended ? !source.end() : !source.keep(Number.POSITIVE_INFINITY, target)) return false;
  source.learn();
  sketch.spans = joined(target);
  return true;
}

/** The text is known to be this one. False, and nothing is learnt, where it cannot be. */
export function learnText(sketch: Sketch, text: string): boolean {
  const source = createCursor(closeEnd(sketch));
  const target: Span[] = [];
  if (!linesWithEnds(text).every((line) => source.take(line, target)) || !source.end()) return false;
  source.learn();
  sketch.spans = joined(target);
  return true;
}

/** The text became this one, whatever it was; what can be told to have stayed is kept. */
export function rewriteText(sketch: Sketch, text: string): void {
  const before = wholeLines(sketch);
  const after = linesWithEnds(text);
  if (before === null) {
    sketch.spans = [newSpan(after)];
    return;
  }
  const source = createCursor(closeEnd(sketch));
  const target: Span[] = [];
  for (const { kept, gone, come } of changedRuns(before, after)) {
    source.keep(kept, target);
    source.keep(gone, []);
    target.push(newSpan(come));
  }
  sketch.spans = joined(target);
}

function wholeLines(sketch: Sketch): readonly string[] | null {
  const { spans } = closeEnd(sketch);
  const lines: string[] = [];
  for (const span of spans) {
    const known = knownIn(span, sketch.base);
    if (known.length < span.count) return null;
    for (const [, line] of known) lines.push(line);
  }
  return lines;
}

/** The lines known of a span, by their number in it. */
function knownIn({ from, count, lines }: Span, base: BaseText): readonly (readonly [number, string])[] {
  if (lines !== null) return [...lines.entries()];
  if (count < base.lines.size) {
    const near = Array.from({ length: count }, (_, at) => [at, base.lines.get(from + at)] as const);
    return near.flatMap(([at, line]) => (line === undefined ? [] : [[at, line] as const]));
  }
  const all = [...base.lines].filter(([at]) => at >= from && at < from + count);
  return all.map(([at, line]) => [at - from, line] as const).toSorted(([a], [b]) => a - b);
}

/** The end of the base may have become known after the spans were made. */
function closeEnd(sketch: Sketch): Sketch {
  const last = sketch.spans.at(-1);
  const { count } = sketch.base;
  if (last?.count === Number.POSITIVE_INFINITY && last.from !== null && count !== null) {
    sketch.spans = [...sketch.spans.slice(0, -1), keptSpan(last.from, Math.max(0, count - last.from))];
  }
  return sketch;
}

/** Reads a sketch's lines in their order; what it learns on the way counts only when `learn` is called. */
function createCursor({ base, spans }: Sketch) {
  const learnt = new Map<number, string>();
  let [index, inside, count] = [0, 0, base.count];
  const cursor = {
    at: 0,
    /** Goes over so many lines, or to the end where they are infinite; false where there are fewer. */
    keep(wanted: number, target: Span[]): boolean {
      let left = wanted;
      while (left > 0) {
        const span = spans[index];
        if (span === undefined) return wanted === Number.POSITIVE_INFINITY;
        const step = Math.min(left, span.count - inside);
        target.push(part(span, inside, step));
        left -= step;
        forward(span, step);
      }
      return true;
    },
    /** Goes over one line, which is this one; false where it cannot be. */
    take(text: string, target: Span[] | null): boolean {
      while (spans[index]?.count === inside) forward(spans[index], 0);
      const span = spans[index];
      if (span === undefined) return false;
      const known = span.lines === null ? base.lines.get(span.from + inside) : span.lines[inside];
      if (known !== undefined && known !== text) return false;
      if (span.lines === null) learnt.set(span.from + inside, text);
      target?.push(part(span, inside, 1));
      forward(span, 1);
      return true;
    },
    /** The text ends here; false where it does not. */
    end(): boolean {
      while (spans[index]?.count === inside) forward(spans[index], 0);
      const span = spans[index];
      if (span === undefined) return true;
      if (span.count !== Number.POSITIVE_INFINITY || span.from === null) return false;
      count = span.from + inside;
      return [...base.lines.keys()].every((at) => at < (count ?? 0));
    },
    learn(): void {
      for (const [at, line] of learnt) base.lines.set(at, line);
      base.count = count;
    },
  };

  function forward(span: Span | undefined, step: number): void {
    inside += step;
    cursor.at += step;
    if (span !== undefined && inside >= span.count) [index, inside] = [index + 1, 0];
  }

  return cursor;
}

function part(span: Span, start: number, count: number): Span {
  return span.lines === null ? keptSpan(span.from + start, count) : newSpan(span.lines.slice(start, start + count));
}

function keptSpan(from: number, count: number): Span {
  return { from, count, lines: null };
}

function newSpan(lines: readonly string[]): Span {
  return { from: null, count: lines.length, lines };
}

/** Neighbours that belong together as one span, and none that is empty. */
function joined(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  let fresh: string[] = [];
  const flush = (): void => {
    if (fresh.length > 0) result.push(newSpan(fresh));
    fresh = [];
  };
  for (const span of spans) {
    if (span.lines !== null) {
      for (const line of span.lines) fresh.push(line);
      continue;
    }
    if (span.count === 0) continue;
    flush();
    const last = result.at(-1);
    if (last?.from !== undefined && last.from !== null && last.from + last.count === span.from)
      result[result.length - 1] = keptSpan(last.from, last.count + span.count);
    else result.push(span);
  }
  flush();
  return result;
}
