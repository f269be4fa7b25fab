// The lines of the list: what is live, days or projects, under them the sessions that pass the filter, under these their hits.

import type { SearchHit } from "rollbook-api";
import { type Entry, isLive } from "./entry.ts";
import { createFilter } from "./facets.ts";
import { isFiltering, type ListSearch } from "./search.ts";
import type { Sessions } from "./store.ts";

export interface GroupLine {
  readonly kind: "group";
  readonly key: string;
  readonly group: string;
  readonly count: number;
}

export interface RowLine {
  readonly kind: "row";
  readonly key: string;
  readonly group: string;
  readonly row: Entry;
  readonly depth: number;
  /** Sessions below it that are folded away, or could be. */
  readonly children: number;
  readonly unfolded: boolean;
}

export interface HitLine {
  readonly kind: "hit";
  readonly key: string;
  readonly group: string;
  readonly hit: SearchHit;
}

export type ListLine = GroupLine | RowLine | HitLine;

/** Groups that are no day and no project. */
export const LIVE_GROUP = "live";
export const GONE_GROUP = "gone";
export const NO_PROJECT = "no project";

export function listLines(
  { rows, known }: Pick<Sessions, "rows" | "known">,
  search: ListSearch,
  hits: readonly SearchHit[],
  now: number,
): readonly ListLine[] {
  const passes = createFilter(search, now);
  const filtering = isFiltering(search);
  const open = new Set(search.open);
  const found = Map.groupBy(hits, ({ key }) => key);
  const groups = new Map<string, { readonly lines: ListLine[]; count: number }>([
    [LIVE_GROUP, { lines: [], count: 0 }],
  ]);

  function put(row: Entry, group: string, more: Pick<RowLine, "depth" | "children" | "unfolded">): void {
    let into = groups.get(group);
    if (into === undefined) groups.set(group, (into = { lines: [], count: 0 }));
    into.count += 1;
    into.lines.push({ kind: "row", key: row.key, group, row, ...more });
    const own = hits.length === 0 ? undefined : found.get(row.key);
    if (own !== undefined) into.lines.push(...own.map((hit, n) => hitLine(hit, group, n)));
  }

  for (let from = 0, end = 0; from < rows.length; from = end) {
    const parent = rows[from];
    if (parent === undefined) break;
    for (end = from + 1; (rows[end]?.depth ?? 0) > 0;) end++;
    let live = false;
    for (let at = from; at < end && !live; at++) live = isLive(rows[at] ?? parent, now);
    const group = live
      ? LIVE_GROUP
      : search.group === "project"
        ? `project ${parent.project ?? NO_PROJECT}`
        : parent.day;
    const unfolded = open.has(parent.key);
    for (let at = from; at < end; at++) {
      const row = rows[at];
      if (row === undefined) continue;
      if (filtering) {
        if (!passes(row, known.get(row.key), found.has(row.key))) continue;
        put(row, group, { depth: 0, children: 0, unfolded: false });
      } else if (at === from) put(row, group, { depth: 0, children: end - from - 1, unfolded });
      else if (unfolded) put(row, group, { depth: row.depth, children: 0, unfolded: false });
    }
  }
  const gone = found.get(null);
  if (gone !== undefined) {
    groups.set(GONE_GROUP, { lines: gone.map((hit, n) => hitLine(hit, GONE_GROUP, n)), count: gone.length });
  }
  const lines: ListLine[] = [];
  for (const [group, { lines: own, count }] of groups) {
    if (own.length === 0) continue;
    lines.push({ kind: "group", key: `group ${group}`, group, count });
    // Not as arguments: there may be a hundred thousand.
    for (const line of own) lines.push(line);
  }
  return lines;
}

function hitLine(hit: SearchHit, group: string, n: number): HitLine {
  return { kind: "hit", key: `${hit.key ?? "gone"} ${n}`, group, hit };
}
