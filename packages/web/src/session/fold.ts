// How much of an item is seen before it is unfolded, and after.

import type { ViewKind } from "rollbook-core/view";

export interface Measure {
  readonly lines: number;
  readonly characters: number;
}

const ALL: Measure = { lines: 400, characters: 60_000 };
const NONE: Measure = { lines: 0, characters: 0 };

/** What people wrote is there to be read; what machines wrote is looked into. */
const SHORT: Readonly<Record<ViewKind, Measure>> = {
  prompt: { lines: 30, characters: 4000 },
  answer: { lines: 120, characters: 16_000 },
  reasoning: NONE,
  command: { lines: 6, characters: 1200 },
  change: { lines: 16, characters: 4000 },
  call: { lines: 4, characters: 800 },
  plan: { lines: 40, characters: 8000 },
  agent: { lines: 6, characters: 1200 },
  review: { lines: 60, characters: 8000 },
  compaction: NONE,
  context: NONE,
  note: { lines: 3, characters: 600 },
  unknown: { lines: 3, characters: 600 },
  damage: { lines: 3, characters: 600 },
};

export function measureOf(kind: ViewKind, unfolded: boolean): Measure {
  return unfolded ? ALL : SHORT[kind];
}

/** About how high a line will be, so that the scroll bar is about right before anything was drawn. */
export function estimateHeight(kind: ViewKind, lines: number, unfolded: boolean): number {
  const seen = Math.min(lines, measureOf(kind, unfolded).lines);
  return 30 + seen * 19 + (lines > seen && seen > 0 ? 24 : 0);
}
