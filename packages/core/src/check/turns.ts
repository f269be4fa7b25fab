// Turns that begin and end by records of their own (0.104 and later).

import type { Place } from "../bytes/place.ts";
import { remark, type Remark } from "./finding.ts";

export interface Turns {
  /** `turn_id` is null where the event names none. */
  step(at: Place, event: string, turn_id: string | null, copied: boolean): void;
  /** The file is over: tells of the turns nothing ended. */
  end(live: boolean): void;
  counts(): { readonly started: number; readonly ended: number };
  /** How many that started were not copied. */
  own(): number;
}

const STARTS: ReadonlySet<string> = new Set(["task_started", "turn_started"]);
const ENDS: ReadonlySet<string> = new Set(["task_complete", "turn_complete", "turn_aborted"]);

interface OpenTurn {
  readonly at: Place;
  readonly copied: boolean;
}

/**
 * An end ends the turn it names, and the latest one that is open where it names none that is: a review's parent begins
 * with the turn of its child and ends with its own.
 */
export function createTurns(tell: (found: Remark) => void): Turns {
  const open = new Map<string, OpenTurn>();
  let started = 0;
  let ended = 0;
  let own = 0;

  function finish(turn_id: string | null): void {
    const latest = [...open.keys()].at(-1);
    if (turn_id !== null && open.delete(turn_id)) return;
    if (latest !== undefined) open.delete(latest);
  }

  return {
    step(at, event, turn_id, copied) {
      if (STARTS.has(event)) {
        started += 1;
        if (!copied) own += 1;
        const id = turn_id ?? `@${at.offset}`;
        // A turn that begins again is the latest.
        open.delete(id);
        open.set(id, { at, copied });
      } else if (ENDS.has(event)) {
        ended += 1;
        finish(turn_id);
      }
    },
    end(live) {
      const turns = [...open.values()];
      turns.forEach(({ at, copied }, index) => {
        if (copied) return;
        const latest = index === turns.length - 1;
        const message = live && latest ? "the turn that begins here goes on" : "the turn that begins here has no end";
        tell(remark("turn-without-end", at, message, live && latest ? { severity: "note" } : {}));
      });
    },
    own: () => own,
    counts: () => ({ started, ended }),
  };
}
