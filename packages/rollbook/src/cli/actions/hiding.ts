// Hides secrets in records and counts what was hidden.

import type { ActionStreamRecord } from "rollbook-core";
import { createRedactor, type Redacted } from "../../redact/index.ts";

export interface Hiding {
  /** The record without its secrets; a promise only where rules have to be loaded for it. */
  readonly hide: (record: ActionStreamRecord) => ActionStreamRecord | Promise<ActionStreamRecord>;
  /** Spans hidden so far, by rule. */
  readonly hidden: () => Readonly<Record<string, number>>;
}

export function createHiding(): Hiding {
  const redactor = createRedactor();
  const counts: Record<string, number> = {};
  const count = ({ record, report }: Redacted<ActionStreamRecord>): ActionStreamRecord => {
    for (const { rule, count: spans } of report) counts[rule] = (counts[rule] ?? 0) + spans;
    return record;
  };
  return {
    hide(record) {
      const redacted = redactor.redact(record);
      return redacted instanceof Promise ? redacted.then(count) : count(redacted);
    },
    hidden: () => counts,
  };
}
