// What a recording adds to a transcript: the requests of each turn, and approvals at what they were asked for.

import type { Approval, RecordedApproval, RecordedRequest, TracedCall } from "rollbook-core/recorded";
import type { Item, TurnHead } from "rollbook-core/thread";
import { filesOf, findRecording, placeOf, readRecording, type Recording } from "../../home/index.ts";
import { plural } from "../check/facts.ts";
import type { TurnPart } from "./book.ts";
import type { Subject } from "./head.ts";

/** Of a turn, or a part of one. */
export interface RecordedPart {
  /** Once for each turn, with its end. */
  readonly requests: readonly RecordedRequest[];
  /** By the ids of items. */
  readonly approvals: Readonly<Record<string, Approval>>;
  /** What Codex's trace says of calls, by the ids of items. */
  readonly traced: Readonly<Record<string, Traced>>;
  /** Of what never ran, so that there is no item of it: once for each turn, with its end. */
  readonly refused: readonly RecordedApproval[];
}

/** When a call ran, and the call of the script it ran in. */
export type Traced = Pick<TracedCall, "parent_call_id" | "started_at" | "ended_at">;

export interface Recorded {
  readonly recording: Recording;
  /** Where it is and what it holds, in a line. */
  readonly facts: string;
  /** The same part, with what is recorded of it. */
  readonly add: (part: TurnPart) => TurnPart;
}

/** Null where there is no recording of the thread. `whole`: what each request held is wanted too. */
export async function openRecorded({ id, header, chain }: Subject, whole: boolean): Promise<Recorded | null> {
  const paths = filesOf(chain).map(({ path }) => path);
  const { home } = placeOf(paths.at(-1) ?? "");
  const directory = findRecording({ home, ids: [header.root_id, id], paths });
  if (directory === null) return null;
  const recording = await readRecording(directory, { requests: whole ? "whole" : "brief", calls: true });
  const byTurn = Map.groupBy(recording.requests, ({ thread_id, turn_id }) => keyOf(thread_id ?? id, turn_id));
  const unnamed = recording.requests.filter(({ turn_id, request_kind }) => turn_id === null && request_kind === null);
  const byCall = new Map(recording.approvals.map((each) => [keyOf(each.thread_id ?? id, each.call_id), each]));
  const tracedBy = new Map(recording.calls.map((each) => [keyOf(each.thread_id ?? id, each.call_id), each]));
  const approvalsOf = Map.groupBy(recording.approvals, (each) => keyOf(each.thread_id ?? id, each.turn_id));
  const shown = new Set<RecordedApproval>();
  const told = new Set<string>();

  return {
    recording,
    facts: factsOf(recording, id),
    add(part) {
      const { head, items, over } = part;
      const thread = head.thread_id ?? id;
      const turn = keyOf(thread, head.id);
      const last = over && !told.has(turn);
      const requests = last ? [...(byTurn.get(turn) ?? []), ...unnamed.filter((each) => isWithin(head, each))] : [];
      if (over) told.add(turn);
      const approvals: Record<string, Approval> = {};
      const traced: Record<string, Traced> = {};
      for (const item of items) {
        const keys = [keyOf(thread, callOf(item)), keyOf(thread, item.id)];
        const call = keys.map((key) => tracedBy.get(key)).find((each) => each !== undefined);
        if (call !== undefined) {
          const { parent_call_id, started_at, ended_at } = call;
          traced[item.id] = { parent_call_id, started_at, ended_at };
        }
        const found = keys.map((key) => byCall.get(key)).find((each) => each !== undefined);
        if (found === undefined) continue;
        approvals[item.id] = found.approval;
        shown.add(found);
      }
      const refused = last ? (approvalsOf.get(turn) ?? []).filter((each) => !shown.has(each)) : [];
      const count = requests.length + refused.length + Object.keys(approvals).length + Object.keys(traced).length;
      return count === 0 ? part : { ...part, recorded: { requests, approvals, traced, refused } };
    },
  };
}

/** As the model named it. */
export function callOf({ id, content }: Item): string {
  return typeof content.id === "string" ? content.id : id;
}

/** A recording holds subagents and what the interface asks for itself, too: titles of sessions. */
function factsOf({ directory, requests, approvals }: Recording, id: string | null): string {
  const own = requests.filter(({ thread_id }) => thread_id === null || thread_id === id);
  const warming = own.filter(({ request_kind }) => request_kind === "prewarm").length;
  const others = requests.length - own.length;
  return [
    directory,
    requests.length === 0 ? null : plural(own.length, "request"),
    warming === 0 ? null : `${warming} of them to warm up`,
    others === 0 ? null : `${others} more of other threads`,
    approvals.length === 0 ? null : plural(approvals.length, "approval"),
  ]
    .filter((fact) => fact !== null)
    .join(" · ");
}

/** Older versions do not say which turn a request is of. */
function isWithin({ first_timestamp, last_timestamp }: TurnHead, { at }: RecordedRequest): boolean {
  const sent = Date.parse(at ?? "");
  return sent >= Date.parse(first_timestamp ?? "") && sent <= Date.parse(last_timestamp ?? "");
}

function keyOf(thread: string | null, id: string | null): string {
  return JSON.stringify([thread?.toLowerCase() ?? null, id]);
}
