// All that is known of a session by now, without its texts: grows as the source tells.

import type { News, Row, SessionFacts, Source, TurnRow } from "./contract.ts";

/** A turn with what its items add up to. */
export interface TurnOutline {
  readonly head: TurnRow;
  /** In the order in which they appeared. */
  readonly rows: readonly Row[];
  /** How its first prompt begins. */
  readonly prompt: string;
  readonly errors: number;
  readonly added: number;
  readonly removed: number;
  readonly compactions: number;
}

export interface Outline {
  readonly facts: SessionFacts | null;
  readonly turns: readonly TurnOutline[];
  /** The same map as long as nothing is told anew: it is changed in place. */
  readonly byPosition: ReadonlyMap<number, Row>;
  readonly read: number;
  readonly size: number;
  readonly done: boolean;
  readonly failure: string | null;
}

export interface OutlineStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly get: () => Outline;
}

const NOTHING: Outline = {
  facts: null,
  turns: [],
  byPosition: new Map(),
  read: 0,
  size: 0,
  done: false,
  failure: null,
};

/** Opens the source with the first listener and closes it with the last. `renewed` is told of items that came again, or are void. */
export function createOutline(source: Source, renewed: (positions: readonly number[]) => void): OutlineStore {
  const listeners = new Set<() => void>();
  const fold = createOutlineFold();
  let outline = NOTHING;
  let close: (() => void) | null = null;
  /** All positions that were ever told are below it, those of a session that became another too. */
  let told = 0;
  return {
    get: () => outline,
    subscribe(listener) {
      listeners.add(listener);
      close ??= source.open((news) => {
        const positions = news.rows.map(({ position }) => position);
        // What stood at a position of another session is not what stands there now, even if that comes much later.
        const gone = news.anew === true ? range(0, told) : range(news.items ?? told, outline.byPosition.size);
        const again = positions.filter((position) => position < told);
        told = positions.reduce((most, position) => Math.max(most, position + 1), told);
        outline = fold(news);
        renewed([...gone, ...again]);
        for (const each of listeners) each();
      });
      return () => {
        listeners.delete(listener);
        // A page that only draws anew leaves and comes back at once.
        setTimeout(() => {
          if (listeners.size > 0) return;
          close?.();
          close = null;
        });
      };
    },
  };
}

/** A fold of news; what did not change stays the same object. */
export function createOutlineFold(): (news: News) => Outline {
  const heads = new Map<number, TurnRow>();
  const shelves = new Map<number, Map<number, Row>>();
  const made = new Map<number, TurnOutline>();
  const forget = (): void => {
    for (const known of [heads, shelves, made]) known.clear();
    byPosition = new Map();
  };
  let byPosition = new Map<number, Row>();
  let facts: SessionFacts | null = null;
  return ({ turns, rows, facts: told, anew, items = Infinity, read, size, done, failure }) => {
    if (anew) forget();
    const touched = new Set<number>();
    for (const head of turns) {
      heads.set(head.index, head);
      touched.add(head.index);
    }
    for (const row of rows) {
      const before = byPosition.get(row.position);
      if (before !== undefined && before.turn !== row.turn) shelves.get(before.turn)?.delete(row.position);
      const shelf = shelves.get(row.turn) ?? new Map<number, Row>();
      shelves.set(row.turn, shelf);
      shelf.set(row.position, row);
      byPosition.set(row.position, row);
      touched.add(row.turn);
    }
    for (const position of range(items, byPosition.size)) {
      const index = byPosition.get(position)?.turn ?? 0;
      byPosition.delete(position);
      shelves.get(index)?.delete(position);
      touched.add(index);
    }
    for (const index of touched) {
      const head = heads.get(index);
      if (head !== undefined) made.set(index, outlineOf(head, [...(shelves.get(index)?.values() ?? [])]));
    }
    facts = told ?? facts;
    // Whatever it was, nobody sees any more whether it is being written.
    if (failure !== null && facts !== null) facts = { ...facts, live: false };
    const ordered = [...made.values()].toSorted((a, b) => a.head.index - b.head.index);
    return { facts, turns: ordered, byPosition, read, size, done, failure };
  };
}

/** Positions from one to another: there is none between that has no row. */
function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

export function isError({ kind, state }: Row): boolean {
  return state === "failed" || kind === "damage";
}

function outlineOf(head: TurnRow, rows: readonly Row[]): TurnOutline {
  const changes = rows.filter(({ kind, state }) => kind === "change" && state !== "failed" && state !== "declined");
  return {
    head,
    rows,
    prompt: rows.find(({ kind }) => kind === "prompt")?.title ?? "",
    errors: rows.filter(isError).length + (head.status === "failed" ? 1 : 0),
    added: changes.reduce((sum, { added }) => sum + added, 0),
    removed: changes.reduce((sum, { removed }) => sum + removed, 0),
    compactions: rows.filter(({ kind }) => kind === "compaction").length,
  };
}
