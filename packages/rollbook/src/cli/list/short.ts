// Short ids: the beginning of a session's id that no other session has.

import type { Listed } from "../../listing/index.ts";

/** Shorter ones would not look like ids. */
const SHORTEST = 8;

/**
 * For sessions of these ids, what names each to other commands; empty for one without an id. `all` are the ids there are;
 * homes may share an id.
 */
export function shortIds(
  shown: readonly (string | null)[],
  all: Iterable<string | null>,
): (listed: Pick<Listed, "id">) => string {
  const lengths = new Map(shown.map((id) => [id?.toLowerCase() ?? "", SHORTEST]));
  const near = Map.groupBy(lengths.keys(), beginningOf);
  for (const each of all) {
    const id = each?.toLowerCase() ?? "";
    for (const one of near.get(beginningOf(id)) ?? []) {
      if (one !== id) lengths.set(one, Math.max(lengths.get(one) ?? 0, common(one, id) + 1));
    }
  }
  return ({ id }) => (id === null ? "" : id.slice(0, lengths.get(id.toLowerCase())).replace(/-$/, ""));
}

/** Of ids that differ within it, none needs a longer name for the other. */
export function beginningOf(id: string): string {
  return id.slice(0, SHORTEST);
}

function common(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
