// Charts of a session's turns: how full the context was, and what was spent.

import type { ReactNode } from "react";
import type { TurnOutline } from "../source/outline.ts";
import { tokens } from "../text/figures.ts";

const HEIGHT = 120;

/** What is shown of turns, and leads to one of them. */
export interface TurnsProps {
  readonly turns: readonly TurnOutline[];
  readonly go: (turn: number) => void;
}

export function Charts({ turns, go }: TurnsProps): ReactNode {
  return (
    <>
      <section>
        <h2>Context, as full as it was at the end of each turn</h2>
        <Legend
          names={[
            ["context", "used; the upper line is the whole window"],
            ["nearly-full", "more than 80 % used"],
            ["compaction-mark", "compacted in this turn"],
          ]}
        />
        <Chart turns={turns} label="Context by turn" go={go} bars={contextBars} told={contextTold} />
      </section>
      <section>
        <h2>Tokens of each turn</h2>
        <Legend
          names={[
            ["cached", "input that was cached"],
            ["fresh", "other input"],
            ["output", "output"],
          ]}
        />
        <Chart turns={turns} label="Tokens by turn" go={go} bars={tokenBars(turns)} told={tokensTold} />
      </section>
    </>
  );
}

interface Bar {
  readonly name: string;
  /** From 0 to 1. */
  readonly height: number;
}

function contextBars({ head: { context_tokens, context_window } }: TurnOutline): readonly Bar[] {
  if (context_tokens === null || context_window === null || context_window <= 0) return [];
  const height = Math.min(1, context_tokens / context_window);
  return [{ name: height > 0.8 ? "nearly-full" : "context", height }];
}

function tokenBars(turns: readonly TurnOutline[]): (turn: TurnOutline) => readonly Bar[] {
  const most = turns.reduce((max, { head }) => Math.max(max, head.usage?.total_tokens ?? 0), 1);
  return ({ head: { usage } }) =>
    usage === null
      ? []
      : [
          { name: "cached", height: usage.cached_input_tokens / most },
          { name: "fresh", height: Math.max(0, usage.input_tokens - usage.cached_input_tokens) / most },
          { name: "output", height: usage.output_tokens / most },
        ];
}

function contextTold({ head: { context_tokens, context_window }, compactions }: TurnOutline): string {
  const full =
    context_tokens === null || context_window === null
      ? "its context is not told"
      : `${tokens(context_tokens)} of ${tokens(context_window)}`;
  return compactions > 0 ? `${full}, compacted` : full;
}

function tokensTold({ head: { usage } }: TurnOutline): string {
  if (usage === null) return "its tokens are not told";
  return `${tokens(usage.input_tokens)} of input, ${tokens(usage.cached_input_tokens)} of them cached; ${tokens(usage.output_tokens)} of output`;
}

function Legend({ names }: { readonly names: readonly (readonly [name: string, told: string])[] }): ReactNode {
  return (
    <ul className="legend">
      {names.map(([name, told]) => (
        <li key={name}>
          <i className={name} /> {told}
        </li>
      ))}
    </ul>
  );
}

interface ChartProps {
  readonly turns: readonly TurnOutline[];
  readonly label: string;
  readonly bars: (turn: TurnOutline) => readonly Bar[];
  /** The same in words. */
  readonly told: (turn: TurnOutline) => string;
  readonly go: (turn: number) => void;
}

/** The table below says the same in words. */
function Chart({ turns, label, bars, told, go }: ChartProps): ReactNode {
  return (
    <div
      className="chart"
      role="img"
      aria-label={label}
      // Of many turns the gaps alone would be wider than the page.
      style={{ columnGap: `min(1px, ${30 / turns.length}%)` }}
    >
      {turns.map((turn) => {
        const { head, compactions } = turn;
        return (
          <div
            key={head.index}
            className="chart-turn"
            title={`Turn ${head.index + 1}: ${told(turn)}`}
            onClick={() => go(head.index)}
          >
            {compactions > 0 ? <span className="compaction-mark" /> : null}
            {bars(turn).map(({ name, height }) => (
              <span key={name} className={name} style={{ height: Math.max(height > 0 ? 1 : 0, height * HEIGHT) }} />
            ))}
          </div>
        );
      })}
    </div>
  );
}
