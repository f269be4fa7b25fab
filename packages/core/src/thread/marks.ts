// Marks that tell where the last turn of a file begins, for those who read it from its end.

import { object, payloadOf, text } from "../lineage/field.ts";
import { typedText } from "../lineage/header.ts";
import type { Reading } from "../rollout/reading.ts";

/**
 * - `start`: a turn begins
 * - `prompt`: a turn begins, unless the file tells turns of its own (0.104 …)
 * - `told`: the file tells turns of its own here
 * - `context`, `told-context`: what a turn is run with; the second names its turn
 * - `total`: tokens as a running total; `spent`: those of one response
 */
export type MarkKind = "start" | "prompt" | "told" | "context" | "told-context" | "total" | "spent";

export interface TurnMark {
  readonly kind: MarkKind;
  readonly offset: number;
}

/** Records that a search for marks has to see the value of; of all others the types are enough. */
export function isMarkWanted(outer: string, inner: string): boolean {
  return outer === "turn_context" || (outer === "event_msg" && inner === "token_count");
}

/** What a reading marks; records may have been passed over as `isMarkWanted` allows. */
export function markOf(reading: Reading): TurnMark | null {
  if (reading.kind !== "record" && reading.kind !== "passed") return null;
  const kind = kindOf(reading);
  return kind === null ? null : { kind, offset: reading.at.offset };
}

function kindOf(reading: Extract<Reading, { kind: "record" | "passed" }>): MarkKind | null {
  const { outer, inner } = reading;
  const payload = reading.kind === "record" ? payloadOf(reading.value) : null;
  switch (outer) {
    case "event_msg":
      if (inner === "token_count") return object(payload?.["info"]) === null ? null : "total";
      return EVENTS.get(inner) ?? null;
    case "turn_context":
      return text(payload?.["turn_id"]) === null ? "context" : "told-context";
    case "token_usage_record":
      return "spent";
    case "response_item": {
      const old = reading.era === "bare" && inner === "message" && payload !== null;
      return old && typedText(payload) !== null ? "prompt" : null;
    }
    default:
      return null;
  }
}

const EVENTS: ReadonlyMap<string, MarkKind> = new Map([
  ["task_started", "start"],
  ["turn_started", "start"],
  ["task_complete", "told"],
  ["turn_complete", "told"],
  ["user_message", "prompt"],
]);

export function beginsTurn({ kind }: TurnMark): boolean {
  return kind === "start" || kind === "prompt";
}

export interface Tail {
  /** A fold that begins here, behind what stands before the file's first turn, tells the last turn as a whole fold does. */
  readonly from: number;
  /** Where the last turn begins. */
  readonly last: number;
}

/**
 * Where to begin, as the marks from some place to the end of the file tell; null when more of them are needed. `first`
 * is the first mark of the whole file that begins a turn.
 */
export function findTail(marks: readonly TurnMark[], first: TurnMark): Tail | null {
  const begins = turnsAt(marks, first);
  const last = begins.at(-1);
  if (last === undefined) return null;
  // What a turn is run with may have been told in one before, and a running total says what was spent only beside the
  // one before it.
  const spent = marks.find(({ kind, offset }) => USAGE.has(kind) && offset > last.offset);
  const known = (from: number): boolean =>
    marks.some(({ kind, offset }) => CONTEXT.has(kind) && offset > from) &&
    (spent?.kind !== "total" ||
      marks.some(({ kind, offset }) => USAGE.has(kind) && offset > from && offset < last.offset));
  const from = begins.slice(0, -1).findLast(({ offset }) => known(offset));
  return from === undefined ? null : { from: from.offset, last: last.offset };
}

/** The mark that begins the last turn; null when there is none among these. */
export function lastTurn(marks: readonly TurnMark[], first: TurnMark): TurnMark | null {
  return turnsAt(marks, first).at(-1) ?? null;
}

function turnsAt(marks: readonly TurnMark[], first: TurnMark): readonly TurnMark[] {
  const told = first.kind === "start" || marks.some(({ kind }) => TELLING.has(kind));
  return marks.filter(({ kind }) => kind === (told ? "start" : "prompt"));
}

const TELLING: ReadonlySet<MarkKind> = new Set(["start", "told", "told-context"]);
const CONTEXT: ReadonlySet<MarkKind> = new Set(["context", "told-context"]);
const USAGE: ReadonlySet<MarkKind> = new Set(["total", "spent"]);
