// Sessions under the one that spawned or was forked into them.

import type { Listed } from "./listed.ts";

export interface Member {
  readonly listed: Listed;
  readonly depth: number;
}

/** Each tree as its root and what is below it, children in the order they were begun. Every session is in one. */
export function unitsOf(all: readonly Listed[]): readonly (readonly Member[])[] {
  const byId = new Map<string, Listed[]>();
  for (const listed of all) {
    const id = listed.id?.toLowerCase();
    if (id !== undefined) byId.set(id, [...(byId.get(id) ?? []), listed]);
  }
  const parentOf = (listed: Listed): Listed | null => {
    const id = (listed.header.parent_id ?? listed.header.forked_from)?.toLowerCase();
    const found = (id === undefined ? [] : (byId.get(id) ?? [])).filter((each) => each !== listed);
    // Of the same home where two hold the parent.
    return found.find(({ thread }) => thread.home === listed.thread.home) ?? found[0] ?? null;
  };
  const children = new Map<Listed, Listed[]>();
  const roots: Listed[] = [];
  for (const listed of all) {
    const parent = isCircle(listed, parentOf) ? null : parentOf(listed);
    if (parent === null) roots.push(listed);
    else children.set(parent, [...(children.get(parent) ?? []), listed]);
  }
  return roots.map((root) => {
    const members: Member[] = [];
    // Chains of forks may be longer than a stack of calls.
    const open: Member[] = [{ listed: root, depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { listed, depth } = next;
      members.push(next);
      const later = (children.get(listed) ?? []).toSorted((a, b) => b.created_ms - a.created_ms);
      open.push(...later.map((child) => ({ listed: child, depth: depth + 1 })));
    }
    return members;
  });
}

/** Heads may say that two sessions spawned each other: then each stands alone. */
function isCircle(start: Listed, parentOf: (listed: Listed) => Listed | null): boolean {
  const met = new Set<Listed>();
  for (let next = parentOf(start); next !== null; next = parentOf(next)) {
    if (next === start) return true;
    if (met.has(next)) return false;
    met.add(next);
  }
  return false;
}
