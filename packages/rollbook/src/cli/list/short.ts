// Short ids: the beginning of a session's id that no other session has.

import type { Listed } from "../../listing/index.ts";

/** Shorter ones would not look like ids. */
const SHORTEST = 8;

/** For each session, `all` being the ids there are, what names it to other commands; empty for one without an id. Homes may share an id. */
export function shortIds(all: readonly (string | null)[]): (listed: Pick<Listed, "id">) => string {
  const ids = [...new Set(all.map((id) => id?.toLowerCase() ?? ""))].toSorted();
  const lengths = new Map<string, number>();
  for (const [index, id] of ids.entries()) {
    const shared = Math.max(common(id, ids[index - 1] ?? ""), common(id, ids[index + 1] ?? ""));
    lengths.set(id, Math.max(SHORTEST, shared + 1));
  }
  return ({ id }) => (id === null ? "" : id.slice(0, lengths.get(id.toLowerCase())).replace(/-$/, ""));
}

function common(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
