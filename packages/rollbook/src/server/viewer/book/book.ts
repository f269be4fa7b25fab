// A session as it is read: what is told of it grows as it does, and the items of a window are told again.

import { setTimeout as pause } from "node:timers/promises";
import { createThreadFold, type Item, type ThreadSummary, type TurnHead } from "rollbook-core/thread";
import type { SourceError } from "../../../home/index.ts";
import { createAgain } from "./again.ts";
import { createColumn } from "./column.ts";
import { createLayer, type Layer, type RowEntry, type TurnEntry } from "./layer.ts";
import { BEGINNING, readParts, type Part } from "./parts.ts";
import { markFile, type FileMark } from "./rewritten.ts";
import { createSpool } from "./spool.ts";

export interface ItemEntry {
  /** 0, 1, 2, … in the order in which items begin. */
  readonly position: number;
  readonly turn: TurnHead;
  readonly item: Item;
}

export interface Book {
  /** Reads what there is by now. Asked again it goes on with what has been added. */
  readonly read: () => Promise<void>;
  /** So many bytes were read. */
  readonly bytes: () => number;
  readonly done: () => boolean;
  /** Of what was told last. */
  readonly seq: () => number;
  /** By index: those of which something was told after `seq`. */
  readonly turns: (seq: number) => readonly TurnEntry[];
  readonly turn: (index: number) => TurnEntry | undefined;
  /** From this position on, those of which something was told after `seq`. */
  readonly rows: (seq: number, from: number) => Generator<RowEntry, void, undefined>;
  /** Items there are. */
  readonly size: () => number;
  /** As it is answered, packed, and good until more is read; undefined where there is no such item. */
  readonly shown: (position: number) => Buffer | undefined;
  /** In order; positions that no item has are left out. Of a large session they are read again. */
  readonly items: (positions: readonly number[]) => Promise<readonly ItemEntry[]>;
  /** Null until all was read once. */
  readonly summary: () => ThreadSummary | null;
  /** Resolves when all is read, or when this says it is enough; asked after each chunk. */
  readonly until: (enough: () => boolean) => Promise<void>;
  /** The file that may grow no longer begins with what was read of it. */
  readonly rewritten: () => boolean;
  /** Reads no further; nothing may be asked any more. */
  readonly close: () => void;
}

export interface BookOptions {
  readonly parts: readonly Part[];
  readonly stop: AbortSignal;
  /** Items are kept until so many bytes were read; of a larger session windows of them are read again. */
  readonly kept?: number;
  /** Bytes between two places from which reading may go on. */
  readonly spacing?: number;
  /** Where files for what is told may be; gone with the process. In memory where none may. */
  readonly directories?: readonly string[];
  /** Is called whenever much has been read: what was made of it on the way is dead. */
  readonly rest?: () => void;
}

