// How much was done on which day: a year as weeks, or the same as a table.

import type { Stats } from "rollbook-api";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from "react";
import { day as dayHere, plural } from "../text/figures.ts";
import { amountOf, MEASURE_NAMES, tellAmount } from "./measure.ts";
import type { Measure, StatsPatch, StatsSearch } from "./search.ts";
import { SpentSums, UsageTable } from "./usage.tsx";
import { levelsOf, plusDays, weekday, weeksOf, yearSpan } from "./weeks.ts";
import "./calendar.css";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

interface CalendarViewProps {
  readonly stats: Stats;
  readonly search: StatsSearch;
  readonly measure: Measure;
  readonly change: (patch: StatsPatch) => void;
  readonly dayLink: (day: string) => string;
  readonly openDay: (day: string) => void;
}

type Group = Stats["groups"][number];

export function CalendarView(props: CalendarViewProps): ReactNode {
  const { stats, search, measure, change, dayLink, openDay } = props;
  const today = dayHere(Date.now());
  const { first, last } = yearSpan(search.year, today);
  const years = useMemo(() => [...new Set(stats.groups.flatMap(({ key }) => key?.slice(0, 4) ?? []))], [stats]);
  const days = useMemo(
    () => new Map(stats.groups.flatMap((group): [string, Group][] => (group.key === null ? [] : [[group.key, group]]))),
    [stats],
  );
  const chosen = search.day !== undefined && search.day >= first && search.day <= last ? search.day : last;
  return (
    <>
      <SpentSums stats={stats} />
      <div className="calendar-years">
        <button
          type="button"
          className="chip"
          aria-pressed={search.year === undefined}
          onClick={() => change({ year: undefined })}
        >
          Last 12 months
        </button>
        {years.toReversed().map((year) => (
          <button
            key={year}
            type="button"
            className="chip"
            aria-pressed={search.year === Number(year)}
            onClick={() => change({ year: Number(year) })}
          >
            {year}
          </button>
        ))}
        <button
          type="button"
          className="chip"
          aria-pressed={search.table === true}
          onClick={() => change({ table: search.table === true ? undefined : true })}
        >
          As a table
        </button>
      </div>
      {search.table === true ? (
        <UsageTable
          stats={{ ...stats, groups: stats.groups.filter(({ key }) => key !== null && key >= first && key <= last) }}
          measure={measure}
          linkTo={(_, key) => dayLink(key)}
        />
      ) : (
        <>
          <Grid {...{ days, first, last, chosen, measure, openDay }} choose={(day) => change({ day })} />
          <DayLine day={chosen} group={days.get(chosen)} link={dayLink(chosen)} />
        </>
      )}
    </>
  );
}

interface GridProps {
  readonly days: ReadonlyMap<string, Group>;
  readonly first: string;
  readonly last: string;
  readonly chosen: string;
  readonly measure: Measure;
  readonly choose: (day: string) => void;
  readonly openDay: (day: string) => void;
}

function Grid({ days, first, last, chosen, measure, choose, openDay }: GridProps): ReactNode {
  const weeks = useMemo(() => weeksOf(first, last), [first, last]);
  const place = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  const level = useMemo(
    () => levelsOf(new Map([...days].map(([day, group]) => [day, amountOf(group, measure)]))),
    [days, measure],
  );
  useEffect(() => {
    if (moved.current) place.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    moved.current = false;
  }, [chosen]);
  // The latest days are what one looks for first.
  useEffect(() => {
    const scroller = place.current?.parentElement;
    if (scroller !== null && scroller !== undefined) scroller.scrollLeft = scroller.scrollWidth;
  }, [first]);
  const onKey = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (event.key === "Enter") openDay(chosen);
    else if (step !== undefined) {
      const next = step(chosen, first, last);
      moved.current = next !== chosen;
      if (next >= first && next <= last) choose(next);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="calendar-scroll">
      <table
        className="calendar"
        role="grid"
        aria-label={`${MEASURE_NAMES[measure]} by day`}
        ref={place}
        onKeyDown={onKey}
      >
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden-visually">Day of the week</span>
            </th>
            {weeks.map((week, index) => (
              <th key={index} scope="col">
                <span className="calendar-month">
                  {monthOf(
                    week.map(({ day }) => day),
                    index,
                  )}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEEKDAYS.map((name, row) => (
            <tr key={name}>
              <th scope="row">
                <span className={row % 2 === 0 ? "" : "hidden-visually"}>{name.slice(0, 3)}</span>
              </th>
              {weeks.map((week, index) => {
                const day = week[row]?.day ?? null;
                if (day === null) return <td key={index} />;
                const group = days.get(day);
                const said = group === undefined ? "nothing" : sayDay(group, measure);
                return (
                  <td
                    key={index}
                    role="gridcell"
                    className={`calendar-day level-${group === undefined ? 0 : level(amountOf(group, measure))}`}
                    tabIndex={day === chosen ? 0 : -1}
                    aria-selected={day === chosen}
                    aria-label={`${day}: ${said}`}
                    title={`${day}: ${said}`}
                    onClick={() => choose(day)}
                    onDoubleClick={() => openDay(day)}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const STEPS: Readonly<Record<string, (day: string, first: string, last: string) => string>> = {
  ArrowRight: (day) => plusDays(day, 7),
  ArrowLeft: (day) => plusDays(day, -7),
  ArrowDown: (day) => plusDays(day, 1),
  ArrowUp: (day) => plusDays(day, -1),
  PageDown: (day) => plusDays(day, 28),
  PageUp: (day) => plusDays(day, -28),
  Home: (_, first) => first,
  End: (_, _first, last) => last,
};

/** The month that begins in this week. */
function monthOf(days: readonly (string | null)[], index: number): string {
  const begun = days.find((day) => day?.endsWith("-01") === true) ?? null;
  if (begun !== null) return MONTHS[Number(begun.slice(5, 7)) - 1] ?? "";
  const [day] = days.filter((each) => each !== null);
  // What the first week is of, unless the next one says it at once.
  return index === 0 && day !== undefined && Number(day.slice(8)) < 15
    ? (MONTHS[Number(day.slice(5, 7)) - 1] ?? "")
    : "";
}

function sayDay(group: Group, measure: Measure): string {
  return `${tellAmount(group, measure)}${measure === "turns" ? " turns" : ""}, ${plural(group.sessions, "session")}`;
}

function DayLine({
  day,
  group,
  link,
}: {
  readonly day: string;
  readonly group: Group | undefined;
  readonly link: string;
}): ReactNode {
  return (
    <p className="calendar-line" aria-live="polite">
      <strong>
        {WEEKDAYS[weekday(Date.parse(day))]}, {day}
      </strong>
      {group === undefined ? (
        <span>Nothing was done.</span>
      ) : (
        <>
          <span>{tellAmount(group, "cost")}</span>
          <span>{tellAmount(group, "tokens")} tokens</span>
          <span>{plural(group.turns, "turn")}</span>
          <span>{tellAmount(group, "time")}</span>
          <a href={link}>{plural(group.sessions, "session")}</a>
        </>
      )}
    </p>
  );
}
