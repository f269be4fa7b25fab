// What each turn spent, and how full the context was.

import { memo, type ReactNode, useEffect, useState } from "react";
import type { Source } from "../source/contract.ts";
import type { Outline, TurnOutline } from "../source/outline.ts";
import { clock, count, duration, percent, plural, tokens } from "../text/figures.ts";
import { dollars } from "../text/money.ts";
import { visible } from "../text/visible.ts";
import { Charts, type TurnsProps } from "./charts.tsx";
import { Recorded } from "./recorded.tsx";
import "./usage.css";

/** Turns drawn; of more, the last. Whoever asks for more gets so many times as many. */
const MOST = 400;
const MORE = 10;

interface UsageProps {
  readonly source: Source;
  readonly outline: Outline;
  readonly go: (turn: number) => void;
}

export const Usage = memo(function Usage({ source, outline, go }: UsageProps): ReactNode {
  const cost = useCost(source, outline);
  const [most, setMost] = useState(MOST);
  const turns = outline.turns.slice(-most);
  const own = outline.turns.filter(({ head }) => !head.inherited);
  const sum = (of: (turn: TurnOutline) => number): number => own.reduce((total, turn) => total + of(turn), 0);
  const input = sum(({ head }) => head.usage?.input_tokens ?? 0);
  const cached = sum(({ head }) => head.usage?.cached_input_tokens ?? 0);
  const output = sum(({ head }) => head.usage?.output_tokens ?? 0);
  const told = own.some(({ head }) => head.usage !== null);
  const reasoning = sum(({ head }) => head.usage?.reasoning_output_tokens ?? 0);
  return (
    <div className="usage" tabIndex={0} role="region" aria-label="Tokens and context">
      <dl className="usage-sums">
        {cost === null ? null : <Sum name="Cost" value={dollars(cost)} more="" />}
        {told ? (
          <>
            <Sum name="Input" value={tokens(input)} more={`${percent(cached, input)} cached`} />
            <Sum name="Output" value={tokens(output)} more={`${percent(reasoning, output)} reasoning`} />
          </>
        ) : (
          <Sum name="Tokens" value="–" more="the session does not tell" />
        )}
        <Sum
          name="Working"
          value={duration(sum(({ head }) => head.duration_ms ?? 0))}
          more={plural(own.length, "turn")}
        />
        <Sum name="Compactions" value={count(sum(({ compactions }) => compactions))} more="" />
      </dl>
      {turns.length < outline.turns.length ? (
        <p className="usage-most">
          <span className="fact">
            The last {count(turns.length)} of {plural(outline.turns.length, "turn")}
          </span>
          <button type="button" className="button" onClick={() => setMost(most * MORE)}>
            {most * MORE < outline.turns.length ? `Show the last ${count(most * MORE)}` : "Show all"}
          </button>
        </p>
      ) : null}
      {told ? <Charts turns={turns} go={go} /> : null}
      <RateLimits outline={outline} />
      <Recorded source={source} outline={outline} go={go} />
      <Table turns={turns} go={go} />
    </div>
  );
});

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

function useCost(source: Source, { done, read }: Outline): string | null {
  const [cost, setCost] = useState<string | null>(null);
  useEffect(() => {
    if (!done) return undefined;
    let here = true;
    source.cost().then(
      (told) => here && setCost(told),
      // Then the tokens have to do.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [source, done, read]);
  return cost;
}

function RateLimits({ outline }: { readonly outline: Outline }): ReactNode {
  const last = outline.turns.findLast(({ head }) => head.rate_limits !== null)?.head.rate_limits ?? null;
  if (last === null || typeof last !== "object" || Array.isArray(last)) return null;
  const windows = Object.entries(last).flatMap(([name, value]) => {
    const fields = typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
    const used = fields["used_percent"];
    const minutes = fields["window_minutes"];
    return typeof used === "number" ? [{ name, used, minutes: typeof minutes === "number" ? minutes : null }] : [];
  });
  if (windows.length === 0) return null;
  return (
    <section>
      <h2>Rate limits, as last told</h2>
      {windows.map(({ name, used, minutes }) => (
        <p key={name} className="limit">
          <span>
            {visible(name)}
            {minutes === null ? "" : `, of ${duration(minutes * 60_000)}`}
          </span>
          <meter min={0} max={100} value={used} aria-label={`${name}: ${used} % used`} />
          <span>{used} %</span>
        </p>
      ))}
    </section>
  );
}

function Table({ turns, go }: TurnsProps): ReactNode {
  return (
    <table className="usage-table">
      <thead>
        <tr>
          {["Turn", "Began", "Took", "Model", "Input", "Cached", "Output", "Context"].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {turns.map(({ head, prompt }) => (
          <tr key={head.index}>
            <th scope="row">
              <button type="button" onClick={() => go(head.index)} title={visible(prompt)}>
                {head.index + 1} <span className="usage-prompt">{visible(prompt)}</span>
              </button>
            </th>
            <td>{head.started_at === null ? "" : clock(head.started_at)}</td>
            <td>{head.duration_ms === null ? "" : duration(head.duration_ms)}</td>
            <td>{visible(head.model ?? "")}</td>
            <td>{head.usage === null ? "" : tokens(head.usage.input_tokens)}</td>
            <td>{head.usage === null ? "" : percent(head.usage.cached_input_tokens, head.usage.input_tokens)}</td>
            <td>{head.usage === null ? "" : tokens(head.usage.output_tokens)}</td>
            <td>
              {head.context_tokens === null || head.context_window === null
                ? ""
                : `${tokens(head.context_tokens)} of ${tokens(head.context_window)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
