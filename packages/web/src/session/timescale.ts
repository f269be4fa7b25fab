// Time as a strip: turns as long as they took, the pauses between them drawn together.

import { isError, type TurnOutline } from "../source/outline.ts";

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Where it begins and ends on the strip, from 0 to 1. */
  readonly start: number;
  readonly end: number;
}

export interface Timescale {
  /** From 0 to 1. */
  readonly place: (moment: number) => number;
  readonly moment: (place: number) => number;
  readonly from: number;
  readonly to: number;
}

/** A pause takes no more of the strip than this part of all the work. */
const LONGEST_PAUSE = 0.03;

/** Null where nothing has a time. */
export function timescaleOf(turns: readonly TurnOutline[]): Timescale | null {
  const spans = turns
    .map(spanOf)
    .filter((span) => span !== null)
    .toSorted((a, b) => a.from - b.from);
  const first = spans[0];
  if (first === undefined) return null;
  // One behind the other: turns of several agents, and clocks that were set back, overlap.
  const joined: { from: number; to: number }[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  const work = Math.max(
    1,
    joined.reduce((sum, { from, to }) => sum + to - from, 0),
  );
  const pause = Math.min(work * LONGEST_PAUSE, work / joined.length);
  let length = 0;
  const laid = joined.map(({ from, to }, index) => {
    const before = index === 0 ? null : (joined[index - 1]?.to ?? null);
    if (before !== null) length += Math.min(pause, from - before);
    const start = length;
    length += to - from;
    return { from, to, start, end: length };
  });
  return scaleOf(laid, Math.max(1, length));
}

function scaleOf(laid: readonly Stretch[], length: number): Timescale {
  const from = laid[0]?.from ?? 0;
  const to = laid.at(-1)?.to ?? from;
  return {
    from,
    to,
    place(moment) {
      const index = lastUpTo(laid, "from", moment);
      const stretch = laid[index];
      if (stretch === undefined) return 0;
      if (moment <= stretch.to) return (stretch.start + (moment - stretch.from)) / length;
      const next = laid[index + 1];
      if (next === undefined) return 1;
      const part = (moment - stretch.to) / (next.from - stretch.to);
      return (stretch.end + part * (next.start - stretch.end)) / length;
    },
    moment(place) {
      const at = Math.max(0, Math.min(1, place)) * length;
      const index = lastUpTo(laid, "start", at);
      const stretch = laid[Math.max(0, index)];
      if (stretch === undefined) return from;
      if (at <= stretch.end) return Math.round(stretch.from + (at - stretch.start));
      const next = laid[index + 1];
      if (next === undefined) return to;
      const part = (at - stretch.end) / Math.max(1e-9, next.start - stretch.end);
      return Math.round(stretch.to + part * (next.from - stretch.to));
    },
  };
}

/** Of stretches in order, the last one that begins by then; -1 where none does. */
function lastUpTo(laid: readonly Stretch[], edge: "from" | "start", place: number): number {
  let low = 0;
  let high = laid.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((laid[middle]?.[edge] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** From its first to its last moment, as its items tell where it does not say. */
function spanOf({ head, rows }: TurnOutline): { readonly from: number; readonly to: number } | null {
  let from = head.started_at ?? Number.POSITIVE_INFINITY;
  let to = head.ended_at ?? Number.NEGATIVE_INFINITY;
  for (const { at, duration_ms, quiet } of rows) {
    // What the harness told beforehand is no work.
    if (at === null || quiet) continue;
    from = Math.min(from, at);
    to = Math.max(to, at + (duration_ms ?? 0));
  }
  if (!Number.isFinite(from)) return Number.isFinite(to) ? { from: to, to } : null;
  return { from, to: Math.max(from, to) };
}

/** What happened in a narrow part of the strip. */
export interface Bucket {
  readonly items: number;
  readonly errors: number;
  readonly changes: number;
  readonly prompts: number;
  readonly compactions: number;
}

export function bucketsOf(turns: readonly TurnOutline[], scale: Timescale, count: number): readonly Bucket[] {
  const buckets = Array.from({ length: count }, () => ({
    items: 0,
    errors: 0,
    changes: 0,
    prompts: 0,
    compactions: 0,
  }));
  for (const { rows } of turns) {
    for (const row of rows) {
      if (row.at === null || row.quiet) continue;
      const bucket = buckets[Math.min(count - 1, Math.floor(scale.place(row.at) * count))];
      if (bucket === undefined) continue;
      bucket.items += 1;
      if (isError(row)) bucket.errors += 1;
      if (row.kind === "change") bucket.changes += 1;
      if (row.kind === "prompt") bucket.prompts += 1;
      if (row.kind === "compaction") bucket.compactions += 1;
    }
  }
  return buckets;
}
