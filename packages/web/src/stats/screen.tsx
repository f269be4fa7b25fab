// What all sessions spent and what that costs: by day, week, month, model, project or session.

import type { Stats } from "rollbook-api";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { KeyHelp } from "../app/keyhelp.tsx";
import { actionOf } from "../app/keys.ts";
import { nextTheme } from "../app/theme.ts";
import { ApiError, ask } from "../source/api.ts";
import { count, duration, percent, plural, tokens } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { dollars } from "../text/money.ts";
import "../session/usage.css";
import "./stats.css";

export const SORTS = ["day", "week", "month", "model", "project", "session"] as const;
export type Sort = (typeof SORTS)[number];

const NAMES: Readonly<Record<Sort, string>> = {
  day: "Day",
  week: "Week",
  month: "Month",
  model: "Model",
  project: "Project",
  session: "Session",
};

const KEYS = [
  { name: "next", keys: ["j", "ArrowRight"], told: "Next way to add up" },
  { name: "previous", keys: ["k", "ArrowLeft"], told: "Previous way to add up" },
  { name: "list", keys: ["g", "Escape"], told: "All sessions" },
  { name: "theme", keys: ["t"], told: "Light, dark or as the system" },
  { name: "help", keys: ["?"], told: "These keys" },
] as const;

interface StatsScreenProps {
  readonly by: Sort;
  readonly choose: (by: Sort) => void;
  readonly home: ReactNode;
  readonly goHome: () => void;
  /** Where a group leads: a session, or the list with a filter; null where nowhere. */
  readonly linkTo: (by: Sort, key: string) => string | null;
}

export function StatsScreen({ by, choose, home, goHome, linkTo }: StatsScreenProps): ReactNode {
  const { stats, failure } = useStats(by);
  const [helping, setHelping] = useState(false);
  useEffect(() => {
    document.title = "Usage · Rollbook";
    const listen = (event: KeyboardEvent): void => {
      const name = helping ? null : actionOf(event, KEYS);
      if (name === null) return;
      event.preventDefault();
      const step = name === "next" ? 1 : name === "previous" ? SORTS.length - 1 : 0;
      if (step > 0) choose(SORTS[(SORTS.indexOf(by) + step) % SORTS.length] ?? "day");
      else if (name === "list") goHome();
      else if (name === "theme") nextTheme();
      else setHelping(true);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [by, choose, goHome, helping]);
  return (
    <div className="stats">
      <header className="head">
        {home}
        <h1>Usage of all sessions</h1>
        <div className="panes" role="tablist" aria-label="Add up by">
          {SORTS.map((each) => (
            <button key={each} type="button" role="tab" aria-selected={each === by} onClick={() => choose(each)}>
              {NAMES[each]}
            </button>
          ))}
        </div>
      </header>
      <main className="stats-body" tabIndex={0} aria-label="Usage">
        {failure === null ? null : <p className="fact">{visible(failure)}</p>}
        {stats === null ? (
          failure === null ? (
            <p className="fact">All sessions are being counted.</p>
          ) : null
        ) : (
          <Told stats={stats} linkTo={linkTo} />
        )}
      </main>
      {helping ? <KeyHelp actions={KEYS} close={() => setHelping(false)} /> : null}
    </div>
  );
}

function Told({ stats, linkTo }: Pick<StatsScreenProps, "linkTo"> & { readonly stats: Stats }): ReactNode {
  const { by, groups, cost, tokens: spent, sessions, turns, duration_ms, prices, problems } = stats;
  // Time goes on to the right; what has no order stands by size.
  const inTime = by === "day" || by === "week" || by === "month";
  const ordered = useMemo(
    () => (inTime ? groups.toReversed() : groups.toSorted((a, b) => b.tokens.total - a.tokens.total)),
    [groups, inTime],
  );
  const most = groups.reduce((max, group) => Math.max(max, group.tokens.total), 1);
  return (
    <>
      <dl className="usage-sums">
        <Sum
          name="Cost"
          value={dollars(cost.usd)}
          more={cost.unpriced_tokens === 0 ? "" : `${tokens(cost.unpriced_tokens)} tokens have no price`}
        />
        <Sum
          name="Tokens"
          value={tokens(spent.total)}
          more={`${percent(spent.cached_input, spent.input)} of input cached`}
        />
        <Sum name="Sessions" value={count(sessions)} more={plural(turns, "turn")} />
        <Sum name="Working" value={duration(duration_ms)} more="" />
      </dl>
      <table className="usage-table">
        <thead>
          <tr>
            {[NAMES[by], "", "Sessions", "Turns", "Input", "Cached", "Output", "Cost"].map((name, index) => (
              <th key={index} scope="col">
                {name === "" ? <span className="hidden-visually">Share</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered.slice(0, MOST).map((group) => {
            const { key, tokens: own } = group;
            const link = key === null ? null : linkTo(by, key);
            const name = visible(key ?? "not told");
            return (
              <tr key={key ?? ""}>
                <th scope="row">{link === null ? name : <a href={link}>{name}</a>}</th>
                <td className="share">
                  <span style={{ width: `${(own.total / most) * 100}%` }} />
                </td>
                <td>{count(group.sessions)}</td>
                <td>{count(group.turns)}</td>
                <td>{tokens(own.input)}</td>
                <td>{percent(own.cached_input, own.input)}</td>
                <td>{tokens(own.output)}</td>
                <td>{dollars(group.cost.usd)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {ordered.length > MOST ? (
        <p className="fact">{count(ordered.length - MOST)} more; `rollbook stats` lists them all.</p>
      ) : null}
      <p className="fact">
        Every response is counted once. Prices of {visible(prices.date)}: {visible(prices.source)}.
      </p>
      {problems.map((problem) => (
        <p key={problem} className="fact">
          {visible(problem)}
        </p>
      ))}
    </>
  );
}

/** Groups that are shown. */
const MOST = 500;

function Sum({
  name,
  value,
  more,
}: {
  readonly name: string;
  readonly value: string;
  readonly more: string;
}): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value} <small>{more}</small>
      </dd>
    </div>
  );
}

interface Counted {
  readonly stats: Stats | null;
  readonly failure: string | null;
}

/** What was told before stays until it is told otherwise. */
function useStats(by: Sort): Counted {
  const [counted, setCounted] = useState<Counted>({ stats: null, failure: null });
  useEffect(() => {
    let here = true;
    const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    ask("stats", {}, { by, timezone }).then(
      (stats) => here && setCounted({ stats, failure: null }),
      (error: unknown) =>
        here && setCounted({ stats: null, failure: error instanceof ApiError ? error.message : String(error) }),
    );
    return () => {
      here = false;
    };
  }, [by]);
  return counted;
}
