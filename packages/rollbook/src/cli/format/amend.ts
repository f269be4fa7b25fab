// Applies amendments: the records of one session as they stand at its end.

import type { ActionRecord, ActionStreamRecord, AmendmentRecord } from "rollbook-core";

/**
 * The records without the amendments, each amended action with its final fields and the evidence of both. Order and
 * `seq` stay. An amendment whose action is not among the records changes nothing.
 */
export function applyAmendments(
  records: readonly ActionStreamRecord[],
): Exclude<ActionStreamRecord, AmendmentRecord>[] {
  const amended: Exclude<ActionStreamRecord, AmendmentRecord>[] = [];
  const places = new Map<string, number>();
  for (const record of records) {
    if (record.record === "amendment") {
      const place = places.get(record.action_id);
      const action = place === undefined ? undefined : amended[place];
      if (place !== undefined && action?.record === "action") amended[place] = amend(action, record);
    } else {
      if (record.record === "action") places.set(record.action_id, amended.length);
      amended.push(record);
    }
  }
  return amended;
}

function amend(action: ActionRecord, amendment: AmendmentRecord): ActionRecord {
  return { ...action, ...amendment.changed, evidence: [...action.evidence, ...amendment.evidence] };
}
