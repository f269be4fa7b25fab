// What the turns of a thread add up to, counted as they become ready.

import type { TurnHead } from "rollbook-core/thread";
import type { TurnPart } from "./book.ts";

export interface Tally {
  readonly turns: number;
  readonly withdrawn: number;
  /** The last turn that stands. */
  readonly last: TurnHead | null;
}

export interface Counting {
  readonly count: (parts: readonly TurnPart[]) => void;
  readonly tally: () => Tally;
}

export function createCounting(): Counting {
  const withdrawn = new Set<number>();
  let turns = 0;
  let last: TurnHead | null = null;
  return {
    count(parts) {
      for (const { head } of parts) {
        turns = Math.max(turns, head.index + 1);
        if (head.withdrawn !== null) withdrawn.add(head.index);
        else if (head.index >= (last?.index ?? 0)) last = head;
      }
    },
    tally: () => ({ turns, withdrawn: withdrawn.size, last }),
  };
}
