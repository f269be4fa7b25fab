// Requests and approvals as people read them.

import type { Approval, InputItem, RecordedApproval, RecordedRequest } from "rollbook-core/recorded";
import type { ItemView } from "rollbook-core/view";
import { numbers, plural } from "../check/facts.ts";
import type { RecordedPart } from "./recorded.ts";
import { duration, localTime, tokens } from "./figures.ts";

/** Characters of an item's text on one line. */
const SHORT = 90;

/** All requests of a turn in one line. */
export function requestsLine(requests: readonly RecordedRequest[]): string {
  const firsts = requests.flatMap(({ first_byte_ms }) => first_byte_ms ?? []).toSorted((a, b) => a - b);
  const median = firsts[firsts.length >> 1];
  const slowest = firsts.at(-1);
  const again = requests.filter(({ attempt }) => attempt > 1);
  const waited = again.reduce((sum, { waited_ms }) => sum + (waited_ms ?? 0), 0);
  const faults = requests.filter(({ end }) => end !== "complete").map(endingOf);
  return [
    plural(requests.length, "request"),
    median === undefined ? null : `first byte after ${duration(median)}`,
    slowest === undefined || slowest === median ? null : `${duration(slowest)} at most`,
    again.length === 0 ? null : `${again.length} tried again${waited === 0 ? "" : `, ${duration(waited)} of waiting`}`,
    faults.length === 0 ? null : faults.slice(0, 3).join("; ") + (faults.length > 3 ? "; …" : ""),
  ]
    .filter((fact) => fact !== null)
    .join(" · ");
}

export interface RequestLines {
  readonly line: string;
  readonly failed: boolean;
  /** What it says that the one before did not. */
  readonly details: readonly string[];
}

/** One request with what is new in it. */
export function requestLines(request: RecordedRequest): RequestLines {
  const { at, attempt, waited_ms, first_byte_ms, last_byte_ms, input_items, usage, change, request_kind } = request;
  const kind = request_kind === null || request_kind === "turn" ? "request" : `request (${request_kind})`;
  const { input_tokens: spent = null, output_tokens: said = null } = usage ?? {};
  const facts = [
    localTime(at)?.clock ?? null,
    kind,
    attempt === 1 ? null : `try ${attempt}${waited_ms === null ? "" : ` after ${duration(waited_ms)}`}`,
    endingOf(request),
    first_byte_ms === null ? null : `first byte ${duration(first_byte_ms)}`,
    last_byte_ms === null ? null : `last ${duration(last_byte_ms)}`,
    input_items === null ? null : `${numbers(input_items)} ${input_items === 1 ? "item" : "items"}`,
    spent === null ? null : `${tokens(spent)} tokens in${cachedOf(request)}`,
    said === null ? null : `${tokens(said)} out`,
  ];
  const details: string[] = [];
  if (change !== null) {
    if (change.removed > 0) details.push(`− ${plural(change.removed, "item")} of the request before`);
    details.push(...change.added.map((item) => `+ ${itemLine(item)}`));
    if (change.fields.length > 0) details.push(`~ ${change.fields.join(", ")}`);
  }
  return { line: facts.filter((fact) => fact !== null).join(" · "), failed: request.end !== "complete", details };
}

export interface Wanted {
  /** It stands below the script it ran in. */
  readonly below: boolean;
  /** When it ran, to the millisecond. */
  readonly times: boolean;
}

/** What is shown of an item, with what became of the approval it needed, and what Codex's trace says of it. */
export function withRecorded(
  view: ItemView,
  id: string,
  recorded: RecordedPart | undefined,
  { below, times }: Wanted,
): ItemView {
  const approval = recorded !== undefined && Object.hasOwn(recorded.approvals, id) ? recorded.approvals[id] : undefined;
  const traced = recorded !== undefined && Object.hasOwn(recorded.traced, id) ? recorded.traced[id] : undefined;
  if (approval === undefined && traced === undefined) return view;
  const { parent_call_id = null, started_at = null, ended_at = null } = traced ?? {};
  const took = Date.parse(ended_at ?? "") - Date.parse(started_at ?? "");
  const remarks = [
    ...view.remarks,
    ...(approval === undefined ? [] : [approvalWords(approval)]),
    ...(parent_call_id === null ? [] : [below ? "in this script" : "in a script"]),
    ...(times && took >= 0 ? [`${preciseTime(started_at)} to ${preciseTime(ended_at)}`] : []),
  ];
  // What ends at once is told to have taken no time at all.
  const measured = (view.duration_ms ?? 0) > 0 || !(took >= 0) ? view.duration_ms : took;
  return { ...view, remarks, duration_ms: measured };
}

function preciseTime(at: string | null): string {
  const time = localTime(at);
  return time === null ? "" : `${time.clock}.${(at ?? "").slice(20, 23)}`;
}

/** `accepted by the user after 3.2 s`. */
export function approvalWords({ decision, by, asked_at, decided_at, reason }: Approval): string {
  const took = Date.parse(decided_at ?? "") - Date.parse(asked_at ?? "");
  const word = decision === null ? "approval asked for, and no answer on record" : DECIDED[decision];
  const end = decision === "cancelled" ? ", which ended the turn" : "";
  const who = by === null ? "" : ` by ${by === "user" ? "the user" : by}`;
  const after = took >= 0 ? ` after ${duration(took)}` : "";
  return `${word}${who}${after}${end}${reason === null ? "" : ` (asked: ${oneLine(reason)})`}`;
}

/** Of what never ran. */
export function refusedLine({ approval, command, call_id }: RecordedApproval): string {
  const what = command === null ? `${approval.asked_for ?? "something"} ${call_id ?? ""}`.trimEnd() : command.join(" ");
  return `${approvalWords(approval)}: ${oneLine(what)}`;
}

const DECIDED = {
  accepted: "approved",
  accepted_for_session: "approved for the session",
  declined: "declined",
  cancelled: "declined",
  unknown: "decided",
} as const;

function endingOf({ end, status, error }: RecordedRequest): string {
  const words = {
    complete: null,
    failed: "failed",
    cut: "cut",
    client_closed: "closed by Codex",
    unreachable: "no answer",
    open: "no end on record",
  }[end];
  const told = [status === null ? null : String(status), words].filter((word) => word !== null).join(" ");
  if (error === null) return told === "" ? "complete" : told;
  return `${told === "" ? "" : `${told}: `}${oneLine(error)}`;
}

function cachedOf({ usage }: RecordedRequest): string {
  const cached = usage?.cached_input_tokens ?? 0;
  return cached === 0 ? "" : ` (${tokens(cached)} cached)`;
}

function itemLine({ type, role, characters, text }: InputItem): string {
  const said = oneLine(text);
  return `${type}${role === null ? "" : ` ${role}`}, ${numbers(characters)} characters${said === "" ? "" : `: ${said}`}`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= SHORT ? line : `${line.slice(0, SHORT - 1)}…`;
}
