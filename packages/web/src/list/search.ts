// What of the list is looked at, as it stands in the address.

export const KINDS = ["interactive", "exec", "subagent", "review", "other"] as const;
export type Kind = (typeof KINDS)[number];

export interface ListSearch {
  readonly q?: string;
  readonly kinds?: readonly Kind[];
  /** By day where it is left out. */
  readonly group?: "project";
  /** Key of the session the cursor is on. */
  readonly at?: string;
  /** Keys of sessions whose children are shown. */
  readonly open?: readonly string[];
}

const MOST_OPEN = 50;

export function readListSearch(given: Record<string, unknown>): ListSearch {
  const word = (key: string): string => (typeof given[key] === "string" ? given[key] : "");
  const kinds = word("kinds")
    .split(",")
    .flatMap((name) => KINDS.find((kind) => kind === name) ?? []);
  const open = word("open").split(",").filter(Boolean).slice(-MOST_OPEN);
  return {
    ...(word("q") === "" ? {} : { q: word("q") }),
    ...(kinds.length === 0 ? {} : { kinds }),
    ...(word("group") === "project" ? { group: "project" } : {}),
    ...(word("at") === "" ? {} : { at: word("at") }),
    ...(open.length === 0 ? {} : { open }),
  };
}

export function writeListSearch({ kinds, open, ...rest }: ListSearch): Record<string, unknown> {
  return {
    ...rest,
    ...(kinds === undefined || kinds.length === 0 ? {} : { kinds: kinds.join(",") }),
    ...(open === undefined || open.length === 0 ? {} : { open: open.slice(-MOST_OPEN).join(",") }),
  };
}
