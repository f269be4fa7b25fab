// One diff for all that happened to a text, with as much of what stands around it as is known.

import { endsOddly, gitLines, type DiffLine, type NumberedHunk } from "../patch/index.ts";
import { changedRuns } from "./compare.ts";
import { baseText, wholeText, type BaseText, type Sketch } from "./sketch.ts";

/** Lines that stay around a change. */
const AROUND = 3;

/** A stretch of the old and the new text: so many lines that stayed, then lines that went and lines that came. */
interface Stretch {
  readonly kept: number;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/**
 * The hunks from the text a sketch began as to the text it is now, as git counts lines; null where they cannot be told:
 * lines went that are not known, or ends of lines in the unknown are such that git counts otherwise.
 */
export function hunksOfSketch(sketch: Sketch): readonly NumberedHunk[] | null {
  const [before, after] = [baseText(sketch.base), wholeText(sketch)];
  if (before !== null && after !== null) return hunksBetween(before, after);
  const stretches = stretchesOf(sketch);
  if (stretches === null) return null;
  const hunks = hunksOf(stretches, (at) => sketch.base.lines.get(at) ?? null);
  return hunks.some(({ lines }) => lines.some(({ text }) => endsOddly(text))) ? null : hunks;
}

/** The hunks between two texts. */
export function hunksBetween(before: string, after: string): readonly NumberedHunk[] {
  const [olds, news] = [gitLines(before), gitLines(after)];
  let at = 0;
  const stretches = changedRuns(olds, news).map(({ kept, gone, come }) => {
    const start = at + kept;
    at = start + gone;
    return { kept, gone: olds.slice(start, at), come };
  });
  return hunksOf(stretches, (line) => olds[line] ?? null);
}

function stretchesOf({ base, spans }: Sketch): readonly Stretch[] | null {
  const stretches: Stretch[] = [];
  let at = 0;
  let come: readonly string[] = [];
  for (const span of [...spans, { from: base.count ?? Number.POSITIVE_INFINITY, count: 0, lines: null }]) {
    if (span.lines !== null) {
      come = span.lines;
      continue;
    }
    const endless = span.from === Number.POSITIVE_INFINITY;
    // The base goes on, who knows how far, and no line of it is left.
    if (endless && at !== Number.POSITIVE_INFINITY) return null;
    const gone = endless ? [] : goneLines(base, at, span.from);
    if (gone === null) return null;
    stretches.push(...stretchesBetween(gone, come), { kept: span.count, gone: [], come: [] });
    come = [];
    at = span.from + span.count;
  }
  return stretches;
}

function goneLines(base: BaseText, from: number, to: number): readonly string[] | null {
  const gone = Array.from({ length: to - from }, (_, at) => base.lines.get(from + at));
  return gone.every((line) => line !== undefined) ? gone : null;
}

/** Lines that went and came again did neither. */
function stretchesBetween(gone: readonly string[], come: readonly string[]): readonly Stretch[] {
  let at = 0;
  return changedRuns(gone, come).map((run) => {
    const start = at + run.kept;
    at = start + run.gone;
    return { kept: run.kept, gone: gone.slice(start, at), come: run.come };
  });
}

function hunksOf(stretches: readonly Stretch[], lineAt: (at: number) => string | null): readonly NumberedHunk[] {
  const hunks: NumberedHunk[] = [];
  // Where the next lines stand in both texts, and where in the old one the last change ended.
  let [olds, news, edge] = [0, 0, 0];
  let open: { old_start: number; new_start: number; lines: DiffLine[] } | null = null;
  const close = (): void => {
    if (open !== null) hunks.push(counted({ ...open, lines: [...open.lines, ...following(edge, olds, lineAt)] }));
    open = null;
  };
  for (const { kept, gone, come } of stretches) {
    olds += kept;
    news += kept;
    if (gone.length + come.length === 0) continue;
    const between = olds - edge > 2 * AROUND ? [] : known(edge, olds, 1, lineAt);
    if (open !== null && between.length === olds - edge) open.lines.push(...between);
    else {
      close();
      const lines = known(olds - 1, Math.max(edge, olds - AROUND) - 1, -1, lineAt).toReversed();
      open = { old_start: olds - lines.length, new_start: news - lines.length, lines };
    }
    for (const text of gone) open.lines.push({ mark: "-", text });
    for (const text of come) open.lines.push({ mark: "+", text });
    olds += gone.length;
    news += come.length;
    edge = olds;
  }
  close();
  return hunks;
}

function following(edge: number, olds: number, lineAt: (at: number) => string | null): readonly DiffLine[] {
  return known(edge, Math.min(olds, edge + AROUND), 1, lineAt);
}

/** Lines that stay, from a place on in a direction, as far as they are known. */
function known(from: number, to: number, step: 1 | -1, lineAt: (at: number) => string | null): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  for (let at = from; at !== to; at += step) {
    const text = lineAt(at);
    if (text === null) break;
    lines.push({ mark: " ", text });
  }
  return lines;
}

/** Counts from 1, and names the line before where there is none. */
function counted(hunk: { old_start: number; new_start: number; lines: readonly DiffLine[] }): NumberedHunk {
  const old_count = hunk.lines.filter(({ mark }) => mark !== "+").length;
  const new_count = hunk.lines.filter(({ mark }) => mark !== "-").length;
  return {
    old_start: hunk.old_start + (old_count === 0 ? 0 : 1),
    old_count,
    new_start: hunk.new_start + (new_count === 0 ? 0 : 1),
    new_count,
    lines: hunk.lines,
  };
}
