// A thread's history out of its files, streamed: its turns, and each item with its place among them.

import { basename } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { parseRolloutName, type Chain, type Header, type Json, type Reading } from "rollbook-core";
import { createThreadFold, type Item, type TurnHead } from "rollbook-core/thread";
import { readChain } from "../home/index.ts";
import { CODE, RequestFailure } from "./failure.ts";

export interface TurnEntry {
  readonly head: TurnHead;
  /** Where it starts: the ordinal of that record, or in older eras the number of records before it. */
  readonly start: number;
  /** Where the record of its end stands; null where there is none. */
  readonly end: number | null;
  /** Where it stands among the turns. */
  readonly place: number;
  /** Of the records its items were made of. */
  readonly bytes: number;
}

export interface ItemEntry {
  readonly item: Item;
  /** As a turn's start. No two items of a thread have the same. */
  readonly position: number;
  readonly bytes: number;
}

export interface Outline {
  readonly header: Header;
  readonly goal: Json;
  /** Those that stand, in order. */
  readonly turns: readonly TurnEntry[];
}

/** Takes the items as they come. One that comes again was known before, at the position `before`; else that is null. */
export interface Keeper {
  readonly take: (entry: ItemEntry, before: number | null) => void;
}

/** Reads a thread's files to their ends, giving way to other work between two chunks. */
export async function readHistory(chain: Chain, keeper: Keeper, stop: AbortSignal): Promise<Outline> {
  const turns = new Map<number, { -readonly [Key in keyof TurnEntry]: TurnEntry[Key] }>();
  const indexes = new Map<string, number>();
  const known = new Map<string, { position: number; recovered: boolean }>();
  const ordinals = createOrdinals();
  const fold = createThreadFold({
    turn(head) {
      const before = turns.get(head.index);
      const start = before?.start ?? ordinals.turn();
      const ends = ENDS.has(ordinals.inner()) && head.status !== "in_progress";
      const told = before?.head.sources.length !== head.sources.length;
      const end = ends && told ? ordinals.now() : (before?.end ?? null);
      indexes.set(head.id, head.index);
      turns.set(head.index, { head, start, end, place: start, bytes: before?.bytes ?? 0 });
    },
    item(item) {
      const key = `${item.turn_id}\n${item.id}`;
      const before = known.get(key);
      const recovered = item.origin === "recovered";
      // What Codex wrote down itself stands where it did that, and not where it was made out before.
      const stays = before !== undefined && before.recovered === recovered;
      const position = stays ? before.position : ordinals.item();
      known.set(key, { position, recovered });
      const bytes = item.sources.reduce((sum, { length }) => sum + length, 0);
      const turn = turns.get(indexes.get(item.turn_id) ?? -1);
      if (turn !== undefined) turn.bytes += bytes;
      keeper.take({ item, position, bytes }, before?.position ?? null);
    },
  });
  for (const file of chain.files) {
    fold.open(file, parseRolloutName(basename(file.path))?.thread_id ?? null);
    for await (const { readings, end } of readChain([file], { long: "whole" })) {
      for (const reading of readings) {
        ordinals.step(reading);
        fold.read(reading);
      }
      if (end?.problem) throw new RequestFailure(CODE.internal, `failed to read thread: ${end.problem.message}`);
      await nextTurn();
      stop.throwIfAborted();
    }
  }
  const { header, goal } = fold.end();
  const paginated = header.history_mode === "paginated";
  const standing = [...turns.values()].filter(({ head }) => head.withdrawn === null);
  // A turn without a start on disk, as that of a review, stands in paginated threads where it ends.
  for (const turn of standing) if (paginated && turn.head.synthetic && turn.end !== null) turn.place = turn.end;
  return { header, goal, turns: standing.toSorted((a, b) => a.place - b.place) };
}

const ENDS: ReadonlySet<string> = new Set(["task_complete", "turn_complete", "turn_aborted"]);

interface Ordinals {
  readonly step: (reading: Reading) => void;
  /** Of the record that is being read. */
  readonly now: () => number;
  readonly inner: () => string;
  /** For the next turn, or item: never that of the one before, though two writers may have used an ordinal twice. */
  readonly turn: () => number;
  readonly item: () => number;
}

function createOrdinals(): Ordinals {
  let now = -1;
  let inner = "";
  let turn = -1;
  let item = -1;
  return {
    step(reading) {
      if (reading.kind !== "record") return;
      const { ordinal } = reading.value;
      now = typeof ordinal === "number" && Number.isSafeInteger(ordinal) ? ordinal : now + 1;
      inner = reading.inner;
    },
    now: () => now,
    inner: () => inner,
    turn: () => (turn = Math.max(now, turn + 1)),
    item: () => (item = Math.max(now, item + 1)),
  };
}
