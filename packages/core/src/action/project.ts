// The projection of bytes that are at hand whole, for callers who have no need to stream.

import { createReader, type ReadOptions } from "../rollout/read.ts";
import type { ActionStreamRecord } from "./contract.ts";
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
  const reader = createReader({ long, pass: stream.pass }, stream.read);
  reader.push(bytes);
  stream.end(reader.end());
  return records;
}

/** Actions as they ended up: each with its amendments applied, in their order. */
export function applyAmendments(records: readonly ActionStreamRecord[]): ActionStreamRecord[] {
  const changes = new Map<string, object>();
  for (const record of records) {
    if (record.record === "amendment")
      changes.set(record.action_id, { ...changes.get(record.action_id), ...record.changed });
  }
  return records
    .filter((record) => record.record !== "amendment")
    .map((record) => (record.record === "action" ? { ...record, ...changes.get(record.action_id) } : record));
}
