// Histories that were read, as long as there is room for them: who asks for the next page is not made to wait again.

import { chainOf, type CataloguedThread, type Chain } from "rollbook-core";
import type { Library } from "../home/index.ts";
import { readHistory, type ItemEntry, type Keeper, type Outline } from "./history.ts";
import { bytesOf, keyOf } from "./key.ts";

/** Threads of so many bytes are kept whole; of larger ones only the turns, and items are read each time. */
const LARGEST_KEPT = 32 << 20;
/** Bytes of the files whose histories are kept. */
const ROOM = 64 << 20;
/** What the turns of a large thread count for. */
const OUTLINE = 1 << 20;
/** Threads read at a time. */
const READERS = 2;

export interface History {
  /** Of its files, unpacked. */
  readonly bytes: number;
  readonly outline: () => Promise<Outline>;
  /** Gives all items of the thread, of withdrawn turns too, oldest first; some more than once, the last time as they stand. */
  readonly items: (keeper: Keeper) => Promise<void>;
}

export interface Histories {
  readonly of: (library: Library, thread: CataloguedThread) => History;
}

interface Kept {
  readonly outline: Outline;
  /** Null where only the turns were kept. */
  readonly items: readonly ItemEntry[] | null;
}

export function createHistories(stop: AbortSignal, largest = LARGEST_KEPT): Histories {
  const kept = new Map<string, { readonly bytes: number; readonly value: Promise<Kept> }>();
  const queue = createQueue(READERS);

  function remember(key: string, bytes: number, load: () => Promise<Kept>): Promise<Kept> {
    const before = kept.get(key);
    kept.delete(key);
    const entry = before ?? { bytes, value: queue(load) };
    kept.set(key, entry);
    // One that could not be read may be there the next time.
    entry.value.catch(() => kept.delete(key));
    let sum = [...kept.values()].reduce((total, each) => total + each.bytes, 0);
    for (const [oldest, { bytes: size }] of kept) {
      if (sum <= ROOM || oldest === key) break;
      kept.delete(oldest);
      sum -= size;
    }
    return entry.value;
  }

  return {
    of(library, thread) {
      const chain = chainOf(library.catalogue, thread.head);
      const bytes = bytesOf(library, chain);
      const key = keyOf(library, chain);
      const whole = bytes <= largest;
      const read = (): Promise<Kept> =>
        whole
          ? remember(key, bytes, () => readWhole(chain, stop))
          : remember(key, OUTLINE, () => readTurns(chain, stop));
      return {
        bytes,
        outline: async () => (await read()).outline,
        async items(keeper) {
          const { items } = await read();
          if (items === null) await queue(() => readHistory(chain, keeper, stop));
          else for (const entry of items) keeper.take(entry, null);
        },
      };
    },
  };
}

async function readWhole(chain: Chain, stop: AbortSignal): Promise<Kept> {
  const items = new Map<number, ItemEntry>();
  const keeper: Keeper = {
    take(entry, before) {
      if (before !== null && before !== entry.position) items.delete(before);
      items.set(entry.position, entry);
    },
  };
  const outline = await readHistory(chain, keeper, stop);
  return { outline, items: [...items.values()] };
}

async function readTurns(chain: Chain, stop: AbortSignal): Promise<Kept> {
  return { outline: await readHistory(chain, { take: () => undefined }, stop), items: null };
}

/** Runs so many jobs at a time, in the order in which they came. */
function createQueue(width: number): <T>(job: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (job) => {
    if (running === width) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
