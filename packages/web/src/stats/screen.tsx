// The figures of all sessions: usage, a calendar, failures, rate limits, and what takes the disk.

import { type ReactNode, useCallback, useEffect, useState } from "react";
import { KeyHelp } from "../app/keyhelp.tsx";
import { actionOf } from "../app/keys.ts";
import { nextTheme } from "../app/theme.ts";
import { useAsked, zoneHere } from "./asked.ts";
import { CalendarView } from "./calendar.tsx";
import { DiskView } from "./disk.tsx";
import { FailuresView } from "./failures.tsx";
import { STATS_KEYS } from "./keys.ts";
import { LimitsView } from "./limits.tsx";
import { MEASURE_NAMES } from "./measure.ts";
import { MEASURES, patchStats, type Sort, SORTS, type StatsPatch, type StatsSearch, VIEWS } from "./search.ts";
import { SORT_NAMES, UsageView } from "./usage.tsx";
import { Waiting } from "./waiting.tsx";
import "../session/header.css";
import "../session/usage.css";
import "./stats.css";

export interface StatsScreenProps {
  readonly search: StatsSearch;
  readonly setSearch: (search: StatsSearch) => void;
  readonly home: ReactNode;
  readonly goHome: () => void;
  /** Where a group leads: a session, or the list with a filter; null where nowhere. */
  readonly linkTo: (by: Sort, key: string) => string | null;
  readonly dayLink: (day: string) => string;
  readonly openDay: (day: string) => void;
  readonly sessionLink: (key: string) => string;
}

export default function StatsScreen(props: StatsScreenProps): ReactNode {
  const { search, setSearch, home, goHome } = props;
  const { view = "usage", by = "day", measure = "cost" } = search;
  const [helping, setHelping] = useState(false);
  const change = useCallback((patch: StatsPatch) => setSearch(patchStats(search, patch)), [setSearch, search]);
  useEffect(() => {
    document.title = `${VIEWS.find(({ name }) => name === view)?.told ?? "Usage"} · Rollbook`;
    const listen = (event: KeyboardEvent): void => {
      const name = helping ? null : actionOf(event, STATS_KEYS);
      if (name === null) return;
      event.preventDefault();
      const following = <T,>(all: readonly T[], now: T, step: 1 | -1): T =>
        all[(all.indexOf(now) + step + all.length) % all.length] ?? now;
      switch (name) {
        case "next":
        case "previous":
          return view === "usage" ? change({ by: following(SORTS, by, name === "next" ? 1 : -1) }) : undefined;
        case "measure":
          return change({ measure: following(MEASURES, measure, 1) });
        case "table":
          return change({ table: search.table === true ? undefined : true });
        case "list":
          return goHome();
        case "theme":
          return nextTheme();
        case "help":
          return setHelping(true);
        default:
          return change({ view: name });
      }
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [by, change, goHome, helping, measure, search.table, view]);
  return (
    <div className="stats">
      <header className="head">
        {home}
        <h1>All sessions</h1>
        <div className="panes" role="tablist" aria-label="Figures">
          {VIEWS.map(({ name, told }) => (
            <button
              key={name}
              type="button"
              role="tab"
              aria-selected={name === view}
              onClick={() => change({ view: name })}
            >
              {told}
            </button>
          ))}
        </div>
      </header>
      <main className="stats-body" tabIndex={-1} aria-label="Figures">
        <div className="stats-choices">
          {view === "usage" ? (
            <Choices
              name="Add up by"
              values={SORTS}
              names={SORT_NAMES}
              chosen={by}
              choose={(next) => change({ by: next })}
            />
          ) : null}
          {view === "usage" || view === "calendar" ? (
            <Choices
              name="Measure"
              values={MEASURES}
              names={MEASURE_NAMES}
              chosen={measure}
              choose={(next) => change({ measure: next })}
            />
          ) : null}
        </div>
        <View {...props} change={change} />
      </main>
      {helping ? <KeyHelp actions={STATS_KEYS} close={() => setHelping(false)} /> : null}
    </div>
  );
}

interface ViewProps extends StatsScreenProps {
  readonly change: (patch: StatsPatch) => void;
}

function View(props: ViewProps): ReactNode {
  switch (props.search.view ?? "usage") {
    case "usage":
    case "calendar":
      return <Spent {...props} />;
    case "failures":
    case "limits":
      return <Done {...props} />;
    case "disk":
      return <Space {...props} />;
  }
}

function Spent({ search, change, linkTo, dayLink, openDay }: ViewProps): ReactNode {
  const { view = "usage", by = "day", measure = "cost" } = search;
  const told = useAsked("stats", { by: view === "calendar" ? "day" : by, timezone: zoneHere() });
  return (
    <Waiting told={told} meanwhile="All sessions are being counted.">
      {(stats) =>
        view === "calendar" ? (
          <CalendarView {...{ stats, search, measure, change, dayLink, openDay }} />
        ) : (
          <UsageView {...{ stats, measure, linkTo }} />
        )
      }
    </Waiting>
  );
}

function Done({ search, dayLink }: ViewProps): ReactNode {
  const told = useAsked("stats", { by: "day", timezone: zoneHere(), work: true });
  return (
    <Waiting told={told} meanwhile="All sessions are being read: what was done stands nowhere else.">
      {(stats) =>
        search.view === "limits" ? (
          <LimitsView limits={stats.limits ?? []} />
        ) : (
          <FailuresView stats={stats} dayLink={dayLink} />
        )
      }
    </Waiting>
  );
}

function Space({ search, change, sessionLink, linkTo }: ViewProps): ReactNode {
  const plain = useAsked("disk", {});
  const read = useAsked("disk", search.contents === true ? { contents: true } : {});
  const told = search.contents === true && read.answer !== null ? read : plain;
  return (
    <Waiting told={told} meanwhile="The homes are being looked through.">
      {({ homes }) => (
        <DiskView
          homes={homes}
          reading={search.contents === true && read.answer === null && read.failure === null}
          readContents={() => change({ contents: true })}
          sessionLink={sessionLink}
          projectLink={(cwd) => linkTo("project", cwd)}
        />
      )}
    </Waiting>
  );
}

interface ChoicesProps<T extends string> {
  readonly name: string;
  readonly values: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  readonly chosen: T;
  readonly choose: (value: T) => void;
}

function Choices<T extends string>({ name, values, names, chosen, choose }: ChoicesProps<T>): ReactNode {
  return (
    <div className="stats-choice" role="group" aria-label={name}>
      {values.map((value) => (
        <button
          key={value}
          type="button"
          className="chip"
          aria-pressed={value === chosen}
          onClick={() => choose(value)}
        >
          {names[value]}
        </button>
      ))}
    </div>
  );
}
