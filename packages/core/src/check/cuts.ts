// Cuts: the places at which other files continue this one, and whether a record begins there still.

import type { Reading } from "../rollout/reading.ts";
import { integer } from "../lineage/field.ts";

export interface Cut {
  /** Of the file that continues, as it was given. */
  readonly by: string;
  readonly end_ordinal: number | null;
  readonly end_offset: number | null;
}

export interface Misfit {
  readonly cut: Cut;
  /** One clause for a person. */
  readonly why: string;
}

export interface Cuts {
  step(reading: Reading): void;
  /** What does not fit, once the file of `size` bytes is over. */
  end(size: number): readonly Misfit[];
}

export function createCuts(cuts: readonly Cut[]): Cuts {
  const misfits: Misfit[] = [];
  let open = cuts
    .filter(({ end_offset }) => end_offset !== null)
    .toSorted((a, b) => (a.end_offset ?? 0) - (b.end_offset ?? 0));
  let last: number | null = null;

  function judge(cut: Cut, starts: boolean, ordinal: number | null): void {
    if (!starts) misfits.push({ cut, why: `no record begins at byte ${cut.end_offset ?? 0}` });
    else if (cut.end_ordinal !== null && ordinal !== null && ordinal !== cut.end_ordinal) {
      misfits.push({ cut, why: `at byte ${cut.end_offset ?? 0} stands ordinal ${ordinal}, not ${cut.end_ordinal}` });
    }
  }

  return {
    step(reading) {
      const written = reading.kind === "record" ? integer(reading.value["ordinal"]) : null;
      const ordinal = Number.isSafeInteger(written) ? written : null;
      while (open.length > 0) {
        const [next] = open;
        const offset = next?.end_offset ?? 0;
        if (next === undefined || offset > reading.at.offset) break;
        judge(next, offset === reading.at.offset, ordinal);
        open = open.slice(1);
      }
      if (ordinal !== null) last = ordinal;
    },
    end(size) {
      for (const cut of open) {
        const offset = cut.end_offset ?? 0;
        if (offset > size) misfits.push({ cut, why: `byte ${offset} lies past its end at ${size}` });
        else judge(cut, offset === size, last === null ? null : last + 1);
      }
      open = [];
      return misfits;
    },
  };
}
