// What a recording tells of the session at hand, by turn and by call, and the words for it.

import { useEffect, useMemo, useState } from "react";
import type { Recorded, Row, Source, TurnRow } from "../source/contract.ts";
import type { Outline } from "../source/outline.ts";
import { duration, plural } from "../text/figures.ts";
import { visible } from "../text/visible.ts";

export type Request = Recorded["requests"][number];
export type Approval = Recorded["approvals"][number];
export type Call = Recorded["calls"][number];

export interface Recording {
  readonly requests: readonly Request[];
  readonly requestsOf: (turn: TurnRow) => readonly Request[];
  readonly approvalOf: (row: Row) => Approval | null;
  readonly callOf: (row: Row) => Call | null;
  /** What was asked for in a turn, and never ran. */
  readonly refusedOf: (turn: TurnRow, rows: readonly Row[]) => readonly Approval[];
}

export function createRecording({ requests, approvals, calls }: Recorded, turns: readonly TurnRow[]): Recording {
  const ids = new Map(turns.map(({ id, index }) => [id, index]));
  // Short ids of calls are counted anew in every turn.
  const keyOf = (turn: number | null, call: string): string => `${turn ?? ""} ${call}`;
  const approved = new Map<string, Approval>();
  for (const approval of approvals) {
    if (approval.call !== null) approved.set(keyOf(ids.get(approval.turn ?? "") ?? null, approval.call), approval);
  }
  const ran = new Map(calls.map((call) => [call.call, call]));
  const sent = Map.groupBy(requests, ({ turn, at }) => ids.get(turn ?? "") ?? turnIndexOf(turns, null, at));
  const approvalOf = ({ turn, id }: Row): Approval | null =>
    approved.get(keyOf(turn, id)) ?? approved.get(keyOf(null, id)) ?? null;
  return {
    requests,
    requestsOf: ({ index }) => sent.get(index) ?? [],
    approvalOf,
    callOf: ({ id }) => ran.get(id) ?? null,
    refusedOf({ id }, rows) {
      const told = new Set(rows.map(approvalOf));
      return approvals.filter((approval) => approval.turn === id && !told.has(approval));
    },
  };
}

/** Index of the turn that is named, or else the one of that time: older versions name none, or others than their files. */
export function turnIndexOf(turns: readonly TurnRow[], id: string | null, at: number | null): number | null {
  const named = turns.find((turn) => turn.id === id);
  if (named !== undefined || at === null) return named?.index ?? null;
  const within = turns.find(
    ({ started_at, ended_at }) => started_at !== null && ended_at !== null && at >= started_at && at <= ended_at,
  );
  return within?.index ?? null;
}

const DECIDED: Readonly<Record<string, string>> = {
  accepted: "approved",
  accepted_for_session: "approved for the session",
  declined: "declined",
  cancelled: "declined",
  unknown: "decided",
};

/** `approved by the user after 3.2 s`. */
export function answerOf({ decision, by, took_ms }: Approval): string {
  if (decision === null) return "none on record";
  const who = by === null ? "" : ` by ${by === "user" ? "the user" : by}`;
  const after = took_ms === null ? "" : ` after ${duration(took_ms)}`;
  const end = decision === "cancelled" ? ", which ended the turn" : "";
  return visible(`${DECIDED[decision] ?? decision}${who}${after}${end}`);
}

/** How a request ended: `500 failed: boom`; nothing where all was well. */
export function endingOf({ status, end, error }: Request): string {
  const told = [status, end === "complete" ? null : end.replaceAll("_", " ")].filter((word) => word).join(" ");
  return error === null ? told : `${told === "" ? "" : `${told}: `}${error.slice(0, 300)}`;
}

/** `try 2 after 201 ms`; nothing of the first. */
export function tryOf({ attempt, waited_ms }: Request): string {
  return attempt === 1 ? "" : `try ${attempt}${waited_ms === null ? "" : ` after ${duration(waited_ms)}`}`;
}

/** All requests of a turn in a line. */
export function summaryOf(requests: readonly Request[]): string {
  const again = requests.filter(({ attempt }) => attempt > 1);
  const waited = again.reduce((sum, { waited_ms }) => sum + (waited_ms ?? 0), 0);
  const faults = requests.filter(({ end }) => end !== "complete").map(endingOf);
  return [
    plural(requests.length, "request"),
    again.length === 0 ? "" : `${again.length} tried again${waited === 0 ? "" : `, ${duration(waited)} of waiting`}`,
    faults.slice(0, 3).join("; ") + (faults.length > 3 ? "; …" : ""),
  ]
    .filter((fact) => fact !== "")
    .join(" · ");
}

/** Asked for when the session has been read, and again with each turn that begins or ends. */
export function useRecorded(source: Source, { done, turns }: Outline, whole: boolean): Recorded | null {
  const [facts, setFacts] = useState<Recorded | null>(null);
  const last = turns.at(-1)?.head.status;
  useEffect(() => {
    if (!done) return undefined;
    let here = true;
    source.recorded(whole).then(
      (told) => here && setFacts(told),
      // Then there is nothing to show.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [source, done, whole, turns.length, last]);
  return facts;
}

export function useRecording(source: Source, outline: Outline): Recording | null {
  const facts = useRecorded(source, outline, false);
  const { turns } = outline;
  return useMemo(() => {
    const heads = turns.map(({ head }) => head);
    return facts === null ? null : createRecording(facts, heads);
    // Turns that are known do not change what is told of them.
  }, [facts, turns.length]);
}
