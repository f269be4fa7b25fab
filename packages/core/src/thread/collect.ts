// A whole thread in memory: for those who want all of it at once.

import type { Reading } from "../rollout/reading.ts";
import type { ChainFile } from "../lineage/chain.ts";
import type { Item, Thread, ThreadSink, Turn, TurnHead } from "./contract.ts";
import { createThreadFold } from "./fold.ts";

export interface Collection extends ThreadSink {
  /** The turns so far, in order, each with its items in the order in which they were first given. */
  readonly turns: () => readonly Turn[];
}

export function collectTurns(): Collection {
  const heads = new Map<number, TurnHead>();
  const items = new Map<string, Map<string, Item>>();
  return {
    turn(head) {
      heads.set(head.index, head);
    },
    item(item) {
      const shelf = items.get(item.turn_id) ?? new Map<string, Item>();
      items.set(item.turn_id, shelf);
      shelf.set(item.id, item);
    },
    turns: () => [...heads.values()].map((head) => ({ ...head, items: [...(items.get(head.id)?.values() ?? [])] })),
  };
}

/** A file of a chain with its readings. */
export interface ReadFile {
  readonly file: ChainFile;
  readonly named: string | null;
  readonly readings: Iterable<Reading>;
  /** What was written behind the place where the next file cut it off: it was reverted. */
  readonly reverted?: Iterable<Reading>;
}

/** The thread that the files of a chain hold, oldest first. */
export function readThread(chain: Iterable<ReadFile>): Thread {
  const collection = collectTurns();
  const fold = createThreadFold(collection);
  for (const { file, named, readings, reverted } of chain) {
    fold.open(file, named);
    for (const reading of readings) fold.read(reading);
    if (reverted === undefined) continue;
    fold.revert();
    for (const reading of reverted) fold.read(reading);
  }
  const summary = fold.end();
  return { ...summary, turns: collection.turns() };
}
