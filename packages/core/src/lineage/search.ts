// Finds by ordinals where a base ends for the file that continues it: whoever rewrites a file moves its bytes.

import type { Reading } from "../rollout/reading.ts";
import { integer } from "./field.ts";
import type { Base } from "./header.ts";

export interface FoundCut {
  /** The bytes before this one count; null for all there are. */
  readonly end: number | null;
  /** Why the cut is not what the continuing file says, in a clause; null when it is. */
  readonly why: string | null;
  /** Records that the continuing file goes on from are not there. */
  readonly lost: boolean;
}

export interface CutSearch {
  /** True when nothing more needs to be read. */
  step(reading: Reading): boolean;
  /** The file of `size` bytes was read as far as needed. */
  end(size: number): FoundCut;
}

/** Needs the readings of a file from its first byte on, no record passed over. */
export function createCutSearch({ end_ordinal, end_offset }: Pick<Base, "end_ordinal" | "end_offset">): CutSearch {
  let at: number | null = null;
  let last: number | null = null;
  return {
    step(reading) {
      if (at !== null || end_ordinal === null) return true;
      const ordinal = reading.kind === "record" ? integer(reading.value["ordinal"]) : null;
      if (ordinal === null) return false;
      if (ordinal >= end_ordinal) at = reading.at.offset;
      else last = ordinal;
      return at !== null;
    },
    end(size) {
      if (end_ordinal === null) return { end: end_offset, why: null, lost: false };
      if (at === null && last === null) {
        const why = `no record of it has an ordinal, so nothing tells where ${end_ordinal} is`;
        return { end: end_offset, why, lost: false };
      }
      if (at === null && last !== null && last + 1 < end_ordinal) {
        return { end: null, why: `it ends with ordinal ${last}, before ${end_ordinal}`, lost: true };
      }
      const begins = at ?? size;
      const moved = end_offset !== null && begins !== end_offset;
      const why = moved ? `ordinal ${end_ordinal} is at byte ${begins}, not ${end_offset}` : null;
      return { end: at, why, lost: false };
    },
  };
}
