// Hides secrets in records and counts what was hidden.

import { type ActionStreamRecord, findSecrets, redactRecord } from "rollbook-core";

export interface Redactor {
  readonly hide: (record: ActionStreamRecord) => ActionStreamRecord;
  /** Spans hidden so far, by rule. */
  readonly hidden: () => Readonly<Record<string, number>>;
}

export function createRedactor(): Redactor {
  const counts: Record<string, number> = {};
  return {
    hide(record) {
      const { record: safe, report } = redactRecord(record, findSecrets);
      for (const { rule, count } of report) counts[rule] = (counts[rule] ?? 0) + count;
      return safe;
    },
    hidden: () => counts,
  };
}
