// A point in time as people write it on a command line.

import { EXIT, Failure } from "./exit.ts";

const DAY = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$/;
const AGO = /^(\d+)([mhdw])$/;
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * Unix milliseconds of a day (its beginning, or its end), of a time, or of so long ago: `2026-11-21`,
 * `2026-11-21T07:30Z`, `7d`. What has no zone is local time. Throws `Failure` (usage).
 */
export function readMoment(option: string, text: string, edge: "start" | "end", now: number): number {
  const [, count, unit] = AGO.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) return now - Number(count) * (UNITS[unit] ?? 0);
  if (DAY.test(text)) {
    const day = new Date(`${text}T00:00:00`);
    const real = !Number.isNaN(day.getTime()) && day.getDate() === Number(text.slice(8));
    if (real && edge === "start") return day.getTime();
    // A day is not always 24 hours long.
    if (real) return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime() - 1;
  }
  const time = TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new Failure(
    EXIT.usage,
    `${option} needs a day (2026-11-21), a time (2026-11-21T07:30Z), or how long ago (30m, 12h, 7d, 2w), not "${text}"`,
  );
}
