// In how many ways a regular expression can take the same text without going round in a loop.

import type { Positions } from "./positions.ts";
import type { Components } from "./reach.ts";

const MOST_STEPS = 500_000;

/**
 * At worst, and roughly: for a position, the pairs of paths over the same text of which one leads there, for each path
 * that does. Infinity when that takes too long to say.
 */
export function waysIn({ characters, follow, first }: Positions, { rank }: Components): number {
  const width = characters.length;
  /** Pairs by the sum of their ranks, which grows with each step. */
  const waiting: Map<number, number>[] = [];
  const paths = new Float64Array(width);
  const pairs = new Float64Array(width);
  let steps = 0;
  const add = (p: number, q: number, count: number): void => {
    if (((characters[p] ?? 0n) & (characters[q] ?? 0n)) === 0n) return;
    const sum = (rank[p] ?? 0) + (rank[q] ?? 0);
    const known = (waiting[sum] ??= new Map<number, number>());
    known.set(p * width + q, (known.get(p * width + q) ?? 0) + count);
  };
  const ahead = follow.map((next, at) => [...next].filter((to) => rank[to] !== rank[at]));
  for (const p of first) for (const q of first) add(p, q, 1);
  for (let sum = 0; sum < waiting.length; sum++) {
    for (const [pair, count] of waiting[sum] ?? []) {
      const [p, q] = [Math.floor(pair / width), pair % width];
      pairs[p] = (pairs[p] ?? 0) + count;
      for (const a of ahead[p] ?? []) {
        for (const b of ahead[q] ?? []) {
          if (++steps > MOST_STEPS) return Number.POSITIVE_INFINITY;
          add(a, b, count);
        }
      }
    }
    waiting[sum]?.clear();
  }
  for (const p of first) paths[p] = 1;
  for (const p of [...rank.keys()].sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0)))
    for (const to of ahead[p] ?? []) paths[to] = (paths[to] ?? 0) + (paths[p] ?? 0);
  return pairs.reduce((most, count, at) => Math.max(most, count / Math.max(1, paths[at] ?? 1)), 1);
}
