// How the time a regular expression takes grows with the text. JavaScript tries one way after another, and cannot be stopped.

import type { RegexNode } from "../contract.ts";
import { ANY, type Characters, LINE_BREAK } from "./characters.ts";
import { type Positions, positionsOf } from "./positions.ts";
import { componentsOf, reach } from "./reach.ts";
import { treeOf } from "./tree.ts";
import { waysIn } from "./ways.ts";

export interface Hazard {
  /** Time may double with each character more, or it is too large an expression to say. */
  readonly exponential: boolean;
  /** Else it grows with this power of the text's length at most. */
  readonly degree: number;
  /** A match may hold a line break, or look at one. */
  readonly crossesLines: boolean;
  /** Whether something matches can depend on what stands behind it. */
  readonly looksOn: boolean;
}

export const UNKNOWN: Hazard = { exponential: true, degree: 6, crossesLines: true, looksOn: true };

/**
 * Exponential are two ways through a loop for the same text, as in `(a+)+`, `(a|a)*`, `(\s*x\s*)*`, and many such ways one
 * after another, as in `(a|a)(a|a)(a|a)…`.
 */
export function hazardOf(regex: Pick<RegexNode, "source" | "flags">): Hazard {
  const tree = treeOf(regex);
  const positions = tree === null ? null : positionsOf(tree);
  return positions === null ? UNKNOWN : hazardIn(positions);
}

/** As `hazardOf`, where the positions are at hand. */
export function hazardIn(positions: Positions): Hazard {
  return {
    exponential: isExponential(positions),
    degree: Math.max(1, degreeOf(positions, true)),
    crossesLines: someTakes(positions, LINE_BREAK),
    looksOn: positions.looksOn,
  };
}

function someTakes({ characters, asides }: Positions, wanted: Characters): boolean {
  return characters.some((taken) => (taken & wanted) !== 0n) || asides.some((aside) => someTakes(aside, wanted));
}

function isExponential(positions: Positions): boolean {
  const components = componentsOf(positions);
  const { loops } = components;
  const loopAt = new Map(loops.flatMap((loop) => [...loop].map((at) => [at, loop] as const)));
  return (
    positions.doubled.some(([from, to]) => loopAt.get(from)?.has(to) === true) ||
    loops.some((loop) => isAmbiguous(positions, loop)) ||
    waysIn(positions, components) > MOST_WAYS ||
    positions.asides.some(isExponential)
  );
}

/** For each place in a text. */
const MOST_WAYS = 10_000;
const MOST_STEPS = 2_000_000;
const MOST_LOOPS = 30;

/** Two paths that part at one place of the loop and meet again, over the same text. */
function isAmbiguous({ characters, follow }: Positions, loop: ReadonlySet<number>): boolean {
  const width = characters.length;
  const back = new Map<number, number[]>();
  let steps = 0;
  const next = function* (pair: number): Generator<number> {
    const [a, b] = [Math.floor(pair / width), pair % width];
    for (const p of follow[a] ?? []) {
      for (const q of follow[b] ?? []) {
        if (++steps > MOST_STEPS) return;
        if (p === q && a === b) continue;
        if (!loop.has(p) || !loop.has(q) || ((characters[p] ?? 0n) & (characters[q] ?? 0n)) === 0n) continue;
        const to = p * width + q;
        const known = back.get(to);
        if (known === undefined) back.set(to, [pair]);
        else known.push(pair);
        yield to;
      }
    }
  };
  const same = [...loop].map((at) => at * width + at);
  const apart = reach(same, next);
  if (steps > MOST_STEPS) return true;
  const met = reach(same, (pair) => back.get(pair) ?? []);
  return [...apart].some((pair) => Math.floor(pair / width) !== pair % width && met.has(pair));
}

/**
 * The longest row of loops that can share a stretch of text between them in many ways: `.*,.*`. Where a match may begin
 * anywhere, that is the first one.
 */
function degreeOf(positions: Positions, anywhere: boolean): number {
  const { characters, follow, first, asides } = positions;
  const { loops } = componentsOf(positions);
  if (loops.length > MOST_LOOPS) return UNKNOWN.degree;
  const taken = loops.map((loop) => [...loop].reduce((all, at) => all | (characters[at] ?? 0n), 0n));
  const shares = (from: Iterable<number>, start: boolean, a: Characters, to: number): boolean => {
    const both = a & (taken[to] ?? 0n);
    if (both === 0n) return false;
    const open = (at: number): boolean => ((characters[at] ?? 0n) & both) !== 0n;
    const begin = start ? [...from].filter(open) : [...from];
    const reached = reach(begin, (at) => [...(follow[at] ?? [])].filter(open));
    if (start) begin.forEach((at) => reached.add(at));
    return !(loops[to]?.isDisjointFrom(reached) ?? true);
  };
  const after = loops.map((loop, from) =>
    loops.map((_, to) => to !== from && shares(loop, false, taken[from] ?? 0n, to)),
  );
  const longest = new Map<number, number>();
  const rowFrom = (loop: number): number => {
    const known = longest.get(loop);
    if (known !== undefined) return known;
    longest.set(loop, 1);
    const rows = loops.map((_, to) => (after[loop]?.[to] === true ? rowFrom(to) : 0));
    const row = 1 + Math.max(0, ...rows);
    longest.set(loop, row);
    return row;
  };
  const rows = loops.map((_, loop) => rowFrom(loop));
  const begun = anywhere ? loops.map((_, loop) => (shares(first, true, ANY, loop) ? 1 + rowFrom(loop) : 1)) : [];
  const beside = Math.max(0, ...asides.map((aside) => degreeOf(aside, false)));
  return Math.max(anywhere ? 1 : 0, ...rows, ...begun) + beside;
}
