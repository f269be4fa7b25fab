// What a recording adds to a transcript: the requests of each turn, and approvals at what they were asked for.

import type { Approval, RecordedRequest } from "rollbook-core/recorded";
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
}

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
  const recording = await readRecording(directory, { requests: whole ? "whole" : "brief", calls: false });
  const byTurn = Map.groupBy(recording.requests, ({ thread_id, turn_id }) => keyOf(thread_id ?? id, turn_id));
  const byCall = new Map(recording.approvals.map((each) => [keyOf(each.thread_id ?? id, each.call_id), each.approval]));
  const told = new Set<string>();

  return {
    recording,
    facts: factsOf(recording),
    add(part) {
      const { head, items, over } = part;
      const thread = head.thread_id ?? id;
      const turn = keyOf(thread, head.id);
      const requests = over && !told.has(turn) ? (byTurn.get(turn) ?? []) : [];
      if (over) told.add(turn);
      const approvals: Record<string, Approval> = {};
      for (const item of items) {
        const call = typeof item.content.id === "string" ? item.content.id : item.id;
        const approval = byCall.get(keyOf(thread, call)) ?? byCall.get(keyOf(thread, item.id));
        if (approval !== undefined) approvals[item.id] = approval;
      }
      if (requests.length === 0 && Object.keys(approvals).length === 0) return part;
      return { ...part, recorded: { requests, approvals } };
    },
  };
}

function factsOf({ directory, requests, approvals }: Recording): string {
  const beside = requests.filter(({ turn_id }) => turn_id === null).length;
  return [
    directory,
    requests.length === 0 ? null : plural(requests.length, "request"),
    beside === 0 ? null : `${beside} of them outside of turns`,
    approvals.length === 0 ? null : plural(approvals.length, "approval"),
  ]
    .filter((fact) => fact !== null)
    .join(" · ");
}

function keyOf(thread: string | null, id: string | null): string {
  return JSON.stringify([thread?.toLowerCase() ?? null, id]);
}
