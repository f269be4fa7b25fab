// Items of a large session are not kept: those that are wanted are told again, from the last place before them at which
// what the fold knew was put away.

import { createThreadFold, resumeItems, type Item, type ThreadFold, type TurnHead } from "rollbook-core/thread";
import type { SourceError } from "../../../home/index.ts";
import type { Column } from "./column.ts";
import type { Layer } from "./layer.ts";
import { BEGINNING, orderOf, readParts, type Part, type Place } from "./parts.ts";
import { createSpool } from "./spool.ts";

export interface Again {
  /** The fold stands here, after so many bytes: it is put away where the last such place is far enough behind. */
  readonly post: (place: Place, bytes: number) => void;
  /** Those of these positions, and perhaps others, as they were told last. Throws where a file cannot be read. */
  readonly items: (wanted: readonly number[]) => Promise<ReadonlyMap<number, Item>>;
  readonly close: () => void;
}

export interface AgainOptions {
  readonly parts: readonly Part[];
  readonly stop: AbortSignal;
  readonly unread: (problem: SourceError) => void;
  /** The one that is read with, and where it tells. */
  readonly fold: ThreadFold;
  readonly main: Layer;
  /** Where the record ends that the item at a position was last told at. */
  readonly orders: Column;
  /** Bytes between two places from which reading may go on. */
  readonly spacing?: number;
  /** As of a spool. */
  readonly directories?: readonly string[];
}

/** A place from which reading may go on. */
interface Post {
  readonly place: Place;
  /** Items begun before it. */
  readonly size: number;
  /** In the spool. */
  readonly fold: number;
}

/** Items that were told again, up to the order of where that ended. */
interface Stretch {
  readonly items: ReadonlyMap<number, Item>;
  readonly end: number;
}

const SPACING = 8 << 20;
/** A state is saved, and read again, in the time in which so many times its length of a session is read. */
const WORTH = 4;
/** Characters of a state that is put away. */
const LONGEST = 64 << 20;

export function createAgain(options: AgainOptions): Again {
  const { parts, stop, unread, fold, main, orders, spacing = SPACING, directories = [] } = options;
  const folds = createSpool(directories);
  const posts: Post[] = [];
  let posted = 0;
  let stretch: Stretch | null = null;

  return {
    post(place, bytes) {
      if (bytes - posted < spacing) return;
      const state = savedItems(fold);
      posted = bytes + Math.max(0, (state ?? "").length * WORTH - spacing);
      if (state !== null) posts.push({ place, size: main.size(), fold: folds.add(state) });
    },
    async items(wanted) {
      const isTold = ({ items, end }: Stretch): boolean =>
        wanted.every((position) => items.has(position) && orders.get(position) <= end);
      if (stretch !== null && isTold(stretch)) return stretch.items;
      const first = Math.min(...wanted);
      const last = Math.max(...wanted.map((position) => orders.get(position)));
      const from = posts.findLast(({ size }) => size <= first) ?? null;
      const items = new Map<number, Item>();
      const sink = {
        turn: () => {},
        item(item: Item): void {
          const position = main.known(item.turn_id, item.id)?.position;
          if (position !== undefined && position >= first) items.set(position, item);
        },
      };
      const rest =
        from === null
          ? createThreadFold(sink)
          : resumeItems(folds.get(from.fold).toString("utf8"), sink, headsOf(main));
      let end = 0;
      for await (const step of readParts(parts, rest, { from: from?.place ?? BEGINNING, stop, unread, open: true })) {
        if (step.place === null) continue;
        end = orderOf(step.place);
        if (end >= last) break;
      }
      // Who asks for a window asks for the next one soon.
      stretch = { items, end };
      return items;
    },
    close: folds.close,
  };
}

/** Null where calls that are open have said more than can be put away as one text. */
function savedItems(fold: ThreadFold): string | null {
  try {
    const state = fold.save("items");
    return state.length > LONGEST ? null : state;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function headsOf({ turns }: Layer): readonly TurnHead[] {
  return [...turns.values()].map(({ head }) => head).toSorted((a, b) => a.index - b.index);
}
