// The projection of bytes that are at hand whole, for callers who have no need to stream.

import { createReader, type ReadOptions } from "../rollout/read.ts";
import type { ActionStreamRecord, AmendmentRecord } from "./contract.ts";
import { createActionStream, type ActionStreamOptions } from "./stream.ts";

/** Reads a session file's bytes and gives its action stream; total. Defaults: nothing included, copies left out. */
export function projectActions(
  bytes: Uint8Array,
  options: Partial<ActionStreamOptions> & { readonly file: string },
  long: ReadOptions["long"] = "cut",
): ActionStreamRecord[] {
  const records: ActionStreamRecord[] = [];
  const stream = createActionStream({ withCopied: false, include: new Set(), ...options }, (record) =>
    records.push(record),
  );
  const reader = createReader({ long, pass: stream.pass, silent: true }, stream.read);
  reader.push(bytes);
  stream.end(reader.end());
  return records;
}

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
      if (place === undefined || action?.record !== "action") continue;
      amended[place] = { ...action, ...record.changed, evidence: [...action.evidence, ...record.evidence] };
    } else {
      if (record.record === "action") places.set(record.action_id, amended.length);
      amended.push(record);
    }
  }
  return amended;
}
