// What a fold tells of a session, kept: turns with their marks, and a row for each item. A layer may lie upon another.

import type { Item, ThreadSink, TurnHead } from "rollbook-core/thread";
import { rowOf, viewItem } from "rollbook-core/view";
import { createMarking, mark, markOf, type Mark, type Marking, type TurnMarks } from "./marks.ts";
import { packShown, showItem, unpackShown, type ShownItem } from "./shown.ts";
import type { Spool } from "./spool.ts";

export interface TurnEntry {
  readonly head: TurnHead;
  readonly marks: TurnMarks;
  /** Of the records its items were made of. */
  readonly bytes: number;
  /** What was told later has a larger one. */
  readonly seq: number;
}

export interface RowEntry {
  readonly position: number;
  /** As JSON: thousands of rows are kept, and sent as they are. */
  readonly json: string;
  readonly seq: number;
}

const NO_MARK: Mark = { kind: null, failed: false };

type Turn = { -readonly [Key in keyof TurnEntry]: TurnEntry[Key] } & { readonly marks: Marking };

/** What an item added when it was told the last time. */
interface Known {
  readonly position: number;
  readonly mark: Mark;
  readonly bytes: number;
}

export interface Layer extends ThreadSink {
  readonly turn: (head: TurnHead) => void;
  readonly item: (item: Item) => void;
  readonly turns: ReadonlyMap<number, TurnEntry>;
  readonly row: (position: number) => RowEntry | undefined;
  readonly shown: (position: number) => ShownItem | undefined;
  /** When the row was told; 0 where this layer has none. */
  readonly rowSeq: (position: number) => number;
  readonly turnOf: (turn_id: string) => Turn | undefined;
  readonly known: (turn_id: string, id: string) => Known | undefined;
  /** Items there are, with those below. */
  readonly size: () => number;
}

export interface Spools {
  readonly rows: Spool;
  readonly shown: Spool;
}

export interface LayerOptions {
  /** What lies below is seen through this one and not changed. */
  readonly below: Layer | null;
  readonly next: () => number;
  /** For rows, and for items as they are shown. */
  readonly spools: Spools;
  /** Each item with its position, as it comes and comes again. */
  readonly keep: (position: number, item: Item) => void;
}

export function createLayer({ below, next, spools, keep }: LayerOptions): Layer {
  const turns = new Map<number, Turn>();
  const indexes = new Map<string, number>();
  // There may be hundreds of thousands of items: what is kept of each is few bytes.
  const positions = new Map<string, number>();
  const marks: Mark[] = [];
  const sizes: number[] = [];
  const rows: number[] = [];
  const shown: number[] = [];
  const told: number[] = [];
  let size = below?.size() ?? 0;

  const keyOf = (turn_id: string, id: string): string => `${indexOf(turn_id) ?? ""}\n${id}`;
  const indexOf = (turn_id: string): number | undefined => indexes.get(turn_id) ?? below?.turnOf(turn_id)?.head.index;

  /** The turn as one of this layer. */
  function own(turn_id: string): Turn | undefined {
    const index = indexOf(turn_id);
    const found = index === undefined ? undefined : turns.get(index);
    if (found !== undefined || index === undefined) return found;
    const lower = below?.turnOf(turn_id);
    if (lower === undefined) return undefined;
    const copy = { ...lower, marks: { ...lower.marks } };
    turns.set(index, copy);
    return copy;
  }

  function known(turn_id: string, id: string): Known | undefined {
    const position = positions.get(keyOf(turn_id, id));
    if (position === undefined) return below?.known(turn_id, id);
    return { position, mark: marks[position] ?? NO_MARK, bytes: sizes[position] ?? 0 };
  }

  return {
    turns,
    row(position) {
      const name = rows[position];
      return name === undefined ? undefined : { position, json: spools.rows.get(name), seq: told[position] ?? 0 };
    },
    shown(position) {
      const name = shown[position];
      return name === undefined ? undefined : unpackShown(spools.shown.get(name));
    },
    rowSeq: (position) => told[position] ?? 0,
    known,
    size: () => size,
    turnOf: (turn_id) => {
      const index = indexes.get(turn_id);
      return (index === undefined ? undefined : turns.get(index)) ?? below?.turnOf(turn_id);
    },
    turn(head) {
      const before = own(head.id);
      indexes.set(head.id, head.index);
      if (before === undefined) turns.set(head.index, { head, marks: createMarking(), bytes: 0, seq: next() });
      else {
        before.head = head;
        before.seq = next();
      }
    },
    item(item) {
      const before = known(item.turn_id, item.id);
      const position = before?.position ?? size++;
      const bytes = item.sources.reduce((sum, { length }) => sum + length, 0);
      const now = markOf(item);
      if (!positions.has(keyOf(item.turn_id, item.id))) positions.set(keyOf(item.turn_id, item.id), position);
      marks[position] = now;
      sizes[position] = bytes;
      const turn = own(item.turn_id);
      const seq = next();
      if (turn !== undefined) {
        turn.bytes += bytes - (before?.bytes ?? 0);
        turn.seq = seq;
        mark(turn.marks, item, position, now, before?.mark ?? null);
      }
      const view = viewItem(item, turn?.head.cwd ?? null);
      const row = { position, turn: turn?.head.index ?? 0, ...rowOf(item, view) };
      rows[position] = spools.rows.add(JSON.stringify(row));
      shown[position] = spools.shown.add(packShown(showItem(position, turn?.head ?? null, item, view)));
      told[position] = seq;
      keep(position, item);
    },
  };
}
