// What a server tells of a session's recording.

import { ask } from "./api.ts";
import type { Recorded } from "./contract.ts";

export async function readRecorded(session: string): Promise<Recorded | null> {
  const { directory, problems, requests, approvals } = await ask("recording", { session });
  if (directory === null) return null;
  return {
    directory,
    problems,
    requests: requests.map(({ turn_id, at, ...rest }) => ({ ...rest, turn: turn_id, at: timeOf(at) })),
    approvals: approvals.map(({ turn_id, what, decision, by, reason, asked_at, decided_at }) => {
      const [asked, decided] = [timeOf(asked_at), timeOf(decided_at)];
      const took_ms = asked === null || decided === null ? null : Math.max(0, decided - asked);
      return { turn: turn_id, what: what ?? "", decision, by, reason, at: asked ?? decided, took_ms };
    }),
  };
}

function timeOf(time: string | null): number | null {
  const at = Date.parse(time ?? "");
  return Number.isNaN(at) ? null : at;
}
