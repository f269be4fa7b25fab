// The lines of the list: days or projects, and under them the sessions that pass the filter.

import type { SessionFacets, SessionRow } from "rollbook-api";
import { day } from "../text/figures.ts";
import type { ListSearch } from "./search.ts";
import type { Sessions } from "./store.ts";

export type ListLine =
  | { readonly key: string; readonly group: string; readonly count: number; readonly row: null }
  | {
      readonly key: string;
      readonly group: string;
      readonly row: SessionRow;
      readonly depth: number;
      /** Sessions below it that are folded away, or could be. */
      readonly children: number;
      readonly unfolded: boolean;
    };

export function listLines({ rows, facets }: Sessions, search: ListSearch): readonly ListLine[] {
  const words = (search.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const filtering = words.length > 0 || search.kinds !== undefined;
  const open = new Set(search.open);
  const families = familiesOf(rows);
  const groups = new Map<string, ListLine[]>();
  for (const family of families) {
    const [parent] = family;
    if (parent === undefined) continue;
    const passing = filtering ? family.filter((row) => passes(row, facets.get(row.key), words, search)) : family;
    if (passing.length === 0) continue;
    const group = search.group === "project" ? (parent.project ?? "no project") : day(Date.parse(parent.created_at));
    const lines = groups.get(group) ?? [];
    groups.set(group, lines);
    const unfolded = open.has(parent.key);
    for (const row of passing) {
      const below = row !== parent;
      if (below && !filtering && !unfolded) continue;
      const children = row === parent && !filtering ? family.length - 1 : 0;
      lines.push({ key: row.key, group, row, depth: filtering ? 0 : row.depth, children, unfolded });
    }
  }
  return [...groups].flatMap(([group, lines]): ListLine[] => [
    { key: `group ${group}`, group, count: lines.length, row: null },
    ...lines,
  ]);
}

/** A session with those that came from it, as they stand in the list. */
function familiesOf(rows: readonly SessionRow[]): readonly (readonly SessionRow[])[] {
  const families: SessionRow[][] = [];
  for (const row of rows) {
    const last = families.at(-1);
    if (row.depth === 0 || last === undefined) families.push([row]);
    else last.push(row);
  }
  return families;
}

function passes(
  row: SessionRow,
  facets: SessionFacets | undefined,
  words: readonly string[],
  { kinds }: ListSearch,
): boolean {
  if (kinds !== undefined && !kinds.includes(row.kind)) return false;
  if (words.length === 0) return true;
  const said = [
    titleOf(row, facets),
    row.project,
    row.cwd,
    row.git?.branch,
    row.session_id,
    row.cli_version,
    row.archived ? "archived" : null,
    row.live ? "live" : null,
    ...(facets?.models ?? []),
  ]
    .join("\n")
    .toLowerCase();
  return words.every((word) => said.includes(word));
}

/** Its name and its first words, as far as they are known. */
export function titleOf({ name, title }: SessionRow, facets: SessionFacets | undefined): string | null {
  const words = facets?.first_words ?? null;
  if (name !== null && words !== null && name !== words) return `${name}: ${words}`;
  return title ?? words;
}
