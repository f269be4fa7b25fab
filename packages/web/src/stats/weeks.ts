// A year of days as weeks, and how much there was on each.

const DAY = 86_400_000;

export interface CalendarDay {
  /** `2026-11-21`; null where the week reaches beyond the year. */
  readonly day: string | null;
}

/** Weeks from Monday to Sunday that hold the days from the first to the last, both included. */
export function weeksOf(first: string, last: string): readonly (readonly CalendarDay[])[] {
  const from = Date.parse(first);
  const until = Date.parse(last);
  const weeks: CalendarDay[][] = [];
  for (let monday = from - weekday(from) * DAY; monday <= until; monday += 7 * DAY) {
    weeks.push(
      Array.from({ length: 7 }, (_, n) => {
        const time = monday + n * DAY;
        return { day: time < from || time > until ? null : dayOf(time) };
      }),
    );
  }
  return weeks;
}

/** 0 on Mondays. */
export function weekday(time: number): number {
  return (new Date(time).getUTCDay() + 6) % 7;
}

export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export function plusDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * DAY);
}

/** The days of a year; of the one that is going on, the twelve months up to today. */
export function yearSpan(year: number | undefined, today: string): { readonly first: string; readonly last: string } {
  if (year === undefined) return { first: plusDays(today, -364), last: today };
  const last = `${year}-12-31`;
  return { first: `${year}-01-01`, last: last > today ? today : last };
}

/** From 0 (none) to 4: a quarter of the days on which there was any has each of the others, so that one huge day hides none. */
export function levelsOf(amounts: ReadonlyMap<string, number>): (amount: number) => number {
  const sorted = [...amounts.values()].filter((amount) => amount > 0).toSorted((a, b) => a - b);
  const bounds = [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(sorted.length * share)] ?? 0);
  return (amount) => (amount <= 0 ? 0 : 1 + bounds.filter((bound) => amount > bound).length);
}
