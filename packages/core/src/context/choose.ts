// From which compaction on the records count: the newest one that no roll-back has taken back.

import { beginsTurn } from "./prompt.ts";
import type { CompactionStep, Step } from "./step.ts";

/** The records of one turn, gone through from the newest to the oldest. */
interface Stretch {
  turn_id: string | null;
  prompted: boolean;
  /** The newest compaction in it that wrote a history. */
  compaction: number | null;
}

/** The number of that step; null when the items have to be taken from the beginning. */
export function chooseCompaction(steps: readonly Step[], paginated: boolean): number | null {
  const newest = steps.findLastIndex(({ kind }) => kind === "compaction");
  const last = steps[newest];
  if (last?.kind === "compaction" && boundsReplay(last, paginated)) return newest;
  return newestKept(steps);
}

/** Nothing before such a one is looked at, not even when its turn was rolled back: the turns go out of its history. */
function boundsReplay({ replacement, numbered, complete }: CompactionStep, paginated: boolean): boolean {
  return replacement !== null && numbered && (paginated || complete);
}

/** Goes back turn by turn; roll-backs are owed turns in which there is a prompt. */
function newestKept(steps: readonly Step[]): number | null {
  const begun = new Set(steps.map((step) => (step.kind === "started" ? step.turn_id : null)));
  let open: Stretch | null = null;
  let owed = 0;
  const settle = (stretch: Stretch): number | null => {
    if (owed === 0) return stretch.compaction;
    if (stretch.prompted) owed--;
    return null;
  };
  for (let at = steps.length - 1; at >= 0; at--) {
    const step = steps[at];
    if (step === undefined) continue;
    if (step.kind === "rollback") owed += step.turns;
    else if (step.kind === "started") {
      if (open === null || !agree(open.turn_id, step.turn_id)) continue;
      const found = settle(open);
      if (found !== null) return found;
      open = null;
    } else {
      open ??= { turn_id: null, prompted: false, compaction: null };
      widen(open, step, at, begun);
    }
  }
  return open === null ? null : settle(open);
}

function widen(stretch: Stretch, step: Step, at: number, begun: ReadonlySet<string | null>): void {
  switch (step.kind) {
    case "completed":
    case "aborted":
      // The end of a turn that began elsewhere (a review's) tells nothing of this one.
      if (begun.has(step.turn_id)) stretch.turn_id ??= step.turn_id;
      break;
    case "surrounded":
      stretch.turn_id ??= step.turn_id;
      break;
    case "prompted":
      stretch.prompted = true;
      break;
    case "item":
      stretch.prompted ||= !step.unreadable && beginsTurn(step.item);
      break;
    case "compaction":
      if (step.replacement !== null) stretch.compaction ??= at;
      break;
  }
}

function agree(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}
