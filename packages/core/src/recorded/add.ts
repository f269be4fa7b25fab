// What a recording adds to actions: approvals, the script a nested call ran in, and when calls ran.

import {
  type ActionRecord,
  type ActionStreamRecord,
  type EndRecord,
  type Evidence,
  SCHEMA_VERSION,
} from "../action/index.ts";
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
 * and `evidence` differs from what the session's files alone tell, and an action depends on no other. Before the end
 * stand actions of which the files tell nothing, since they were declined before they ran.
 */
export function createAdding({
  meta,
  approvals,
  calls,
}: AddedFrom): (record: ActionStreamRecord) => readonly ActionStreamRecord[] {
  const approved = new Map(approvals.flatMap((each) => entryOf(each.thread_id, each.call_id, each)));
  const traced = new Map(calls.flatMap((each) => entryOf(each.thread_id, each.call_id, each)));
  const told = new Set<string>();
  let session: string | null = null;
  let next = 0;

  return (record) => {
    if (record.record === "session") session = record.session_id;
    if (record.record === "end") return withRefused(record);
    if (record.record !== "action") return [record];
    next = Math.max(next, record.seq + 1);
    if (record.marker !== null) return [record];
    const call = record.action_id.toLowerCase();
    told.add(call);
    const approval = approved.get(call);
    const trace = traced.get(call);
    if (approval === undefined && trace === undefined) return [record];
    return [withTrace(withApproval(record, approval), trace)];
  };

  function withRefused(end: EndRecord): readonly ActionStreamRecord[] {
    const refused = [...approved]
      .filter(([call, each]) => !told.has(call) && each.thread_id === session && isRefused(each))
      .map(([call, each]) => withTrace(withApproval(refusedAction(each, next++), each), traced.get(call)));
    if (refused.length === 0) return [end];
    const { actions, by_type, by_status } = end;
    const sums = { by_type: { ...by_type }, by_status: { ...by_status } };
    for (const { action_type, status } of refused) {
      sums.by_type[action_type] = (sums.by_type[action_type] ?? 0) + 1;
      sums.by_status[status] = (sums.by_status[status] ?? 0) + 1;
    }
    return [...refused, { ...end, actions: actions + refused.length, ...sums }];
  }

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

function isRefused({ approval: { decision } }: RecordedApproval): boolean {
  return decision === "declined" || decision === "cancelled";
}

/** What is known of it is what was asked. */
function refusedAction(
  { approval, thread_id, turn_id, call_id, command }: RecordedApproval,
  seq: number,
): ActionRecord {
  const { asked_for, asked_at, decided_at } = approval;
  return {
    ...{ record: "action", schema_version: SCHEMA_VERSION, session_id: thread_id, turn_id },
    timestamp: decided_at ?? asked_at,
    action_type: asked_for === "changes" ? "file_change" : asked_for === "command" ? "command_execution" : "tool_call",
    ...{ tool_name: null, command: command?.join(" ") ?? null, changed_paths: null, status: "declined", seq },
    action_id: `${thread_id ?? ""}:${call_id ?? ""}`,
    ...{ started_at: null, completed_at: decided_at, duration_ms: null, marker: null },
    ...{ argv: command !== null && command.length > 1 ? command : null, cwd: null, exit_code: null, changes: null },
    ...{ child_session_id: null, parent_action_id: null, effect: null, durability: "complete" },
    ...{ inferred: [], evidence: [] },
  };
}

/** As an action's id names thread and call. */
function entryOf<E>(thread_id: string | null, call_id: string | null, each: E): readonly (readonly [string, E])[] {
  return thread_id === null || call_id === null ? [] : [[`${thread_id}:${call_id}`.toLowerCase(), each]];
}

function evidence(file: string, { line, offset, length }: LinePlace, kind: Evidence["kind"]): Evidence {
  return { file, line, offset, length, kind };
}
