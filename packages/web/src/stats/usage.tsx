// What sessions spent and what that costs: by day, week, month, model, project or session.

import type { Stats } from "rollbook-api";
import { type ReactNode, useMemo } from "react";
import { count, duration, percent, plural, tokens } from "../text/figures.ts";
import { dollars } from "../text/money.ts";
import { visible } from "../text/visible.ts";
import { amountOf } from "./measure.ts";
import type { Measure, Sort } from "./search.ts";
import { Sums } from "./sums.tsx";

export const SORT_NAMES: Readonly<Record<Sort, string>> = {
  day: "Day",
  week: "Week",
  month: "Month",
  model: "Model",
  project: "Project",
  session: "Session",
};

/** Groups that are shown. */
const MOST = 500;

interface UsageViewProps {
  readonly stats: Stats;
  readonly measure: Measure;
  /** Where a group leads; null where nowhere. */
  readonly linkTo: (by: Sort, key: string) => string | null;
}

export function UsageView({ stats, measure, linkTo }: UsageViewProps): ReactNode {
  const { prices, problems } = stats;
  return (
    <>
      <SpentSums stats={stats} />
      <UsageTable stats={stats} measure={measure} linkTo={linkTo} />
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

export function SpentSums({ stats }: { readonly stats: Stats }): ReactNode {
  const { cost, tokens: spent, sessions, turns, duration_ms } = stats;
  return (
    <Sums
      sums={[
        {
          name: "Cost",
          value: dollars(cost.usd),
          more: cost.unpriced_tokens === 0 ? "" : `${tokens(cost.unpriced_tokens)} tokens have no price`,
        },
        {
          name: "Tokens",
          value: tokens(spent.total),
          more: `${percent(spent.cached_input, spent.input)} of input cached`,
        },
        { name: "Sessions", value: count(sessions), more: plural(turns, "turn") },
        { name: "Working", value: duration(duration_ms) },
      ]}
    />
  );
}

export function UsageTable({ stats, measure, linkTo }: UsageViewProps): ReactNode {
  const { by, groups } = stats;
  // Time goes on to the right; what has no order stands by size.
  const inTime = by === "day" || by === "week" || by === "month";
  const ordered = useMemo(
    () => (inTime ? groups.toReversed() : groups.toSorted((a, b) => amountOf(b, measure) - amountOf(a, measure))),
    [groups, inTime, measure],
  );
  const most = groups.reduce((max, group) => Math.max(max, amountOf(group, measure)), 0);
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={`By ${SORT_NAMES[by].toLowerCase()}`}>
        <table className="usage-table sized-table">
          <thead>
            <tr>
              {[SORT_NAMES[by], "", "Sessions", "Turns", "Input", "Cached", "Output", "Cost"].map((name, index) => (
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
                  <th scope="row" title={name}>
                    {link === null ? name : <a href={link}>{name}</a>}
                  </th>
                  <td className="share">
                    <span style={{ width: `${most === 0 ? 0 : (amountOf(group, measure) / most) * 100}%` }} />
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
      </div>
      {ordered.length > MOST ? (
        <p className="fact">{count(ordered.length - MOST)} more; `rollbook stats` lists them all.</p>
      ) : null}
    </>
  );
}
