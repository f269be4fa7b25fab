// Hides secrets in single texts, and counts what was hidden.

import { createRedactor } from "../redact/index.ts";
import { describeHidden } from "./hidden.ts";

export interface TextHiding {
  readonly hide: (text: string) => Promise<string>;
  /** What was hidden, as a sentence for a person; null when nothing was. */
  readonly told: () => string | null;
}

export function createTextHiding(): TextHiding {
  const redactor = createRedactor();
  const counts = new Map<string, number>();
  return {
    async hide(text) {
      const { record, report } = await redactor.redact({ record: "text", text });
      for (const { rule, count } of report) counts.set(rule, (counts.get(rule) ?? 0) + count);
      return record.text;
    },
    told: () => (counts.size === 0 ? null : describeHidden(counts)),
  };
}
