// Where the remarks on one file meet: held back until a record is recognised, then passed on and counted.

import type { Remark } from "./finding.ts";
import type { FindingKind } from "./kinds.ts";
import type { FindingCounts, Verdict } from "./report.ts";
import { countsOf } from "./summary.ts";

export interface Desk {
  tell(found: Remark): void;
  /** Something was recognised: what was held back is passed on, and all that follows at once. */
  release(): void;
  released(): boolean;
  /** Nothing was recognised: passes this on, and the first few of what was held back, which only follows from it. */
  replace(found: Remark): void;
  counts(): FindingCounts;
  verdict(): Verdict;
}

/** More remarks than this are not held back: the file is damaged, whatever it is. */
const MOST_HELD = 1000;
const EXAMPLES = 5;

export function createDesk(emit: (found: Remark) => void): Desk {
  const kinds = new Map<FindingKind, number>();
  let held: Remark[] | null = [];
  let worth = false; // something more than notes
  let unrecognised = false;

  function pass(found: Remark): void {
    kinds.set(found.kind, (kinds.get(found.kind) ?? 0) + 1);
    worth ||= found.severity !== "note";
    emit(found);
  }

  return {
    tell(found) {
      if (held === null) pass(found);
      else if (held.length < MOST_HELD) held.push(found);
    },
    release() {
      const waiting = held ?? [];
      held = null;
      for (const found of waiting) pass(found);
    },
    released: () => held === null,
    replace(found) {
      const examples = (held ?? []).slice(0, EXAMPLES);
      held = null;
      unrecognised = true;
      for (const each of [found, ...examples]) pass(each);
    },
    counts: () => countsOf(kinds),
    verdict: () => (unrecognised ? "unreadable" : worth ? "findings" : "clean"),
  };
}
