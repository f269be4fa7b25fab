// A calendar of days: a column for each week, a row for each day of it, darker where there was more.

import type { Ink } from "./table.ts";

/** Fewer are seen at a glance in the table. */
const WORTH_A_CALENDAR = 10;
const MARGIN = 4;
const MOST_WEEKS = 53;
const DAY_MS = 86_400_000;
const NAMES = ["Mon", "", "Wed", "", "Fri", "", ""];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** By day (`2026-11-21`), up to the last of them; empty for few days. Earlier weeks than fit are left out. */
export function printCalendar(sizes: ReadonlyMap<string, number>, { columns, glyphs, paint }: Ink): string {
  const days = [...sizes.keys()].toSorted();
  const [first = ""] = days;
  const last = days.at(-1) ?? "";
  if (days.length < WORTH_A_CALENDAR) return "";
  const end = mondayOf(last);
  const asked = Math.round((end - mondayOf(first)) / (7 * DAY_MS)) + 1;
  const weeks = Math.min(asked, MOST_WEEKS, Math.max(1, Math.min(columns, 200) - MARGIN));
  const start = end - (weeks - 1) * 7 * DAY_MS;
  const most = Math.max(...sizes.values());
  const rows = NAMES.map((name, weekday) => {
    const cells = Array.from({ length: weeks }, (_, week) => {
      const day = new Date(start + (week * 7 + weekday) * DAY_MS).toISOString().slice(0, 10);
      if (day < first || day > last) return " ";
      return glyphs.shades[shadeOf(sizes.get(day) ?? 0, most)] ?? "";
    });
    return `${paint("gray", name.padEnd(MARGIN))}${paint("cyan", cells.join("").trimEnd())}\n`;
  });
  const head = `${" ".repeat(MARGIN)}${paint("gray", monthsFrom(start, weeks, last))}\n`;
  const [nothing = "", ...shades] = glyphs.shades;
  const key = paint("gray", `${" ".repeat(MARGIN)}${nothing} none  ${shades.join("")} up to the most of a day`);
  return `${head}${rows.join("")}${key}\n`;
}

/** By the root, so that a day of much does not make all others pale. */
function shadeOf(size: number, most: number): number {
  return size <= 0 ? 0 : Math.max(1, Math.ceil(4 * Math.sqrt(size / most)));
}

function mondayOf(day: string): number {
  const time = Date.parse(`${day}T00:00:00Z`);
  return time - ((new Date(time).getUTCDay() + 6) % 7) * DAY_MS;
}

/** Names of months above the weeks in which they begin, where there is room. */
function monthsFrom(start: number, weeks: number, last: string): string {
  const begin = Array.from({ length: weeks }, (_, week) => new Date(start + (week * 7 + 6) * DAY_MS))
    .map((sunday, week) => ({
      week,
      name: MONTHS[sunday.getUTCMonth()] ?? "",
      begins: sunday.getUTCDate() <= 7 && `${sunday.toISOString().slice(0, 8)}01` <= last,
    }))
    .filter(({ week, begins }) => begins || week === 0);
  let line = "";
  for (const [index, { week, name }] of begin.entries()) {
    const next = begin[index + 1]?.week ?? Number.POSITIVE_INFINITY;
    if (next - week > name.length) line = line.padEnd(week) + name;
  }
  return line;
}
