// What was done and how much of it failed: in all, by day, by tool and by program.

import type { Deeds, Stats } from "rollbook-api";
import { type ReactNode, useMemo } from "react";
import { count, duration, percent } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { type Sum, Sums } from "./sums.tsx";

/** Rows of a table that are shown. */
const MOST = 60;
/** Days of the strip. */
const DAYS = 90;

export function FailuresView({
  stats,
  dayLink,
}: {
  readonly stats: Stats;
  readonly dayLink: (day: string) => string;
}): ReactNode {
  const { work, tools = [], programs = [], problems } = stats;
  if (work === undefined) return null;
  return (
    <>
      <Sums
        sums={[
          sumOf("Commands", work.commands),
          sumOf("Changes of files", work.file_changes),
          sumOf("Other tools", work.tool_calls),
          sumOf("Turns", work.turns),
        ]}
      />
      <ByDay stats={stats} dayLink={dayLink} />
      <Rates
        name="Programs"
        first="Commands are about"
        rows={programs.map(({ program, ...deeds }) => [program, deeds])}
      />
      <Rates name="Tools" first="Tool" rows={tools.map(({ tool, ...deeds }) => [tool, deeds])} />
      <p className="fact">
        Failed is what failed or timed out; what a person declined or interrupted is counted by itself. Turns count
        where their end is told.
      </p>
      {problems.map((problem) => (
        <p key={problem} className="fact">
          {visible(problem)}
        </p>
      ))}
    </>
  );
}

function badOf({ failed, timed_out }: Deeds): number {
  return failed + timed_out;
}

function sumOf(name: string, deeds: Deeds): Sum {
  const bad = badOf(deeds);
  return {
    name,
    value: count(deeds.count),
    more: bad === 0 ? "none failed" : `${count(bad)} failed, ${percent(bad, deeds.count)}`,
  };
}

interface RatesProps {
  readonly name: string;
  readonly first: string;
  readonly rows: readonly (readonly [name: string | null, deeds: Deeds])[];
}

/** The most failures first. */
function Rates({ name, first, rows }: RatesProps): ReactNode {
  const ordered = useMemo(() => rows.toSorted(([, a], [, b]) => badOf(b) - badOf(a) || b.count - a.count), [rows]);
  if (rows.length === 0) return null;
  return (
    <section className="stats-section">
      <h2>{name}</h2>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={`${name}: how much failed`}>
        <table className="usage-table sized-table rates-table">
          <thead>
            <tr>
              <th scope="col">{first}</th>
              <th scope="col">
                <span className="hidden-visually">Share that failed</span>
              </th>
              {["Failed", "Rate", "Times", "Timed out", "Declined", "Interrupted", "Half within", "Longest"].map(
                (title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {ordered.slice(0, MOST).map(([key, deeds]) => (
              <tr key={key ?? ""}>
                <th scope="row" title={visible(key ?? "not told")}>
                  {visible(key ?? "not told")}
                </th>
                <td className="share bad">
                  <span style={{ width: `${deeds.count === 0 ? 0 : (badOf(deeds) / deeds.count) * 100}%` }} />
                </td>
                <td>{some(badOf(deeds))}</td>
                <td>{badOf(deeds) === 0 ? "" : percent(badOf(deeds), deeds.count)}</td>
                <td>{count(deeds.count)}</td>
                <td>{some(deeds.timed_out)}</td>
                <td>{some(deeds.declined)}</td>
                <td>{some(deeds.interrupted)}</td>
                <td>{deeds.median_ms === null ? "" : duration(deeds.median_ms)}</td>
                <td>{deeds.longest_ms === null ? "" : duration(deeds.longest_ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {ordered.length > MOST ? (
        <p className="fact">{count(ordered.length - MOST)} more; `rollbook stats --tools` lists them all.</p>
      ) : null}
    </section>
  );
}

function some(number: number): string {
  return number === 0 ? "" : count(number);
}

/** The last days on which anything was done: how much, and how much of it failed. */
function ByDay({ stats, dayLink }: { readonly stats: Stats; readonly dayLink: (day: string) => string }): ReactNode {
  const days = stats.groups
    .flatMap(({ key, work }) => (key === null || work === undefined ? [] : [{ day: key, work }]))
    .slice(-DAYS);
  const doneOf = ({ work }: (typeof days)[number]): number =>
    work.commands.count + work.file_changes.count + work.tool_calls.count;
  const failedOf = ({ work }: (typeof days)[number]): number =>
    badOf(work.commands) + badOf(work.file_changes) + badOf(work.tool_calls);
  const most = days.reduce((max, each) => Math.max(max, doneOf(each)), 1);
  if (days.length < 2) return null;
  return (
    <section className="stats-section">
      <h2>By day</h2>
      <ul className="day-bars">
        {days.map((each) => {
          const said = `${each.day}: ${count(doneOf(each))} done, ${count(failedOf(each))} failed`;
          return (
            <li key={each.day}>
              <a href={dayLink(each.day)} title={said} aria-label={said}>
                <span className="done" style={{ height: `${((doneOf(each) - failedOf(each)) / most) * 100}%` }} />
                <span className="bad" style={{ height: `${(failedOf(each) / most) * 100}%` }} />
              </a>
            </li>
          );
        })}
      </ul>
      <p className="fact">
        {days[0]?.day} – {days.at(-1)?.day}: days on which something was done; red is what failed.
      </p>
    </section>
  );
}
