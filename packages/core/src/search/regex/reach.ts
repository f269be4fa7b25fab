// What of a regular expression's positions can be reached from where.

import type { Positions } from "./positions.ts";

/** Each position's component: positions that can be reached from one another. A later one is reached from earlier ones. */
export interface Components {
  readonly rank: Int32Array;
  /** The components that can be gone round in. */
  readonly loops: readonly ReadonlySet<number>[];
}

/** Tarjan's algorithm. */
export function componentsOf({ follow }: Positions): Components {
  const loops: Set<number>[] = [];
  const rank = new Int32Array(follow.length);
  const order = new Int32Array(follow.length);
  const lowest = new Int32Array(follow.length);
  const isOpen = new Uint8Array(follow.length);
  const open: number[] = [];
  let count = 0;
  let components = follow.length;
  const walk = (at: number): void => {
    order[at] = lowest[at] = ++count;
    open.push(at);
    isOpen[at] = 1;
    for (const to of follow[at] ?? []) {
      if (order[to] === 0) walk(to);
      if (isOpen[to] === 1) lowest[at] = Math.min(lowest[at] ?? 0, lowest[to] ?? 0);
    }
    if (lowest[at] !== order[at]) return;
    components--;
    const members = open.splice(open.lastIndexOf(at));
    for (const member of members) {
      isOpen[member] = 0;
      rank[member] = components;
    }
    if (members.length > 1 || follow[at]?.has(at) === true) loops.push(new Set(members));
  };
  follow.forEach((_, at) => {
    if (order[at] === 0) walk(at);
  });
  return { rank, loops };
}

/** What can be reached in one step or more. */
export function reach(from: Iterable<number>, next: (at: number) => Iterable<number>): Set<number> {
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
