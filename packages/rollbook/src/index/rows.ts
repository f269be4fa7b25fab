// Which row each passage gets: rows go with time, so that the newest are found first without sorting.

import type { Passage } from "rollbook-core/digest";

/** A passage and the session it belongs to. */
export interface Fresh {
  readonly session: number;
  readonly passage: Passage;
}

export interface Placed extends Fresh {
  readonly row: number;
}

/** Rows from `low` up to `high`, that one left out, are taken. */
export interface Space {
  readonly low: number;
  readonly high: number;
}

/** Numbers below are a byte shorter in SQLite, and most rows are given downwards: an index is built from the newest on. */
export const MIDDLE = 2 ** 28;

/** Puts passages above or below all that are there, the oldest of them lowest. */
export function stack(
  space: Space,
  above: readonly Fresh[],
  below: readonly Fresh[],
  bunch: number,
): [Placed[], Space] {
  const low = bunchAt(space.low - below.length, bunch);
  const high = bunchBehind(space.high + above.length, bunch);
  return [[...rowsFrom(low, byTime(below)), ...rowsFrom(space.high, byTime(above))], { low, high }];
}

/** The first row of the bunch that a row is in: what is written in another transaction is in other bunches. */
export function bunchAt(row: number, bunch: number): number {
  return Math.floor(row / 2 ** bunch) * 2 ** bunch;
}

/** Where the next bunch begins, unless one begins at `row`. */
export function bunchBehind(row: number, bunch: number): number {
  return bunchAt(row + 2 ** bunch - 1, bunch);
}

export function rowsFrom(first: number, passages: readonly Fresh[]): Placed[] {
  return passages.map((each, index) => ({ ...each, row: first + index }));
}

/** What tells no time stands where the passage before it does. */
function byTime(passages: readonly Fresh[]): readonly Fresh[] {
  let time = Number.NEGATIVE_INFINITY;
  let session = -1;
  const timed = passages.map((each) => {
    if (each.session !== session) time = Number.NEGATIVE_INFINITY;
    session = each.session;
    time = each.passage.time_ms ?? time;
    return { each, time };
  });
  return timed.toSorted((a, b) => a.time - b.time || a.each.session - b.each.session).map(({ each }) => each);
}
