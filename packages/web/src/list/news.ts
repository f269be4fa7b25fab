// Rows of the list after sessions came, went or were written to.

import type { Entry } from "./entry.ts";

/** Each row stands below the one it came from, as the server has them; what was told keeps its place. */
export function withNews(
  rows: readonly Entry[],
  told: readonly Entry[],
  removed: ReadonlySet<string>,
): readonly Entry[] {
  const news = new Map(told.map((entry) => [entry.key, entry]));
  const next: Entry[] = [];
  /** Depths of those that went, above the row at hand. */
  let gone: number[] = [];
  for (const row of rows) {
    gone = gone.filter((depth) => depth < row.depth);
    const depth = row.depth - gone.length;
    if (removed.has(row.key)) {
      gone.push(row.depth);
      continue;
    }
    const other = news.get(row.key);
    news.delete(row.key);
    next.push(other === undefined && depth === row.depth ? row : { ...(other ?? row), depth });
  }
  for (const entry of [...news.values()].toSorted((a, b) => a.created - b.created)) insert(next, entry);
  return next;
}

function insert(rows: Entry[], entry: Entry): void {
  const parent = entry.parent?.toLowerCase();
  const above = parent === undefined ? -1 : rows.findIndex(({ id }) => id?.toLowerCase() === parent);
  const from = rows[above];
  if (from === undefined) {
    const place = rows.findIndex(({ depth, created }) => depth === 0 && created < entry.created);
    rows.splice(place === -1 ? rows.length : place, 0, { ...entry, depth: 0 });
    return;
  }
  let end = above + 1;
  while ((rows[end]?.depth ?? 0) > from.depth) end++;
  rows.splice(end, 0, { ...entry, depth: from.depth + 1 });
}
