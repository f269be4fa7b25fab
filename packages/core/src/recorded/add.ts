// What a recording adds to actions: approvals, the script a nested call ran in, and when calls ran.

import type { ActionRecord, ActionStreamRecord, Evidence } from "../action/index.ts";
import type { RecordedApproval } from "./approvals.ts";
import type { TracedCall } from "./calls.ts";
import type { LinePlace } from "./lines.ts";

/** What was read of a recording, with the paths evidence names. */
export interface AddedFrom {
  readonly meta: string;
  readonly approvals: readonly RecordedApproval[];
  readonly calls: readonly (TracedCall & { readonly file: string })[];
}

/**
 * Gives each action the approval and the trace of its call. Nothing but these fields, `parent_action_id`, `inferred`
 * and `evidence` differs from what the session's files alone tell, and an action depends on no other.
 */
export function createAdding({
  meta,
  approvals,
  calls,
}: AddedFrom): (record: ActionStreamRecord) => ActionStreamRecord {
  const approved = new Map(approvals.flatMap((each) => entryOf(each.thread_id, each.call_id, each)));
  const traced = new Map(calls.flatMap((each) => entryOf(each.thread_id, each.call_id, each)));

  return (record) => {
    if (record.record !== "action" || record.marker !== null) return record;
    const call = record.action_id.toLowerCase();
    const approval = approved.get(call);
    const trace = traced.get(call);
    if (approval === undefined && trace === undefined) return record;
    return withTrace(withApproval(record, approval), trace);
  };

  function withApproval(action: ActionRecord, found: RecordedApproval | undefined): ActionRecord {
    if (found === undefined) return action;
    return {
      ...action,
      approval: found.approval,
      evidence: [...action.evidence, ...found.places.map((place) => evidence(meta, place, "approval"))],
    };
  }
}

function withTrace(action: ActionRecord, found: AddedFrom["calls"][number] | undefined): ActionRecord {
  if (found === undefined) return action;
  const { parent_call_id, thread_id, started_at, ended_at, places, file } = found;
  const parent = parent_call_id === null ? null : `${thread_id ?? action.session_id ?? ""}:${parent_call_id}`;
  return {
    ...action,
    parent_action_id: parent ?? action.parent_action_id,
    inferred: parent === null ? action.inferred : action.inferred.filter((field) => field !== "parent_action_id"),
    traced: { started_at, ended_at },
    evidence: [...action.evidence, ...places.map((place) => evidence(file, place, "trace"))],
  };
}

/** As an action's id names thread and call. */
function entryOf<E>(thread_id: string | null, call_id: string | null, each: E): readonly (readonly [string, E])[] {
  return thread_id === null || call_id === null ? [] : [[`${thread_id}:${call_id}`.toLowerCase(), each]];
}

function evidence(file: string, { line, offset, length }: LinePlace, kind: Evidence["kind"]): Evidence {
  return { file, line, offset, length, kind };
}
