// Turns that begin and end by records of their own (0.104 and later).

import type { Place } from "../bytes/place.ts";
import { remark, type Remark } from "./finding.ts";

export interface Turns {
  step(at: Place, event: string, copied: boolean): void;
  end(live: boolean): void;
  counts(): { readonly started: number; readonly ended: number };
}

const STARTS: ReadonlySet<string> = new Set(["task_started", "turn_started"]);
const ENDS: ReadonlySet<string> = new Set(["task_complete", "turn_complete", "turn_aborted"]);

/**
 * A thread has one turn at a time, so an end ends the turn that is open, whatever id it names: a review's parent begins
 * with the id of its child and ends with its own.
 */
export function createTurns(tell: (found: Remark) => void): Turns {
  let open: Place | null = null;
  let started = 0;
  let ended = 0;

  function leave(live: boolean, message: string): void {
    if (open === null) return;
    tell(remark("turn-without-end", open, message, live ? { severity: "note" } : {}));
    open = null;
  }

  return {
    step(at, event, copied) {
      if (STARTS.has(event)) {
        started += 1;
        leave(false, "the turn that begins here has no end, and another begins after it");
        if (!copied) open = at;
      } else if (ENDS.has(event)) {
        ended += 1;
        open = null;
      }
    },
    end(live) {
      leave(live, live ? "the turn that begins here goes on" : "the turn that begins here has no end");
    },
    counts: () => ({ started, ended }),
  };
}
