// A page of items out of a stream of them: never more are held than the page has.

import type { ItemEntry, Keeper } from "./history.ts";

export interface PageOptions {
  readonly limit: number;
  /** Bytes of records; a page has one item at least. */
  readonly bytes: number;
  readonly ascending: boolean;
  /** Whether an item may be on the page at all. */
  readonly admits: (entry: ItemEntry) => boolean;
}

export interface ItemPage extends Keeper {
  /** In the direction that was asked for. */
  readonly entries: () => readonly ItemEntry[];
  /** There are more behind the last one. */
  readonly more: () => boolean;
}

/** Items come oldest first; what is kept is the beginning of what is admitted, or when descending its end. */
export function createItemPage({ limit, bytes, ascending, admits }: PageOptions): ItemPage {
  const kept = new Map<number, ItemEntry>();
  let sum = 0;
  let more = false;

  function put(entry: ItemEntry): void {
    sum += entry.bytes - (kept.get(entry.position)?.bytes ?? 0);
    kept.set(entry.position, entry);
  }

  return {
    take(entry, first) {
      if (kept.has(entry.position)) return put(entry);
      if (!first || !admits(entry)) return;
      const full = kept.size === limit || (kept.size > 0 && sum + entry.bytes > bytes);
      if (ascending && (more || full)) {
        more = true;
        return;
      }
      put(entry);
      for (const [position, oldest] of kept) {
        if (ascending || kept.size === 1 || (kept.size <= limit && sum <= bytes)) break;
        kept.delete(position);
        sum -= oldest.bytes;
        more = true;
      }
    },
    entries: () => (ascending ? [...kept.values()] : [...kept.values()].toReversed()),
    more: () => more,
  };
}
