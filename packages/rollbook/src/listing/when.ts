// Points in time as people write them: dates, RFC 3339, or how long ago.

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/**
 * Unix milliseconds; null for what is no time. `2026-11-21` is the local day: its first moment, or with `end` its last. Without
 * an offset a time is local. `3d` is three days before `now`.
 */
export function readWhen(text: string, now: number, end: boolean): number | null {
  const ago = /^(\d{1,6})([mhdw])$/.exec(text);
  if (ago !== null) return now - Number(ago[1]) * (UNITS[ago[2] ?? ""] ?? 0);
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (day !== null) {
    const [, year, month, date] = day.map(Number);
    const start = new Date(year ?? 0, (month ?? 0) - 1, date);
    // The 31st of February is no day.
    if (start.getMonth() + 1 !== month || start.getDate() !== date) return null;
    return end ? new Date(year ?? 0, (month ?? 0) - 1, (date ?? 0) + 1).getTime() - 1 : start.getTime();
  }
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$/i.test(text)) return null;
  const time = Date.parse(text.replace(" ", "T"));
  return Number.isNaN(time) ? null : time;
}
