// Sessions of the TypeScript CLI: it wrote one as several growing files, each with an id of its own.

import { beginningOf, type Stem } from "./stem.ts";

/** Prompts may be the same on another day; saves of one session come seconds or hours apart. */
const APART_MS = 24 * 3600 * 1000;

/**
 * For each document the one that goes on where it ends, or that was written later with the same items: of several the
 * next. One that nothing continues is not in the answer.
 */
export function continuations(documents: readonly Stem[]): ReadonlyMap<Stem, Stem> {
  const holders = new Map<string, Stem[]>();
  const ordered = documents.toSorted(byGrowth);
  for (const document of ordered) {
    for (const print of document.prints ?? []) {
      const holder = holders.get(print);
      if (holder === undefined) holders.set(print, [document]);
      else holder.push(document);
    }
  }
  const next = new Map<Stem, Stem>();
  for (const document of ordered) {
    const all = holders.get(document.prints?.at(-1) ?? "") ?? [];
    const after = all.slice(all.indexOf(document) + 1).find((other) => isNear(document, other));
    if (after !== undefined) next.set(document, after);
  }
  return next;
}

function byGrowth(a: Stem, b: Stem): number {
  return (
    (a.prints?.length ?? 0) - (b.prints?.length ?? 0) ||
    compare(a.header.started_at ?? "", b.header.started_at ?? "") ||
    compare(beginningOf(a), beginningOf(b)) ||
    compare(a.path, b.path)
  );
}

function isNear(a: Stem, b: Stem): boolean {
  if (a.header.thread_id !== null && a.header.thread_id === b.header.thread_id) return true;
  const apart = Date.parse(b.header.started_at ?? "") - Date.parse(a.header.started_at ?? "");
  return Number.isNaN(apart) || Math.abs(apart) <= APART_MS;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
