// Hides secrets in texts and counts what was hidden.

import { createRedactor } from "../../redact/index.ts";
import { describeHidden } from "../hidden.ts";

export interface TextHiding {
  readonly hide: (text: string) => Promise<string>;
  /** A sentence on what was hidden; null when nothing was. */
  readonly told: () => string | null;
}

/** `off` leaves every text as it is. */
export function createTextHiding(off: boolean): TextHiding {
  const redactor = createRedactor();
  const counts = new Map<string, number>();
  return {
    async hide(text) {
      if (off) return text;
      const { record, report } = await redactor.redact({ record: "text", text });
      for (const { rule, count } of report) counts.set(rule, (counts.get(rule) ?? 0) + count);
      return record.text;
    },
    told: () => (counts.size === 0 ? null : describeHidden(counts)),
  };
}
