// The turns of a session as a list to go along: prompts, errors, changes, compactions, time.

import { memo, type ReactNode, useEffect, useRef } from "react";
import type { TurnOutline } from "../source/outline.ts";
import { clock, duration } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { useWindow } from "../window/known.ts";
import "./navigator.css";

const HEIGHT = 50;
const heightOfTurn = (): number => HEIGHT;

interface NavigatorProps {
  readonly turns: readonly TurnOutline[];
  readonly current: number | null;
  /** Turns of which something is shown; null for all. */
  readonly shown: ReadonlySet<number> | null;
  readonly go: (turn: number) => void;
  /** What stands above the turns. */
  readonly children: ReactNode;
}

export const Navigator = memo(function Navigator({ turns, current, shown, go, children }: NavigatorProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const { first, end, offsets, show } = useWindow(scroller, turns.length, heightOfTurn);
  const at = turns.findIndex(({ head }) => head.index === current);
  useEffect(() => {
    if (at !== -1) show(at, "nearest");
  }, [at, show]);
  return (
    <nav className="navigator" aria-label="Turns">
      {children}
      <div className="navigator-scroller" ref={scroller}>
        <div className="navigator-all" style={{ height: offsets.at(-1) }}>
          {turns.slice(first, end).map((turn, place) => (
            <button
              key={turn.head.index}
              type="button"
              className={classOf(turn, shown)}
              aria-current={first + place === at}
              style={{ transform: `translateY(${offsets[first + place] ?? 0}px)`, height: HEIGHT }}
              onClick={() => go(turn.head.index)}
            >
              <NavigatorTurn turn={turn} />
            </button>
          ))}
        </div>
      </div>
    </nav>
  );
});

function classOf({ head }: TurnOutline, shown: ReadonlySet<number> | null): string {
  const withdrawn = head.withdrawn === null ? "" : " withdrawn";
  return `navigator-turn${withdrawn}${shown === null || shown.has(head.index) ? "" : " left-out"}`;
}

function NavigatorTurn({ turn }: { readonly turn: TurnOutline }): ReactNode {
  const { head, prompt, errors, added, removed, compactions } = turn;
  return (
    <>
      <span className="navigator-prompt">{prompt === "" ? wordless(turn) : visible(prompt)}</span>
      <span className="navigator-facts">
        <span className="navigator-number">{head.index + 1}</span>
        {head.started_at === null ? null : <span>{clock(head.started_at)}</span>}
        {head.duration_ms === null ? null : <span>{duration(head.duration_ms)}</span>}
        <span className="space" />
        {head.status === "interrupted" ? <span className="badge amber">interrupted</span> : null}
        {head.withdrawn === null ? null : <span className="badge">withdrawn</span>}
        {compactions > 0 ? <span className="badge amber">compacted</span> : null}
        {added + removed > 0 ? (
          <span className="counts">
            <span className="plus">+{added}</span> <span className="minus">−{removed}</span>
          </span>
        ) : null}
        {errors > 0 ? (
          <span className="badge red" title={`${errors} failed`}>
            {errors} ✕
          </span>
        ) : null}
      </span>
    </>
  );
}

function wordless({ rows }: TurnOutline): ReactNode {
  const first = rows.find(({ kind, quiet }) => !quiet && kind !== "reasoning") ?? rows[0];
  return <span className="wordless">{first === undefined ? "an empty turn" : visible(first.title)}</span>;
}
