// thread/turns/list: a thread's turns, page by page.

import type { Json, JsonObject } from "rollbook-core";
import { fullTurn, threadItem, turnHead } from "rollbook-core/protocol";
import type { Item } from "rollbook-core/thread";
import { pageSize, readOrdinal, readTurn, writeOrdinal, writeTurn, type Anchor } from "./cursor.ts";
import { CODE, RequestFailure } from "./failure.ts";
import type { History } from "./histories.ts";
import type { Outline, TurnEntry } from "./history.ts";
import { optional, required, string, struct, u32, word } from "./params.ts";
import { askFor, type Service } from "./service.ts";
import { SortDirection } from "./thread-list.ts";

const VIEWS = ["notLoaded", "summary", "full"] as const;
type View = (typeof VIEWS)[number];

export const ThreadTurnsListParams = struct("ThreadTurnsListParams", {
  threadId: required(string),
  cursor: optional(string),
  limit: optional(u32),
  sortDirection: optional(SortDirection),
  itemsView: optional(word(VIEWS)),
});

/** Of records in one answer. A page ends before it would hold more; of a single turn that does, items can be listed. */
export const LARGEST_ANSWER = 128 << 20;

export async function listTurns(service: Service, params: ReturnType<typeof ThreadTurnsListParams>): Promise<Json> {
  const { id, library, thread } = askFor(service, params.threadId);
  const history = service.histories.of(library, thread);
  const outline = await history.outline();
  const cursors = cursorsOf(id, outline);
  const ascending = params.sortDirection === "asc";
  const anchor = params.cursor === null ? null : cursors.read(params.cursor);
  const rest = behind(outline.turns, anchor, ascending);
  const view = params.itemsView ?? "summary";
  const page = rest.slice(0, Math.min(pageSize(params.limit), view === "full" ? fitting(rest) : rest.length));
  const [first] = page;
  const last = page.at(-1);
  return {
    data: await showTurns(history, page, view),
    nextCursor: last === undefined || page.length === rest.length ? null : cursors.write(last, false),
    backwardsCursor: first === undefined ? null : cursors.write(first, true),
  };
}

/** Turns with their items, as far as a client wants to see them. */
export async function showTurns(
  history: History,
  turns: readonly TurnEntry[],
  view: View,
): Promise<readonly JsonObject[]> {
  const items = view === "notLoaded" ? new Map<string, readonly Item[]>() : await itemsOf(history, turns, view);
  return turns.map(({ head }) => {
    const turn = { ...head, items: items.get(head.id) ?? [] };
    if (view === "notLoaded") return turnHead(turn, WORDS);
    const full = fullTurn(turn, WORDS);
    return view === "full" ? full : { ...full, itemsView: "summary" };
  });
}

/** What nobody goes on with here was interrupted. */
const WORDS = { live: false };

async function itemsOf(
  history: History,
  turns: readonly TurnEntry[],
  view: View,
): Promise<ReadonlyMap<string, readonly Item[]>> {
  const shelves = new Map(turns.map(({ head }) => [head.id, new Map<string, Item>()]));
  const summaries = new Map<string, { first: Item | null; last: Item | null }>();
  await history.items({
    take({ item }) {
      const shelf = shelves.get(item.turn_id);
      if (shelf === undefined || threadItem(item) === null) return;
      if (view === "full") shelf.set(item.id, item);
      else summarise(summaries, item);
    },
  });
  if (view === "full") return new Map([...shelves].map(([id, shelf]) => [id, [...shelf.values()]]));
  return new Map(
    [...summaries].map(([id, { first, last }]) => [id, [first, last].filter((item) => item !== null)] as const),
  );
}

/** The first thing the user said in it, and the last thing the agent did. */
function summarise(summaries: Map<string, { first: Item | null; last: Item | null }>, item: Item): void {
  const summary = summaries.get(item.turn_id) ?? { first: null, last: null };
  summaries.set(item.turn_id, summary);
  const { type } = item.content;
  if (type === "UserMessage" && (summary.first === null || summary.first.id === item.id)) summary.first = item;
  if (type === "AgentMessage") summary.last = item;
}

/** How many of these come into one answer: at least one. */
function fitting(turns: readonly TurnEntry[]): number {
  let sum = 0;
  const count = turns.findIndex(({ bytes }) => (sum += bytes) > LARGEST_ANSWER);
  if (count === 0) {
    const why = `turn ${turns[0]?.head.id ?? ""} is too large for one answer`;
    throw new RequestFailure(CODE.internal, `${why}: list its items with thread/items/list`);
  }
  return count === -1 ? turns.length : count;
}

function behind(turns: readonly TurnEntry[], anchor: Anchor<number> | null, ascending: boolean): readonly TurnEntry[] {
  const ordered = ascending ? turns : turns.toReversed();
  if (anchor === null) return ordered;
  const { at, inclusive } = anchor;
  return ordered.filter(({ place }) => (ascending ? place > at : place < at) || (inclusive && place === at));
}

interface Cursors {
  readonly read: (cursor: string) => Anchor<number>;
  readonly write: (turn: TurnEntry, inclusive: boolean) => string;
}

function cursorsOf(id: string, { header, turns }: Outline): Cursors {
  if (header.history_mode === "paginated") {
    return {
      read: (cursor) => readOrdinal(id, "turns", cursor),
      write: ({ place }, inclusive) => writeOrdinal(id, "turns", { at: place, inclusive }),
    };
  }
  return {
    read(cursor) {
      const { at, inclusive } = readTurn(cursor);
      const turn = turns.find(({ head }) => head.id === at);
      if (turn === undefined) {
        throw new RequestFailure(CODE.request, "invalid cursor: anchor turn is no longer present");
      }
      return { at: turn.place, inclusive };
    },
    write: ({ head }, inclusive) => writeTurn({ at: head.id, inclusive }),
  };
}
