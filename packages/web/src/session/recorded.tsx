// What a recording tells of the session: requests to the model, tried again or not, and what had to be approved.

import { type ReactNode, useEffect, useState } from "react";
import type { Recorded as Facts, Source, TurnRow } from "../source/contract.ts";
import type { Outline } from "../source/outline.ts";
import { clock, duration, plural } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import "./recorded.css";

/** Requests shown; of more, the last. */
const MOST = 500;

interface RecordedProps {
  readonly source: Source;
  readonly outline: Outline;
  readonly go: (turn: number) => void;
}

export function Recorded({ source, outline, go }: RecordedProps): ReactNode {
  const facts = useRecorded(source, outline);
  if (facts === null) return null;
  const turnOf = (turn: string | null, at: number | null): ReactNode => {
    const named = outline.turns.find(({ head: { id } }) => id === turn);
    // Older versions name no turns, or others than their files do.
    const meant = named ?? outline.turns.find(({ head }) => isWithin(head, at));
    const head = meant?.head;
    if (head === undefined) return "–";
    return (
      <button type="button" className="link" onClick={() => go(head.index)}>
        {head.index + 1}
      </button>
    );
  };
  const again = facts.requests.filter(({ attempt }) => attempt > 1).length;
  return (
    <section className="recorded">
      <h2>Recording</h2>
      <p className="fact">
        {visible(facts.directory)} · {plural(facts.requests.length, "request")}
        {again === 0 ? "" : `, ${again} of them tried again`} · {plural(facts.approvals.length, "approval")}
      </p>
      {facts.problems.map((problem) => (
        <p key={problem} className="recorded-problem">
          {visible(problem)}
        </p>
      ))}
      {facts.approvals.length === 0 ? null : (
        <table>
          <caption>Approvals</caption>
          <thead>
            <tr>
              <th scope="col">Turn</th>
              <th scope="col">At</th>
              <th scope="col">What</th>
              <th scope="col">Answer</th>
            </tr>
          </thead>
          <tbody>
            {facts.approvals.map((approval, index) => (
              <tr key={index}>
                <td>{turnOf(approval.turn, approval.at)}</td>
                <td>{approval.at === null ? "–" : clock(approval.at)}</td>
                <td>
                  <code>{visible(approval.what.slice(0, 500))}</code>
                  {approval.reason === null ? null : <p className="fact">{visible(approval.reason.slice(0, 500))}</p>}
                </td>
                <td>{answerOf(approval)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {facts.requests.length === 0 ? null : (
        <table>
          <caption>Requests to the model</caption>
          <thead>
            <tr>
              <th scope="col">Turn</th>
              <th scope="col">At</th>
              <th scope="col">Answer</th>
              <th scope="col">First byte</th>
              <th scope="col">Last byte</th>
            </tr>
          </thead>
          <tbody>
            {facts.requests.slice(-MOST).map((request, index) => (
              <tr key={index} className={request.end === "complete" ? "" : "recorded-failed"}>
                <td>{turnOf(request.turn, request.at)}</td>
                <td>{request.at === null ? "–" : clock(request.at)}</td>
                <td>{wordsOf(request)}</td>
                <td>{request.first_byte_ms === null ? "–" : duration(request.first_byte_ms)}</td>
                <td>{request.last_byte_ms === null ? "–" : duration(request.last_byte_ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function isWithin({ started_at, ended_at }: TurnRow, at: number | null): boolean {
  return at !== null && started_at !== null && ended_at !== null && at >= started_at && at <= ended_at;
}

const DECIDED: Readonly<Record<string, string>> = {
  accepted: "approved",
  accepted_for_session: "approved for the session",
  declined: "declined",
  cancelled: "declined",
  unknown: "decided",
};

function answerOf({ decision, by, took_ms }: Facts["approvals"][number]): string {
  if (decision === null) return "none on record";
  const who = by === null ? "" : ` by ${by === "user" ? "the user" : by}`;
  const after = took_ms === null ? "" : ` after ${duration(took_ms)}`;
  const end = decision === "cancelled" ? ", which ended the turn" : "";
  return visible(`${DECIDED[decision] ?? decision}${who}${after}${end}`);
}

function wordsOf({ status, end, error, attempt, waited_ms, kind }: Facts["requests"][number]): string {
  const facts = [
    [status, end === "complete" ? null : end.replaceAll("_", " "), error?.slice(0, 300)]
      .filter((word) => word)
      .join(" "),
    attempt === 1 ? "" : `try ${attempt}${waited_ms === null ? "" : ` after ${duration(waited_ms)}`}`,
    kind === null || kind === "turn" ? "" : kind,
  ];
  const text = facts.filter((fact) => fact !== "").join(" · ");
  return text === "" ? "complete" : visible(text);
}

function useRecorded(source: Source, { done, read }: Outline): Facts | null {
  const [facts, setFacts] = useState<Facts | null>(null);
  useEffect(() => {
    if (!done) return undefined;
    let here = true;
    source.recorded().then(
      (told) => here && setFacts(told),
      // Then there is nothing to show.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [source, done, read]);
  return facts;
}
