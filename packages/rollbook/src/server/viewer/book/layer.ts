// What a fold tells of a session, kept: turns with their marks, and a row for each item. A layer may lie upon another.

import type { Item, ThreadSink, TurnHead } from "rollbook-core/thread";
import { rowOf, viewItem } from "rollbook-core/view";
import { createColumn } from "./column.ts";
import { codeOf, createMarking, mark, markOf, markOfCode, type Mark, type Marking, type TurnMarks } from "./marks.ts";
import { createPositions } from "./positions.ts";
import { packShown, showItem } from "./shown.ts";
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
  /** JSON: thousands of rows are kept, and sent as they are. Good until more is told. */
  readonly json: Buffer;
  readonly seq: number;
}

type Turn = { -readonly [Key in keyof TurnEntry]: TurnEntry[Key] } & { readonly marks: Marking };

interface Waiting {
  readonly item: Item;
  readonly turn: Turn | undefined;
}

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
  /** Packed, and good until more is told. */
  readonly shown: (position: number) => Buffer | undefined;
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

/** Calls that are under way at once, and a few more. */
const MOST_WAITING = 8;

/** A place that nothing is kept at. */
const NONE = -1;

export function createLayer({ below, next, spools, keep }: LayerOptions): Layer {
  const turns = new Map<number, Turn>();
  const indexes = new Map<string, number>();
  // There may be hundreds of thousands of items: what is kept of each is few bytes.
  const kept = {
    marks: createColumn(Uint8Array),
    sizes: createColumn(Float64Array),
    rows: createColumn(Float64Array),
    shown: createColumn(Float64Array),
    /** Never 0. */
    told: createColumn(Uint32Array),
  };
  /** Told, and not yet written down: most are told again at once. */
  const waiting = new Map<number, Waiting>();
  const positions = createPositions((position, turn, id) => {
    const unwritten = waiting.get(position);
    if (unwritten !== undefined) return unwritten.item.id === id && (indexOf(unwritten.item.turn_id) ?? -1) === turn;
    const begin = Buffer.from(`{"position":${position},"turn":${Math.max(0, turn)},"id":${JSON.stringify(id)},`);
    return rowAt(position).subarray(0, begin.length).equals(begin);
  });
  let size = below?.size() ?? 0;
  /** What lies upon another holds few items, anywhere. */
  const slots = below === null ? null : new Map<number, number>();
  const slotOf = (position: number): number => (slots === null ? position : (slots.get(position) ?? NONE));
  const rowSeq = (position: number): number => kept.told.get(slotOf(position));

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
    const position = positions.find(indexOf(turn_id) ?? -1, id);
    if (position === undefined) return below?.known(turn_id, id);
    const slot = slotOf(position);
    return { position, mark: markOfCode(kept.marks.get(slot)), bytes: kept.sizes.get(slot) };
  }

  const rowAt = (position: number): Buffer => spools.rows.get(kept.rows.get(slotOf(position)));

  function row(position: number): RowEntry | undefined {
    const seq = rowSeq(position);
    if (seq === 0) return undefined;
    writeAll();
    return { position, json: rowAt(position), seq };
  }

  function write(position: number, { item, turn }: Waiting): void {
    waiting.delete(position);
    const view = viewItem(item, turn?.head.cwd ?? null);
    const line = { position, turn: turn?.head.index ?? 0, ...rowOf(item, view) };
    const slot = slotOf(position);
    kept.rows.set(slot, spools.rows.add(JSON.stringify(line)));
    kept.shown.set(slot, spools.shown.add(packShown(showItem(position, turn?.head ?? null, item, view))));
  }

  /** Before anything is looked up: bytes that were given are good until more is written. */
  function writeAll(): void {
    for (const [position, told] of waiting) write(position, told);
  }

  return {
    turns,
    row,
    shown(position) {
      if (rowSeq(position) === 0) return undefined;
      writeAll();
      return spools.shown.get(kept.shown.get(slotOf(position)));
    },
    rowSeq,
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
      const turn = own(item.turn_id);
      const seq = next();
      if (turn !== undefined) {
        turn.bytes += bytes - (before?.bytes ?? 0);
        turn.seq = seq;
        mark(turn.marks, item, position, now, before?.mark ?? null);
      }
      const isNew = rowSeq(position) === 0;
      if (isNew) slots?.set(position, slots.size);
      const slot = slotOf(position);
      kept.marks.set(slot, codeOf(now));
      kept.sizes.set(slot, bytes);
      kept.told.set(slot, seq);
      if (isNew) positions.add(indexOf(item.turn_id) ?? -1, item.id, position);
      waiting.set(position, { item, turn });
      const [oldest] = waiting;
      if (waiting.size > MOST_WAITING && oldest !== undefined) write(...oldest);
      keep(position, item);
    },
  };
}
