// A point in time as people write it.

const DAY = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$/;
const AGO = /^(\d{1,9})([mhdw])$/;
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const YEAR_0 = -62_167_219_200_000;

/** What `momentOf` reads, for sentences. */
export const MOMENTS = "a day (2026-11-21), a time (2026-11-21T07:30Z), or how long ago (30m, 12h, 7d, 2w)";

/**
 * Unix milliseconds of a day (its beginning, or its end), of a time, or of so long ago: `2026-11-21`,
 * `2026-11-21T07:30Z`, `7d`. What has no zone is local time. Null when it is none of these.
 */
export function momentOf(text: string, edge: "start" | "end", now: number): number | null {
  const [, count, unit] = AGO.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) {
    const moment = now - Number(count) * (UNITS[unit] ?? 0);
    return moment < YEAR_0 ? null : moment;
  }
  if (DAY.test(text)) {
    const day = new Date(`${text}T00:00:00`);
    const real = !Number.isNaN(day.getTime()) && day.getDate() === Number(text.slice(8));
    if (!real) return null;
    // A day is not always 24 hours long.
    return edge === "start"
      ? day.getTime()
      : new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime() - 1;
  }
  const time = TIME.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
