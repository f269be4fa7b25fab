// What a recording tells, in its place: approvals and exact times at calls, requests at turns, tries on the strip of time.

import { memo, type ReactNode } from "react";
import type { Row } from "../source/contract.ts";
import type { TurnOutline } from "../source/outline.ts";
import { clock, duration } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { useSession } from "./context.ts";
import { answerOf, endingOf, summaryOf, tryOf } from "./recording.ts";
import type { Timescale } from "./timescale.ts";
import "./told.css";

/** Beside a call: what became of its approval, how long it ran where the session does not tell, and, unfolded, when. */
export const ToldOfItem = memo(function ToldOfItem({
  row,
  unfolded,
}: {
  readonly row: Row;
  readonly unfolded: boolean;
}): ReactNode {
  const { recording } = useSession();
  const approval = recording?.approvalOf(row) ?? null;
  const { began = null, ended = null } = recording?.callOf(row) ?? {};
  const ran = began === null || ended === null ? null : { began, ended };
  const told = (row.duration_ms ?? 0) > 0;
  return (
    <>
      {approval === null ? null : (
        <span className={`told-approval ${approval.decision ?? ""}`} title={approval.reason ?? undefined}>
          {approval.decision === null ? "approval asked for, no answer on record" : answerOf(approval)}
        </span>
      )}
      {ran === null || !unfolded ? null : (
        <span title="As Codex's own trace tells">
          {precise(ran.began)} to {precise(ran.ended)}
        </span>
      )}
      {ran === null || told ? null : <span>{duration(ran.ended - ran.began)}</span>}
    </>
  );
});

function precise(at: number): string {
  return `${clock(at)}.${String(at % 1000).padStart(3, "0")}`;
}

/** At the head of a turn: its requests, and what was asked for in it and never ran. */
export const ToldOfTurn = memo(function ToldOfTurn({ turn }: { readonly turn: TurnOutline }): ReactNode {
  const { recording } = useSession();
  const requests = recording?.requestsOf(turn.head) ?? [];
  const refused = recording?.refusedOf(turn.head, turn.rows) ?? [];
  if (requests.length === 0 && refused.length === 0) return null;
  const failed = requests.some(({ end }) => end !== "complete");
  return (
    <div className="told-turn">
      {requests.length === 0 ? null : <p className={failed ? "told-failed" : ""}>{visible(summaryOf(requests))}</p>}
      {refused.map((approval, index) => (
        <p key={index} className="told-failed">
          {answerOf(approval)}: <code>{visible(approval.what.slice(0, 500))}</code>
        </p>
      ))}
    </div>
  );
});

/** Requests that failed, and how long was waited until the next try. */
export const ToldOfTime = memo(function ToldOfTime({ scale }: { readonly scale: Timescale }): ReactNode {
  const { recording } = useSession();
  const marks = (recording?.requests ?? []).flatMap((request) => {
    const { at, end, waited_ms } = request;
    if (at === null || (end === "complete" && request.attempt === 1)) return [];
    const from = scale.place(at - (waited_ms ?? 0));
    return [
      {
        left: from,
        width: scale.place(at) - from,
        text: `${clock(at)} ${[tryOf(request), endingOf(request)].filter((fact) => fact !== "").join(" · ")}`,
        failed: end !== "complete",
      },
    ];
  });
  return marks.map(({ left, width, text, failed }, index) => (
    <span
      key={index}
      className={failed ? "told-mark failed" : "told-mark"}
      style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
      title={visible(text)}
    />
  ));
});