const KEPT = 8 << 20;
/** Bytes read. */
const MUCH = 6 << 20;
/** Of so many bytes the first answer is made; it is on its way in so many milliseconds. */
const GLIMPSE = 1 << 15;
const BLINK = 3;
/** Bytes in which the first things that are seen stand. */
const SCREEN = 1 << 17;
/** So many milliseconds of reading are left to those who show what was read first, in breaths of so many. */
const QUIET = 400;
const BREATH = 15;
export function createBook(options: BookOptions): Book {
  const { parts, kept = KEPT, directories = [], rest = () => {} } = options;
  const closing = new AbortController();
  const stop = AbortSignal.any([options.stop, closing.signal]);
  const opened = performance.now();
  const spools = { rows: createSpool(directories), shown: createSpool(directories) };
  let seq = 0;
  /** Where the record ends that an item was last told at. */
  const orders = createColumn(Float64Array);
  let order = 0;
  let items: Map<number, Item> | null = new Map();
  const next = (): number => (seq += 1);
  const main = createLayer({
    below: null,
    next,
    spools,
    keep(position, item) {
      orders.set(position, order);
      items?.set(position, item);
    },
  });
  const fold = createThreadFold(main);
  const problems: string[] = [];
  const unread = ({ message }: SourceError): void => void problems.push(message);
  const again = createAgain({ ...options, stop, fold, main, orders, unread });
  let place = BEGINNING;
  let bytes = 0;
  /** Of these, what stands before the place. */
  let settled = 0;
  /** What there would be if nothing more came. */
  let ending: { readonly layer: Layer; readonly items: Map<number, Item>; readonly summary: ThreadSummary } | null =
    null;
  let mark: FileMark | null = null;
  let reading: Promise<void> | null = null;
  const watchers = new Set<() => void>();

  async function readOn(): Promise<void> {
    ending = null;
    const before = settled;
    const began = bytes;
    let rested = began;
    const see = (now: number): void => {
      order = now;
    };
    const steps = readParts(parts, fold, { from: place, see, stop, unread, open: true });
    for await (const step of steps) {
      bytes = before + step.bytes;
      if (step.place !== null) {
        place = step.place;
        settled = before + step.settled;
        if (items !== null && bytes > kept) items = null;
        if (items === null) again.post(place, bytes);
      }
      for (const watch of watchers) watch();
      if (bytes - rested >= MUCH) {
        rested = bytes;
        rest();
      }
      // Whoever opens a session wants to see how it begins, and the processors are few.
      if (began === 0 && bytes <= GLIMPSE && main.size() > 0) await pause(BLINK);
      else if (bytes >= SCREEN && performance.now() - opened < QUIET) await pause(BREATH);
    }
    const last = parts.at(-1);
    mark = last?.plain === true && place.part === parts.length - 1 ? markFile(last.file.path, place.offset) : null;
    // A line that was not whole is read again when it is.
    await end();
    if (rested > began) rest();
  }

  async function end(): Promise<void> {
    const last = new Map<number, Item>();
    const layer = createLayer({
      below: main,
      next,
      spools: { rows: createSpool([]), shown: createSpool([]) },
      keep: (position, item) => void last.set(position, item),
    });
    const rest = fold.fork(layer);
    for await (const _ of readParts(parts, rest, { from: place, stop, unread, open: false }));
    const { gaps, ...summary } = rest.end();
    const cut = parts.flatMap(({ gap }) => gap ?? []);
    ending = { layer, items: last, summary: { ...summary, gaps: [...cut, ...problems, ...gaps] } };
  }

  const turnAt = (index: number): TurnEntry | undefined => ending?.layer.turns.get(index) ?? main.turns.get(index);

  return {
    read() {
      reading ??= readOn().finally(() => {
        reading = null;
        for (const watch of watchers) watch();
      });
      return reading;
    },
    bytes: () => bytes,
    done: () => reading === null && ending !== null,
    seq: () => seq,
    turns(after) {
      const indexes = new Set([...main.turns.keys(), ...(ending?.layer.turns.keys() ?? [])]);
      const found = [...indexes].flatMap((index) => turnAt(index) ?? []).filter((turn) => turn.seq > after);
      return found.toSorted((a, b) => a.head.index - b.head.index);
    },
    turn: turnAt,
    *rows(after, from) {
      const size = Math.max(main.size(), ending?.layer.size() ?? 0);
      for (let position = from; position < size; position++) {
        const layer = ending !== null && ending.layer.rowSeq(position) > 0 ? ending.layer : main;
        const row = layer.rowSeq(position) > after ? layer.row(position) : undefined;
        if (row !== undefined) yield row;
      }
    },
    size: () => Math.max(main.size(), ending?.layer.size() ?? 0),
    shown: (position) => ending?.layer.shown(position) ?? main.shown(position),
    async items(positions) {
      const found = new Map<number, Item>();
      const missing: number[] = [];
      for (const position of positions) {
        const item = ending?.items.get(position) ?? items?.get(position);
        if (item !== undefined) found.set(position, item);
        else if (position < main.size()) missing.push(position);
      }
      const told = missing.length === 0 ? null : await again.items(missing);
      for (const position of missing) {
        const item = told?.get(position);
        if (item !== undefined) found.set(position, item);
      }
      return [...found]
        .toSorted(([a], [b]) => a - b)
        .flatMap(([position, item]) => {
          const turn = ending?.layer.turnOf(item.turn_id) ?? main.turnOf(item.turn_id);
          return turn === undefined ? [] : [{ position, turn: turn.head, item }];
        });
    },
    summary: () => ending?.summary ?? null,
    rewritten: () => mark !== null && !mark.holds(),
    close() {
      closing.abort();
      again.close();
      for (const spool of [spools.rows, spools.shown]) spool.close();
    },
    async until(enough) {
      if (reading === null || enough()) return;
      let watch = (): void => {};
      const some = new Promise<void>((resolve) => {
        watch = () => {
          if (reading === null || enough()) resolve();
        };
      });
      watchers.add(watch);
      try {
        await some;
      } finally {
        watchers.delete(watch);
      }
    },
  };
}
