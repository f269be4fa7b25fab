// Lists inside a record that must agree with each other.

import type { RecordReading } from "../rollout/reading.ts";
import { payloadOf } from "../lineage/field.ts";
import { remark, type Remark } from "./finding.ts";

/** A compacted record of 0.169 describes each item of its history, so both lists have the same length. */
export function judgeItems(record: RecordReading): Remark | null {
  if (record.outer !== "compacted" || record.abridged === true) return null;
  const payload = payloadOf(record.value);
  const items = payload["replacement_history"];
  const described = payload["replacement_history_metadata"];
  if (!Array.isArray(items) || !Array.isArray(described) || items.length === described.length) return null;
  const message = `${described.length} items of replacement history are described, and there are ${items.length}`;
  return remark("replacement-history-metadata-length", record.at, message, {
    path: "payload.replacement_history_metadata",
    expected: String(items.length),
    found: String(described.length),
  });
}
