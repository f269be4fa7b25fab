// Ordinals: whether the numbers of a file's records go up by one. The order of a file is that of its lines regardless.

import type { Place } from "../bytes/place.ts";
import { remark, type Remark } from "./finding.ts";

export interface Ordinals {
  /** Steps over one enveloped record; `ordinal` is null where it has none. */
  step(at: Place, ordinal: number | null): void;
  /** The file is over: tells of records that lack an ordinal. */
  end(): void;
  facts(): { readonly first: number | null; readonly last: number | null };
}

/** `tell` is called once for each anomaly, at the record that shows it. */
export function createOrdinals(tell: (found: Remark) => void): Ordinals {
  let first: number | null = null;
  let last: number | null = null;
  let highest = -1;
  let lacking = 0;
  let lackingAt: Place | null = null;
  let unnumbered = 0; // since the last record that has one

  function compare(at: Place, ordinal: number, before: number): void {
    const numbers = { expected: String(before + 1), found: String(ordinal) };
    if (ordinal === before) {
      tell(remark("ordinal-duplicate", at, `ordinal ${ordinal} again, ${before + 1} was expected`, numbers));
    } else if (ordinal < before) {
      tell(remark("ordinal-regression", at, `ordinal ${ordinal} after ${before}`, numbers));
    } else if (ordinal > highest + 1 + unnumbered) {
      const missing = ordinal - highest - 1;
      const range = missing === 1 ? `${highest + 1} is` : `${highest + 1} to ${ordinal - 1} are`;
      const message = `ordinal ${ordinal} after ${before}: ${range} missing`;
      tell(remark("ordinal-gap", at, message, { ...numbers, expected: String(highest + 1), count: missing }));
    }
  }

  return {
    step(at, ordinal) {
      if (ordinal === null) {
        lacking += 1;
        unnumbered += 1;
        lackingAt ??= at;
        return;
      }
      if (last === null) first = ordinal;
      else compare(at, ordinal, last);
      last = ordinal;
      unnumbered = 0;
      highest = Math.max(highest, ordinal);
    },
    end() {
      if (first === null || lackingAt === null) return;
      const message = `${lacking === 1 ? "a record has" : `${lacking} records have`} no ordinal, the first of them here`;
      tell(remark("ordinal-missing", lackingAt, message, { count: lacking }));
    },
    facts: () => ({ first, last }),
  };
}
