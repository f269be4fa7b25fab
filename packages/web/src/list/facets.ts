// Facets: what sessions are told apart by, and how many there are of each value.

import { type Entry, isLive, type Known } from "./entry.ts";
import { type FacetName, isFiltering, type ListSearch } from "./search.ts";
import type { Sessions } from "./store.ts";

interface Facet {
  readonly name: FacetName;
  readonly told: string;
  readonly of: (entry: Entry, known: Known | undefined, now: number) => readonly string[];
  /** Only reading a session tells it. */
  readonly read?: true;
}

const one = (value: string | null): readonly string[] => (value === null || value === "" ? NOT_TOLD : [value]);
/** Stands for what is not told. */
export const UNTOLD = "-";
const NOT_TOLD = [UNTOLD];

export const FACETS: readonly Facet[] = [
  { name: "kind", told: "Kind", of: ({ kind }) => [kind] },
  { name: "project", told: "Project", of: ({ project }) => one(project) },
  { name: "branch", told: "Branch", of: ({ branch }) => one(branch) },
  { name: "model", told: "Model", of: (_, known) => known?.facets.models ?? [], read: true },
  { name: "version", told: "Version", of: ({ version }) => one(version) },
  { name: "is", told: "State", of: statesOf },
];

/** States a session can be in, as they are told. */
export const STATES = {
  live: "live",
  failed: "with errors",
  fork: "forked",
  archived: "archived",
  damaged: "damaged",
  unfinished: "unfinished",
} as const;

function statesOf(entry: Entry, known: Known | undefined, now: number): readonly string[] {
  const { archived, forked, problems } = entry;
  const facets = known?.facets;
  return [
    ...(isLive(entry, now) ? ["live"] : []),
    ...((facets?.errors ?? 0) > 0 ? ["failed"] : []),
    ...(forked ? ["fork"] : []),
    ...(archived ? ["archived"] : []),
    ...(problems.length > 0 || facets?.complete === false ? ["damaged"] : []),
    ...((facets?.pending ?? 0) > 0 ? ["unfinished"] : []),
  ];
}

/** Whether a session is asked for; `found`: something in its texts was. */
export function createFilter(
  search: ListSearch,
  now: number,
): (entry: Entry, known: Known | undefined, found: boolean) => boolean {
  if (!isFiltering(search)) return () => true;
  const { q = "", chosen = {}, since, until } = search;
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = FACETS.flatMap(({ name, of }) => {
    const values = chosen[name];
    return values === undefined ? [] : [{ of, values: new Set(values) }];
  });
  return (entry, known, found) =>
    (since === undefined || entry.day >= since) &&
    (until === undefined || entry.day <= until) &&
    wanted.every(({ of, values }) => of(entry, known, now).some((value) => values.has(value))) &&
    (found || words.every((word) => entry.words.includes(word) || known?.words.includes(word) === true));
}

/** Whether only reading sessions decides about them. */
export function needsReading({ q = "", chosen = {}, order }: ListSearch): boolean {
  return (
    order === "cost" ||
    q.trim() !== "" ||
    chosen.model !== undefined ||
    (chosen.is?.some((state) => READ.has(state)) ?? false)
  );
}

const READ: ReadonlySet<string> = new Set(["failed", "damaged", "unfinished"]);

/** Values with how many sessions have them among those that the rest of the filter leaves; the most first. */
export function valuesOf(
  { rows, known }: Sessions,
  search: ListSearch,
  name: FacetName,
  now: number,
): readonly (readonly [value: string, count: number])[] {
  const facet = FACETS.find((each) => each.name === name);
  const { [name]: own = [], ...others } = search.chosen ?? {};
  const passes = createFilter({ ...search, chosen: others }, now);
  const counts = new Map(own.map((value) => [value, 0]));
  for (const entry of rows) {
    const told = known.get(entry.key);
    if (!passes(entry, told, false)) continue;
    for (const value of facet?.of(entry, told, now) ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
