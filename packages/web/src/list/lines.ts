// The lines of the list: what is live, days or projects, under them the sessions that pass the filter, under these their hits.

import type { SearchHit } from "rollbook-api";
import { type Entry, isLive } from "./entry.ts";
import { createFilter } from "./facets.ts";
import { day } from "../text/figures.ts";
import { inOrder, valueOf } from "./order.ts";
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
/** All there is, where days say nothing about the order. */
export const ALL_GROUP = "all";

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
  const { order = "created" } = search;
  const byTime = order === "created" || order === "updated";

  function put(row: Entry, group: string, more: Pick<RowLine, "depth" | "children" | "unfolded">): void {
    let into = groups.get(group);
    if (into === undefined) groups.set(group, (into = { lines: [], count: 0 }));
    into.count += 1;
    into.lines.push({ kind: "row", key: row.key, group, row, ...more });
    const own = hits.length === 0 ? undefined : found.get(row.key);
    if (own !== undefined) into.lines.push(...own.map((hit, n) => hitLine(hit, group, n)));
  }

  const groupOf = (row: Entry, live: boolean): string => {
    if (live && byTime) return LIVE_GROUP;
    if (search.group === "project") return `project ${row.project ?? NO_PROJECT}`;
    return order === "created" ? row.day : byTime ? day(row.updated) : ALL_GROUP;
  };

  const families = familiesOf(rows);
  if (filtering) {
    const passed: { readonly row: Entry; readonly live: boolean }[] = [];
    for (const family of families) {
      const live = family.some((row) => isLive(row, now));
      for (const row of family) if (passes(row, known.get(row.key), found.has(row.key))) passed.push({ row, live });
    }
    const ordered =
      order === "created" ? passed : inOrder(passed, ({ row }) => valueOf(order, row, known.get(row.key)));
    for (const { row, live } of ordered) put(row, groupOf(row, live), { depth: 0, children: 0, unfolded: false });
  } else {
    const top = ([row]: readonly Entry[]): number => (row === undefined ? -1 : valueOf(order, row, known.get(row.key)));
    for (const family of order === "created" ? families : inOrder(families, top)) {
      const [parent] = family;
      if (parent === undefined) continue;
      const group = groupOf(
        parent,
        family.some((row) => isLive(row, now)),
      );
      const unfolded = open.has(parent.key);
      put(parent, group, { depth: 0, children: family.length - 1, unfolded });
      if (!unfolded) continue;
      for (const row of family.slice(1)) put(row, group, { depth: row.depth, children: 0, unfolded: false });
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

/** A session and those that came from it, which stand below it. */
function familiesOf(rows: readonly Entry[]): readonly (readonly Entry[])[] {
  const families: Entry[][] = [];
  for (const row of rows) {
    const last = families.at(-1);
    if (row.depth > 0 && last !== undefined) last.push(row);
    else families.push([row]);
  }
  return families;
}

function hitLine(hit: SearchHit, group: string, n: number): HitLine {
  return { kind: "hit", key: `${hit.key ?? "gone"} ${n}`, group, hit };
}
