// Days as people in a time zone count them.

import { EXIT, Failure } from "../exit.ts";

const QUARTER_MS = 15 * 60_000;
/** Quarters of an hour whose day is remembered: some three months. */
const MOST = 10_000;

/** The day (`YYYY-MM-DD`) of an RFC 3339 time in UTC. Throws `Failure` (usage) for a zone that is none. */
export function daysIn(timezone: string): (time: string) => string {
  if (timezone === "UTC") return (time) => time.slice(0, 10);
  const format = formatOf(timezone);
  const days = new Map<number, string>();
  return (time) => {
    // No zone changes its offset, or its day, within a quarter of an hour.
    const quarter = Math.floor(Date.parse(time) / QUARTER_MS);
    const known = days.get(quarter);
    if (known !== undefined) return known;
    if (days.size >= MOST) days.clear();
    const day = format.format(quarter * QUARTER_MS);
    days.set(quarter, day);
    return day;
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    // Of all locales this one writes days as ISO 8601 does.
    return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure(
      EXIT.usage,
      `--timezone knows no "${timeZone}": a name such as Europe/Berlin, an offset such as +02:00, or UTC`,
    );
  }
}
