// What of the figures is looked at, as it stands in the address.

export const VIEWS = [
  { name: "usage", told: "Usage", also: "cost tokens money spent models projects" },
  { name: "calendar", told: "Calendar", also: "heat map days year" },
  { name: "failures", told: "Failures", also: "errors rates tools commands programs" },
  { name: "limits", told: "Rate limits", also: "quota windows reset plan" },
  { name: "disk", told: "Disk", also: "size space home images compactions duplicates" },
] as const;
export type View = (typeof VIEWS)[number]["name"];

export const SORTS = ["day", "week", "month", "model", "project", "session"] as const;
export type Sort = (typeof SORTS)[number];

export const MEASURES = ["cost", "tokens", "turns", "time"] as const;
export type Measure = (typeof MEASURES)[number];

export interface StatsSearch {
  /** Usage where it is left out. */
  readonly view?: View;
  /** By day where it is left out. */
  readonly by?: Sort;
  /** Cost where it is left out. */
  readonly measure?: Measure;
  /** What sessions are made of, of the disk: they are read for it. */
  readonly contents?: true;
  /** The calendar as a table. */
  readonly table?: true;
  /** The day the cursor is on. */
  readonly day?: string;
  /** The last year that is shown, of the calendar. */
  readonly year?: number;
}

export function readStatsSearch(given: Record<string, unknown>): StatsSearch {
  const view = VIEWS.find(({ name }) => name === given["view"])?.name;
  const by = SORTS.find((name) => name === given["by"]);
  const measure = MEASURES.find((name) => name === given["measure"]);
  const word = (key: string): string => (typeof given[key] === "string" ? given[key] : "");
  const day = word("day");
  const year = word("year");
  return {
    ...(view === undefined || view === "usage" ? {} : { view }),
    ...(by === undefined || by === "day" ? {} : { by }),
    ...(measure === undefined || measure === "cost" ? {} : { measure }),
    ...(given["contents"] === "true" ? { contents: true } : {}),
    ...(given["table"] === "true" ? { table: true } : {}),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(day) ? { day } : {}),
    ...(/^\d{4}$/.test(year) ? { year: Number(year) } : {}),
  };
}

export type StatsPatch = { readonly [Key in keyof StatsSearch]?: StatsSearch[Key] | undefined };

/** What is undefined is left out. */
export function patchStats(search: StatsSearch, patch: StatsPatch): StatsSearch {
  return Object.fromEntries(Object.entries({ ...search, ...patch }).filter(([, value]) => value !== undefined));
}

/** The days of a week (`2026-W47`) or a month (`2026-11`); null where it is neither. */
export function spanOf(by: "week" | "month", key: string): { readonly since: string; readonly until: string } | null {
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  if (by === "month") {
    const [year = Number.NaN, month = Number.NaN] = key.split("-").map(Number);
    const first = Date.UTC(year, month - 1, 1);
    return Number.isNaN(first) ? null : { since: day(first), until: day(Date.UTC(year, month, 0)) };
  }
  const found = /^(\d{4})-W(\d{2})$/.exec(key);
  if (found === null) return null;
  // The fourth of January is always in the first week, and weeks begin on Monday.
  const fourth = Date.UTC(Number(found[1]), 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * 86_400_000;
  const since = monday + (Number(found[2]) - 1) * 7 * 86_400_000;
  return { since: day(since), until: day(since + 6 * 86_400_000) };
}
