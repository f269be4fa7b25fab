// The order of things: every item of a thread with the place where it begins and the place where it ends.

import type { JsonObject } from "../bytes/json.ts";
import type { Item, Thread, Turn, Whereabouts } from "../thread/index.ts";

export interface PlacedItem {
  readonly turn: Turn;
  readonly item: Item;
  /** Ranks among all beginnings and ends of the thread. */
  readonly start: number;
  readonly end: number;
}

/** What an item holds, as it was read: of the right type, and nothing else is sure. */
export function fieldsOf(content: Item["content"]): JsonObject {
  return content as unknown as JsonObject;
}

/** The items in the order in which they ended, as the files have it. */
export function placeItems(thread: Thread): readonly PlacedItem[] {
  const all = thread.turns.flatMap((turn) => turn.items.map((item) => ({ turn, item })));
  const ends = all.flatMap(({ item }) => [item.sources[0], item.sources.at(-1)].filter((at) => at !== undefined));
  const ranks = new Map<string, number>();
  for (const at of ends.toSorted(compare)) if (!ranks.has(keyOf(at))) ranks.set(keyOf(at), ranks.size);
  const rank = (at: Whereabouts | undefined): number => (at === undefined ? 0 : (ranks.get(keyOf(at)) ?? 0));
  const placed = all.map(({ turn, item }) => ({
    turn,
    item,
    start: rank(item.sources[0]),
    end: rank(item.sources.at(-1)),
  }));
  return placed
    .toSorted((a, b) => a.end - b.end || a.start - b.start)
    .map((one, _, sorted) => later(one, sorted, thread));
}

/** What was appended to a file after another one had continued it ended later than its place says. */
function later(one: PlacedItem, sorted: readonly PlacedItem[], thread: Thread): PlacedItem {
  const last = one.item.sources.at(-1);
  const { timestamp } = one.item;
  const cut = last === undefined ? null : (thread.files[last.file]?.end_offset ?? null);
  if (last === undefined || cut === null || last.offset < cut || timestamp === null) return one;
  const before = sorted.findLast(({ item }) => item.timestamp !== null && item.timestamp <= timestamp);
  return before === undefined ? one : { ...one, end: Math.max(one.end, before.end) };
}

function compare(a: Whereabouts, b: Whereabouts): number {
  return a.file - b.file || a.offset - b.offset;
}

function keyOf({ file, offset }: Whereabouts): string {
  return `${file}:${offset}`;
}
