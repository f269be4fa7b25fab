// The turns of a thread as they become complete: what the fold gives item by item, gathered to be shown.

import type { Item, ItemContent, ThreadSink, TurnHead } from "rollbook-core/thread";
import type { RecordedPart } from "./recorded.ts";

/** A turn, or a part of one. */
export interface TurnPart {
  /** As it is known by now. */
  readonly head: TurnHead;
  readonly items: readonly Item[];
  /** The turn was given before: these items are new, or say more than they did. */
  readonly again: boolean;
  /** It is over, or nothing more of it is known. */
  readonly over: boolean;
  /** What a recording tells of it; absent where there is none, or it tells nothing. */
  readonly recorded?: RecordedPart;
}

export interface BookOptions {
  /** Bytes of records that are held of one turn before what is settled of it is given. */
  readonly most: number;
  /** Only the last turn is wanted; where it begins in the last file, if that is known. Null for all turns. */
  readonly last: { readonly offset: number | null } | null;
}

export interface Book extends ThreadSink {
  /** What is ready: turns behind which another has begun, and much of a long one. */
  readonly take: () => readonly TurnPart[];
  /** The thread is over: the rest. */
  readonly end: () => readonly TurnPart[];
}

interface Shelf {
  head: TurnHead;
  /** By id, in the order in which they were first given. */
  readonly items: Map<string, Item>;
  bytes: number;
  given: boolean;
  /** All of it was given; what comes now is late. */
  closed: boolean;
}

export function createBook({ most, last }: BookOptions): Book {
  const shelves = new Map<number, Shelf>();
  const byId = new Map<string, number>();
  /** Turns of which there is something to give. */
  const waiting = new Set<number>();
  /** What was given, so that an item that only has one more source is not given again. */
  const given = new WeakSet<ItemContent>();
  let newest = -1;

  function give(shelf: Shelf, items: readonly Item[], over: boolean): TurnPart {
    for (const { id, content } of items) {
      shelf.items.delete(id);
      given.add(content);
    }
    shelf.bytes = 0;
    const part = { head: shelf.head, items, again: shelf.given, over };
    shelf.given = true;
    return part;
  }

  function close(index: number): readonly TurnPart[] {
    const shelf = shelves.get(index);
    waiting.delete(index);
    if (shelf === undefined) return [];
    shelf.closed = true;
    return [give(shelf, [...shelf.items.values()], true)];
  }

  /** Of a turn that goes on: what nothing more is awaited of. */
  function relieve(index: number): readonly TurnPart[] {
    const shelf = shelves.get(index);
    if (shelf === undefined || shelf.bytes < most) return [];
    const settled = [...shelf.items.values()].filter((item) => !isOpen(item));
    return settled.length === 0 ? [] : [give(shelf, settled, false)];
  }

  return {
    turn(head) {
      const shelf = shelves.get(head.index);
      if (shelf !== undefined) {
        // Of a turn that was given, this alone is news.
        if (shelf.closed && head.withdrawn !== shelf.head.withdrawn) waiting.add(head.index);
        shelf.head = head;
        return;
      }
      if (last !== null && newest !== -1 && isMet(head)) return;
      shelves.set(head.index, { head, items: new Map(), bytes: 0, given: false, closed: false });
      byId.set(head.id, head.index);
      waiting.add(head.index);
      newest = head.index;
      if (last !== null) for (const index of [...shelves.keys()]) if (index < newest) forget(index);
    },
    item(item) {
      const index = byId.get(item.turn_id) ?? -1;
      const shelf = shelves.get(index);
      if (shelf === undefined || given.has(item.content)) return;
      shelf.bytes += item.sources.reduce((sum, { length }) => sum + length, 0);
      shelf.items.set(item.id, item);
      waiting.add(index);
    },
    take: () => (isSure() ? inOrder().flatMap((index) => (index < newest ? close(index) : relieve(index))) : []),
    end: () => inOrder().flatMap(close),
  };

  /** No other turn can be the last one. */
  function isSure(): boolean {
    return last === null || (last.offset !== null && shelves.get(newest)?.head.sources[0]?.offset === last.offset);
  }

  function forget(index: number): void {
    shelves.delete(index);
    waiting.delete(index);
  }

  function inOrder(): readonly number[] {
    return [...waiting].toSorted((a, b) => a - b);
  }
}

/** Nothing but an item names it: a late one may be of a turn that was not read. */
export function isMet({ synthetic, id }: TurnHead): boolean {
  return synthetic && !id.startsWith("rollout-");
}

/** Something may come that says how it ended. */
export function isOpen({ content }: Item): boolean {
  return "status" in content && (content.status === "in_progress" || content.status === "inProgress");
}
