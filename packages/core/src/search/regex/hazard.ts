// How the time a regular expression takes grows with the text. JavaScript tries one way after another, and cannot be stopped.

import type { RegexNode } from "../contract.ts";
import { ANY, type Characters, LINE_BREAK } from "./characters.ts";
import { type Positions, positionsOf } from "./positions.ts";
import { treeOf } from "./tree.ts";

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

/** Exponential are two ways through a loop for the same text: `(a+)+`, `(a|a)*`, `(\s*x\s*)*`. */
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
  const loops = loopsOf(positions);
  const loopAt = new Map(loops.flatMap((loop) => [...loop].map((at) => [at, loop] as const)));
  return (
    positions.doubled.some(([from, to]) => loopAt.get(from)?.has(to) === true) ||
    loops.some((loop) => isAmbiguous(positions, loop)) ||
    positions.asides.some(isExponential)
  );
}

/** Sets of positions each of which can be reached from each (Tarjan's components that are no single steps). */
function loopsOf({ follow }: Positions): ReadonlySet<number>[] {
  const loops: Set<number>[] = [];
  const order = new Int32Array(follow.length);
  const lowest = new Int32Array(follow.length);
  const open: number[] = [];
  const isOpen = new Uint8Array(follow.length);
  let count = 0;
  const walk = (at: number): void => {
    order[at] = lowest[at] = ++count;
    open.push(at);
    isOpen[at] = 1;
    for (const to of follow[at] ?? []) {
      if (order[to] === 0) walk(to);
      if (isOpen[to] === 1) lowest[at] = Math.min(lowest[at] ?? 0, lowest[to] ?? 0);
    }
    if (lowest[at] !== order[at]) return;
    const members = open.splice(open.lastIndexOf(at));
    for (const member of members) isOpen[member] = 0;
    if (members.length > 1 || follow[at]?.has(at) === true) loops.push(new Set(members));
  };
  follow.forEach((_, at) => {
    if (order[at] === 0) walk(at);
  });
  return loops;
}

/** What can be reached in one step or more. */
function reach(from: Iterable<number>, next: (at: number) => Iterable<number>): Set<number> {
  const reached = new Set<number>();
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const to of next(at)) {
      if (reached.has(to)) continue;
      reached.add(to);
      open.push(to);
    }
  }
  return reached;
}

const MOST_STEPS = 200_000;
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
  const loops = loopsOf(positions);
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
