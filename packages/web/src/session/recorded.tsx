// What a recording tells of the session: requests to the model, tried again or not, and what had to be approved.

import { type ReactNode, useState } from "react";
import type { Source } from "../source/contract.ts";
import type { Outline } from "../source/outline.ts";
import { clock, duration, plural, tokens } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { answerOf, endingOf, type Request, tryOf, turnIndexOf, useRecorded } from "./recording.ts";
import "./recorded.css";

/** Requests shown; of more, the last. */
const MOST = 500;

interface RecordedProps {
  readonly source: Source;
  readonly outline: Outline;
  readonly go: (turn: number) => void;
}

export function Recorded({ source, outline, go }: RecordedProps): ReactNode {
  const facts = useRecorded(source, outline, true);
  if (facts === null) return null;
  const heads = outline.turns.map(({ head }) => head);
  const turnOf = ({ turn, at }: { readonly turn: string | null; readonly at: number | null }): ReactNode => {
    const index = turnIndexOf(heads, turn, at);
    if (index === null) return "–";
    return (
      <button type="button" className="link" onClick={() => go(index)}>
        {index + 1}
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
                <td>{turnOf(approval)}</td>
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
              <th scope="col">Items</th>
              <th scope="col">Tokens</th>
            </tr>
          </thead>
          <tbody>
            {facts.requests.slice(-MOST).map((request, index) => (
              <RequestRow key={index} request={request} turn={turnOf(request)} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function RequestRow({ request, turn }: { readonly request: Request; readonly turn: ReactNode }): ReactNode {
  const { at, end, first_byte_ms, last_byte_ms, input_items, input_tokens, output_tokens, change, kind } = request;
  const [open, setOpen] = useState(false);
  const words = [endingOf(request), tryOf(request), kind === null || kind === "turn" ? "" : kind];
  const told = visible(words.filter((word) => word !== "").join(" · ") || "complete");
  const isNews = change !== null && change.added.length + change.fields.length + change.removed > 0;
  return (
    <>
      <tr className={end === "complete" ? "" : "recorded-failed"}>
        <td>{turn}</td>
        <td>{at === null ? "–" : clock(at)}</td>
        <td>
          {isNews ? (
            <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? "▾" : "▸"} {told}
            </button>
          ) : (
            told
          )}
        </td>
        <td>{first_byte_ms === null ? "–" : duration(first_byte_ms)}</td>
        <td>{last_byte_ms === null ? "–" : duration(last_byte_ms)}</td>
        <td>{input_items ?? "–"}</td>
        <td>{input_tokens === null ? "–" : `${tokens(input_tokens)} in, ${tokens(output_tokens ?? 0)} out`}</td>
      </tr>
      {open && isNews ? (
        <tr>
          <td colSpan={7}>
            <Change change={change} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** What the request held that the one before did not. */
function Change({ change }: { readonly change: NonNullable<Request["change"]> }): ReactNode {
  const { removed, added, fields } = change;
  return (
    <ul className="recorded-change">
      {removed === 0 ? null : <li>− {plural(removed, "item")} of the request before</li>}
      {added.map(({ type, role, characters, text }, index) => (
        <li key={index}>
          + {visible(role === null ? type : `${type} ${role}`)}, {plural(characters, "character")}
          {text === "" ? null : (
            <>
              {": "}
              <code>{visible(text)}</code>
            </>
          )}
        </li>
      ))}
      {fields.length === 0 ? null : <li>~ {visible(fields.join(", "))}</li>}
    </ul>
  );
}
