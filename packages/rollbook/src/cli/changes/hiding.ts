// Hides secrets in what is told of changes, and counts what was hidden.

import { createDeepRedactor } from "../../redact/index.ts";
import { describeHidden } from "../hidden.ts";

export interface ChangeHiding {
  /** The text, or the value of any shape, without its secrets: in paths too. */
  readonly hide: <V>(value: V) => Promise<V>;
  /** A sentence on what was hidden; null when nothing was. */
  readonly told: () => string | null;
}

/** `off` leaves everything as it is. */
export function createChangeHiding(off: boolean): ChangeHiding {
  const redactor = createDeepRedactor();
  return {
    hide: async (value) => (off ? value : await redactor.hide(value)),
    told() {
      const hidden = Object.entries(redactor.hidden());
      return hidden.length === 0 ? null : describeHidden(hidden);
    },
  };
}
