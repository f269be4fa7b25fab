// What of the list is looked at, as it stands in the address.

import { type Order, ORDERS } from "./order.ts";

export const FACET_NAMES = ["kind", "project", "branch", "model", "version", "is"] as const;
export type FacetName = (typeof FACET_NAMES)[number];

/** For each facet the values one of which is wanted. */
export type Chosen = Readonly<Partial<Record<FacetName, readonly string[]>>>;

export interface ListSearch {
  readonly q?: string;
  readonly chosen?: Chosen;
  /** Days, both included. */
  readonly since?: string;
  readonly until?: string;
  /** By day where it is left out. */
  readonly group?: "project";
  /** When they were begun where it is left out. */
  readonly order?: Exclude<Order, "created">;
  /** Key of the line the cursor is on. */
  readonly at?: string;
  /** Keys of sessions whose children are shown. */
  readonly open?: readonly string[];
}

const MOST_OPEN = 50;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function readListSearch(given: Record<string, unknown>): ListSearch {
  const word = (key: string): string => (typeof given[key] === "string" ? given[key] : "");
  const chosen = Object.fromEntries(
    FACET_NAMES.flatMap((name) => (word(name) === "" ? [] : [[name, listOf(word(name))]])),
  );
  const order = ORDERS.find((name) => name === word("sort")) ?? "created";
  const open = word("open").split(",").filter(Boolean).slice(-MOST_OPEN);
  return {
    ...(word("q") === "" ? {} : { q: word("q") }),
    ...(Object.keys(chosen).length === 0 ? {} : { chosen }),
    ...(DAY.test(word("since")) ? { since: word("since") } : {}),
    ...(DAY.test(word("until")) ? { until: word("until") } : {}),
    ...(word("group") === "project" ? { group: "project" } : {}),
    ...(order === "created" ? {} : { order }),
    ...(word("at") === "" ? {} : { at: word("at") }),
    ...(open.length === 0 ? {} : { open }),
  };
}

export function writeListSearch({ chosen, open, order, ...rest }: ListSearch): Record<string, unknown> {
  const facets = Object.entries(chosen ?? {}).flatMap(([name, values]) =>
    values.length === 0 ? [] : [[name, textOf(values)]],
  );
  return {
    ...rest,
    // As the command calls it.
    ...(order === undefined ? {} : { sort: order }),
    ...Object.fromEntries(facets),
    ...(open === undefined || open.length === 0 ? {} : { open: open.slice(-MOST_OPEN).join(",") }),
  };
}

/** Values may hold any character: a comma between two of them is no comma within one. */
function textOf(values: readonly string[]): string {
  return values.map((value) => value.replaceAll("%", "%25").replaceAll(",", "%2C")).join(",");
}

function listOf(text: string): readonly string[] {
  return text.split(",").map((value) => value.replaceAll("%2C", ",").replaceAll("%25", "%"));
}

/** With the value where it was not wanted, without it where it was. */
export function choosing({ chosen = {}, ...rest }: ListSearch, name: FacetName, value: string): ListSearch {
  const before = chosen[name] ?? [];
  const values = before.includes(value) ? before.filter((each) => each !== value) : [...before, value];
  const { [name]: _, ...others } = chosen;
  const next = values.length === 0 ? others : { ...others, [name]: values };
  return Object.keys(next).length === 0 ? rest : { ...rest, chosen: next };
}

/** What is asked for of single sessions: words, facets, days. */
export function isFiltering({ q = "", chosen, since, until }: ListSearch): boolean {
  return q.trim() !== "" || chosen !== undefined || since !== undefined || until !== undefined;
}

export function withoutFilter({ q: _, chosen: _c, since: _s, until: _u, ...rest }: ListSearch): ListSearch {
  return rest;
}

export function ordered({ order: _, ...rest }: ListSearch, order: Order): ListSearch {
  return order === "created" ? rest : { ...rest, order };
}

export function regrouped({ group, ...rest }: ListSearch): ListSearch {
  return group === undefined ? { ...rest, group: "project" } : rest;
}
