// Names that Codex's own reader gives to turns and items that bear none (0.34 … 0.147): `rollout-<n>` and `item-<n>`.

import { object } from "../lineage/field.ts";
import { isKnownType } from "../rollout/known.ts";
import type { RecordReading } from "../rollout/reading.ts";

/** Items of these types were events without an id; the others kept that of their call. */
const NUMBERED: ReadonlySet<string> = new Set([
  "UserMessage",
  "AgentMessage",
  "Reasoning",
  "ContextCompaction",
  "EnteredReviewMode",
  "ExitedReviewMode",
]);

/** Types 0.169 no longer knows. */
const GONE: ReadonlySet<string> = new Set(["ghost_snapshot", "thread_name_updated", "undo_started", "undo_completed"]);

/** Plain data. */
export interface Numbering {
  /** Records of the file that Codex's reader counts, less one. */
  records: number;
  /** Items Codex's reader shows in each turn that stands, by the turn's index. */
  shown: number[];
  next: number;
  /** The name the upgrade made for the last turn, and Codex's. */
  made: string | null;
  name: string;
  /** The last item shown was reasoning of this number, in so many parts: Codex's reader makes one of them. */
  reasoning: { readonly number: number; readonly parts: number } | null;
}

export function createNumbering(): Numbering {
  return { records: -1, shown: [], next: 1, made: null, name: "", reasoning: null };
}

/** The next record begins. 0.169 does not count those it cannot read. */
export function countRecord(numbering: Numbering, { outer, inner, value, salvaged }: RecordReading): void {
  if (salvaged || !isKnownType(outer, inner) || GONE.has(inner)) return;
  // The policy's key was `mode` until 0.58.
  if (outer === "turn_context" && object(object(value["payload"])?.["sandbox_policy"])?.["mode"] !== undefined) return;
  numbering.records += 1;
}

/** A turn begins of which no record gives the name. */
export function nameTurn(numbering: Numbering, made: string): string {
  numbering.made = made;
  numbering.name = `rollout-${numbering.records}`;
  return numbering.name;
}

/** The name for which a made one may stand. */
export function namedTurn(numbering: Numbering, made: string | null): string | null {
  return made !== null && made === numbering.made ? numbering.name : made;
}

/** The name of an item that Codex's reader shows, in the turn of that index. `id` is what it has for one. */
export function nameItem(numbering: Numbering, type: string, id: string, turn: number): string {
  if (type === "Reasoning" && numbering.reasoning !== null) {
    const { number, parts } = numbering.reasoning;
    numbering.reasoning = { number, parts: parts + 1 };
    return `item-${number}.${parts + 1}`;
  }
  numbering.reasoning = null;
  numbering.shown[turn] = (numbering.shown[turn] ?? 0) + 1;
  if (!NUMBERED.has(type)) return id;
  const number = numbering.next;
  numbering.next += 1;
  if (type === "Reasoning") numbering.reasoning = { number, parts: 1 };
  return `item-${number}`;
}

/** Turns were rolled back: Codex's reader forgets them, and counts on from the items that are left. */
export function forgetTurns(numbering: Numbering, turns: readonly number[]): void {
  for (const turn of turns) numbering.shown[turn] = 0;
  numbering.next = numbering.shown.reduce((sum, count) => sum + (count ?? 0), 0) + 1;
  numbering.reasoning = null;
}
