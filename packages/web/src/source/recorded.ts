// What a server tells of a session's recording.

import { ask } from "./api.ts";
import type { Recorded } from "./contract.ts";

export async function readRecorded(session: string, whole: boolean): Promise<Recorded | null> {
  const { directory, problems, requests, approvals, calls } = await ask(
    "recording",
    { session },
    whole ? { whole } : {},
  );
  if (directory === null) return null;
  return {
    directory,
    problems,
    requests: requests.map(({ turn_id, at, ...rest }) => ({ ...rest, turn: turn_id, at: timeOf(at) })),
    approvals: approvals.map(({ turn_id, call_id, what, decision, by, reason, asked_at, decided_at }) => {
      const [asked, decided] = [timeOf(asked_at), timeOf(decided_at)];
      const took_ms = asked === null || decided === null ? null : Math.max(0, decided - asked);
      const at = asked ?? decided;
      return { turn: turn_id, call: call_id, what: what ?? "", decision, by, reason, at, took_ms };
    }),
    calls: calls.map(({ call_id, parent_call_id, started_at, ended_at }) => ({
      ...{ call: call_id, script: parent_call_id, began: timeOf(started_at), ended: timeOf(ended_at) },
    })),
  };
}

function timeOf(time: string | null): number | null {
  const at = Date.parse(time ?? "");
  return Number.isNaN(at) ? null : at;
}
