// What was asked of whoever approves, and what was answered: the approvals of session_meta.log, by call.

import type { Approval, ApprovalDecision } from "../action/index.ts";
import { arrayOf, objectOf, textOf, type Json } from "./json.ts";
import type { LinePlace } from "./lines.ts";

/** An approval with the lines of session_meta.log that tell it. */
export interface RecordedApproval {
  readonly approval: Approval;
  readonly thread_id: string | null;
  readonly turn_id: string | null;
  readonly call_id: string | null;
  readonly command: readonly string[] | null;
  readonly places: readonly LinePlace[];
}

const DECISIONS: ReadonlySet<string> = new Set(["accepted", "accepted_for_session", "declined", "cancelled"]);

export interface ApprovalsFold {
  readonly take: (record: Json, place: LinePlace) => void;
  readonly end: () => readonly RecordedApproval[];
}

/**
 * Joins questions and answers by thread, turn and call. Several taps may tell of one: what the first says stands, later
 * ones fill in what it left open. A question after an answer is another one.
 */
export function createApprovals(): ApprovalsFold {
  const all: RecordedApproval[] = [];
  const latest = new Map<string, number>();

  return {
    take(record, place) {
      const asks = record["type"] === "approval_requested";
      if (!asks && record["type"] !== "approval_decided") return;
      const call_id = textOf(record["call_id"]);
      const key = JSON.stringify([textOf(record["thread_id"]), call_id ?? textOf(record["turn_id"])]);
      const now = approvalOf(record, place, asks);
      const at = latest.get(key) ?? -1;
      const before = all[at];
      const another = before === undefined || (asks && before.approval.decision !== null && !isEcho(before, now));
      if (another) {
        latest.set(key, all.push(now) - 1);
        return;
      }
      all[at] = merge(before, now);
    },
    end: () => all,
  };
}

function approvalOf(record: Json, place: LinePlace, asks: boolean): RecordedApproval {
  const at = textOf(record["at"]);
  const decision = textOf(record["decision"]);
  return {
    approval: {
      asked_for: textOf(record["asked_for"]),
      asked_at: asks ? at : null,
      decided_at: asks ? null : at,
      decision: asks || decision === null ? null : DECISIONS.has(decision) ? (decision as ApprovalDecision) : "unknown",
      by: asks ? null : textOf(record["by"]),
      reason: asks ? textOf(record["reason"]) : null,
    },
    thread_id: textOf(record["thread_id"]),
    turn_id: textOf(record["turn_id"]),
    call_id: textOf(record["call_id"]),
    command: objectOf(record) === null ? null : commandOf(record["command"]),
    places: [place],
  };
}

/** The same question, as another tap tells it. */
function isEcho({ approval }: RecordedApproval, { approval: now }: RecordedApproval): boolean {
  if (approval.asked_at === null || now.asked_at === null) return approval.asked_at === null;
  return now.asked_at <= (approval.decided_at ?? "");
}

function merge(before: RecordedApproval, now: RecordedApproval): RecordedApproval {
  const [a, b] = [before.approval, now.approval];
  return {
    approval: {
      asked_for: a.asked_for ?? b.asked_for,
      asked_at: a.asked_at ?? b.asked_at,
      decided_at: a.decided_at ?? b.decided_at,
      decision: a.decision === null || a.decision === "unknown" ? (b.decision ?? a.decision) : a.decision,
      by: a.by ?? b.by,
      reason: a.reason ?? b.reason,
    },
    thread_id: before.thread_id ?? now.thread_id,
    turn_id: before.turn_id ?? now.turn_id,
    call_id: before.call_id ?? now.call_id,
    command: before.command ?? now.command,
    places: [...before.places, ...now.places],
  };
}

function commandOf(value: unknown): readonly string[] | null {
  const words = arrayOf(value).filter((word) => typeof word === "string");
  return Array.isArray(value) ? words : null;
}
