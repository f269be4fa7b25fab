// Where a turn begins: its number, time, model, and how it ended.

import { memo, type ReactNode } from "react";
import { Icon } from "../app/icon.tsx";
import type { TurnOutline } from "../source/outline.ts";
import { clock, day, duration, percent, plural, tokens } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { ToldOfTurn } from "./told.tsx";
import "./turn.css";

export const TurnLine = memo(function TurnLine({
  turn,
  newDay,
}: {
  readonly turn: TurnOutline;
  readonly newDay: boolean;
}): ReactNode {
  const { head, rows } = turn;
  const { status, error, withdrawn, inherited, model, effort, started_at, duration_ms, usage } = head;
  const full =
    head.context_tokens === null || head.context_window === null || head.context_window <= 0
      ? null
      : percent(head.context_tokens, head.context_window);
  return (
    <div className={`turn${withdrawn === null ? "" : " withdrawn"}`}>
      <h2>Turn {head.index + 1}</h2>
      <span className="turn-facts">
        {started_at === null ? null : (
          <time dateTime={new Date(started_at).toISOString()}>
            {newDay ? `${day(started_at)} ` : ""}
            {clock(started_at)}
          </time>
        )}
        {duration_ms === null ? null : <span>{duration(duration_ms)}</span>}
        {model === null ? null : <span>{visible([model, effort].filter((word) => word !== null).join(" "))}</span>}
        <span className="turn-more">{plural(rows.length, "item")}</span>
        {usage === null ? null : <span className="turn-more">{tokens(usage.total_tokens)} tokens</span>}
        {full === null ? null : <span className="turn-more">context {full} full</span>}
        {inherited ? <span className="badge">from another thread</span> : null}
        {withdrawn === null ? null : (
          <span className="badge">{withdrawn === "reverted" ? "reverted" : "rolled back"}</span>
        )}
        {status === "completed" ? null : (
          <span className={`badge ${status === "failed" ? "red" : "amber"}`}>
            {status === "in_progress" ? "no end on record" : status}
          </span>
        )}
      </span>
      <ToldOfTurn turn={turn} />
      {error === null ? null : (
        <p className="turn-error">
          <Icon name="damage" /> <span>{visible(error.slice(0, 4000))}</span>
        </p>
      )}
    </div>
  );
});
