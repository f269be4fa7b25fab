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

  function drop(position: number): void {
    sum -= kept.get(position)?.bytes ?? 0;
    kept.delete(position);
  }

  return {
    take(entry, before) {
      const { position } = entry;
      if (before === position) {
        const old = kept.get(position);
        if (old === undefined) return;
        sum += entry.bytes - old.bytes;
        kept.set(position, entry);
        return;
      }
      if (before !== null) drop(before);
      if (!admits(entry)) return;
      const full = kept.size === limit || (kept.size > 0 && sum + entry.bytes > bytes);
      if (ascending && (more || full)) {
        more = true;
        return;
      }
      sum += entry.bytes;
      kept.set(position, entry);
      for (const oldest of ascending ? [] : kept.keys()) {
        if (kept.size === 1 || (kept.size <= limit && sum <= bytes)) break;
        drop(oldest);
        more = true;
      }
    },
    entries: () => (ascending ? [...kept.values()] : [...kept.values()].toReversed()),
    more: () => more,
  };
}
