// The turns of a thread that is being written: what of them is settled, item by item.

import type { Item, ItemContent, ThreadSink, TurnHead } from "rollbook-core/thread";
import { viewItem } from "rollbook-core/view";
import { isOpen, type TurnPart } from "../show/book.ts";
import type { TurnState } from "./account.ts";
import type { Memory } from "./memory.ts";

export interface LedgerOptions {
  readonly memory: Memory;
  /** How many of the turns before `catchUp` are wanted. */
  readonly turns: number;
  /** Only turns that were lived in this thread are wanted; null for all. */
  readonly thread_id: string | null;
}

export interface Ledger extends ThreadSink {
  readonly catchUp: () => void;
  /** What is settled and was not given before; `all`: whatever there is. */
  readonly take: (all: boolean) => readonly TurnPart[];
  /** Where the last turn stands. */
  readonly state: () => TurnState;
}

interface Page {
  head: TurnHead;
  /** What is to be given, by id, in the order in which it was first met. */
  readonly items: Map<string, Item>;
  /** It was given before; so was its end; so was that it was withdrawn. */
  given: boolean;
  over: boolean;
  withdrawn: boolean;
}

export function createLedger({ memory, turns, thread_id }: LedgerOptions): Ledger {
  const pages = new Map<number, Page>();
  const byId = new Map<string, number>();
  const waiting = new Set<number>();
  /** So that an item that only has one more source is not given again. */
  const given = new WeakSet<ItemContent>();
  let held = turns !== Number.POSITIVE_INFINITY;
  let newest = -1;

  /** Of what is held only the last turns are wanted. */
  function forget(): void {
    for (const index of waiting) {
      const page = pages.get(index);
      if (page === undefined || index > newest - turns) continue;
      waiting.delete(index);
      for (const { content } of page.items.values()) given.add(content);
      page.items.clear();
      Object.assign(page, { given: true, over: isOver(page.head), withdrawn: page.head.withdrawn !== null });
    }
  }

  function give(page: Page, all: boolean): TurnPart | null {
    const { head, given: again } = page;
    const over = isOver(head);
    const items = [...page.items.values()].filter((item) => all || over || !isOpen(item));
    for (const { id, content } of items) {
      page.items.delete(id);
      given.add(content);
    }
    const withdrawn = head.withdrawn !== null;
    const news = (over && !page.over) || (withdrawn && !page.withdrawn);
    if (items.length === 0 && !news) return null;
    Object.assign(page, { given: true, over, withdrawn });
    return { head, items, again, over };
  }

  return {
    turn(head) {
      if (thread_id !== null && head.thread_id !== null && head.thread_id !== thread_id) return;
      const { id, index } = head;
      const page = pages.get(index) ?? { head, items: new Map(), given: false, over: false, withdrawn: false };
      if (!pages.has(index)) page.given = !memory.isNew(`turn ${id}`);
      page.head = head;
      if (isOver(head)) page.over ||= !memory.isNew(`over ${id}`);
      if (head.withdrawn !== null) page.withdrawn ||= !memory.isNew(`withdrawn ${id}`);
      pages.set(index, page);
      byId.set(id, index);
      waiting.add(index);
      newest = Math.max(newest, index);
      if (held) forget();
    },
    item(item) {
      const index = byId.get(item.turn_id) ?? -1;
      const page = pages.get(index);
      if (page === undefined || given.has(item.content)) return;
      // What the harness tells the model unasked is of no interest to who looks on.
      if (viewItem(item, null).quiet || !memory.isNew(keyOf(item))) {
        given.add(item.content);
        return;
      }
      page.items.set(item.id, item);
      waiting.add(index);
      if (held) forget();
    },
    catchUp() {
      if (held) forget();
      held = false;
    },
    take(all) {
      if (held) return [];
      const parts: TurnPart[] = [];
      for (const index of [...waiting].toSorted((a, b) => a - b)) {
        const page = pages.get(index);
        const part = page === undefined ? null : give(page, all);
        if (part !== null) parts.push(part);
        if (page === undefined || page.items.size === 0) waiting.delete(index);
      }
      return parts;
    },
    state() {
      const status = pages.get(newest)?.head.status;
      if (status === undefined) return null;
      return status === "in_progress" ? "open" : status === "completed" ? "completed" : "failed";
    },
  };
}

function isOver({ status }: TurnHead): boolean {
  return status !== "in_progress";
}

/** What was told, whatever it is called: some names are counted, and may be others when the thread is read anew. */
function keyOf({ turn_id, timestamp, content }: Item): string {
  return JSON.stringify([turn_id, timestamp, { ...content, id: null }]);
}
