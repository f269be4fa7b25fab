// How rate limits stood: each window of each limit, day by day.

import type { LimitSample } from "rollbook-api";
import { type ReactNode, useMemo } from "react";
import { clock, day } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { limitHistories, type LimitHistory } from "./limits.ts";

/** Days that are shown. */
const MOST = 60;

export function LimitsView({ limits }: { readonly limits: readonly LimitSample[] }): ReactNode {
  const histories = useMemo(() => limitHistories(limits), [limits]);
  if (histories.length === 0) {
    return <p className="fact">No session tells of rate limits: Codex writes them down where the account has any.</p>;
  }
  return (
    <>
      {histories.map((history) => (
        <Limit key={history.name} {...history} />
      ))}
      <p className="fact">
        A limit is the account’s, so all sessions tell of the same one. Between two responses Codex is told nothing.
        Days are those of UTC.
      </p>
    </>
  );
}

function Limit({ name, plan, percent, told, resets_at, days }: LimitHistory): ReactNode {
  const resets = Date.parse(resets_at ?? "");
  const shown = days.slice(-MOST);
  const over = !Number.isNaN(resets) && resets < Date.now();
  return (
    <section className="stats-section">
      <h2>{visible(name)}</h2>
      <p className="limit-now">
        <meter
          min={0}
          max={100}
          high={80}
          optimum={0}
          value={Math.min(100, percent)}
          aria-label={`${visible(name)}, used`}
        />
        <span>{Math.round(percent)} % used</span>
        <span className="fact">
          told {moment(Date.parse(told))}
          {Number.isNaN(resets) ? "" : `; ${over ? "begun anew" : "begins anew"} ${moment(resets)}`}
          {plan === null ? "" : `; plan ${visible(plan)}`}
        </span>
      </p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={`${visible(name)} by day`}>
        <table className="usage-table limit-days">
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">
                <span className="hidden-visually">Share</span>
              </th>
              <th scope="col">At most</th>
              <th scope="col">Reached</th>
            </tr>
          </thead>
          <tbody>
            {shown.toReversed().map((each) => (
              <tr key={each.day}>
                <th scope="row">{each.day}</th>
                <td className={(each.percent ?? 0) >= 80 ? "share bad" : "share"}>
                  <span style={{ width: `${Math.min(100, each.percent ?? 0)}%` }} />
                </td>
                <td>{each.percent === null ? "" : `${Math.round(each.percent)} %`}</td>
                <td>{visible(each.reached ?? "")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function moment(time: number): string {
  return Number.isNaN(time) ? "" : `${day(time)} ${clock(time).slice(0, 5)}`;
}
