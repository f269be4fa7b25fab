// thread/turns/list: a thread's turns, page by page.

import type { Json, JsonObject } from "rollbook-core";
import { fullTurn, turnHead } from "rollbook-core/protocol";
import type { Item } from "rollbook-core/thread";
import { pageSize, readOrdinal, readTurn, writeOrdinal, writeTurn, type Anchor } from "./cursor.ts";
import { CODE, RequestFailure } from "./failure.ts";
import type { History } from "./histories.ts";
import type { Outline, TurnEntry } from "./history.ts";
import { direction, optional, required, string, struct, u32, word } from "./params.ts";
import { askFor, type Service } from "./service.ts";

const VIEWS = ["notLoaded", "summary", "full"] as const;
type View = (typeof VIEWS)[number];

export const ThreadTurnsListParams = struct("ThreadTurnsListParams", {
  threadId: required(string),
  cursor: optional(string),
  limit: optional(u32),
  sortDirection: optional(direction),
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
    data: await showTurns(history, outline, page, view),
    nextCursor: last === undefined || page.length === rest.length ? null : cursors.write(last, false),
    backwardsCursor: first === undefined ? null : cursors.write(first, true),
  };
}

/** Turns with their items, as far as a client wants to see them. */
export async function showTurns(
  history: History,
  outline: Outline,
  turns: readonly TurnEntry[],
  view: View,
): Promise<readonly JsonObject[]> {
  if (view === "notLoaded") return turns.map(({ head }) => turnHead(head, WORDS));
  const items = view === "full" ? await allItems(history, turns) : await firstAndLast(history, outline, turns);
  return turns.map(({ head }) => ({
    ...fullTurn({ ...head, items: items.get(head.id) ?? [] }, WORDS),
    itemsView: view,
  }));
}

/** What nobody goes on with here was interrupted. */
const WORDS = { live: false };

type ItemsOf = ReadonlyMap<string, readonly Item[]>;

async function allItems(history: History, turns: readonly TurnEntry[]): Promise<ItemsOf> {
  const shelves = new Map(turns.map(({ head }) => [head.id, new Map<string, Item>()]));
  await history.items({
    take({ item, position }, before) {
      const shelf = shelves.get(item.turn_id);
      if (before !== position) shelf?.delete(item.id);
      shelf?.set(item.id, item);
    },
  });
  return new Map([...shelves].map(([id, shelf]) => [id, [...shelf.values()]]));
}

/** The first thing the user said in each turn, and what the agent said in the end. */
async function firstAndLast(history: History, { header }: Outline, turns: readonly TurnEntry[]): Promise<ItemsOf> {
  const paginated = header.history_mode === "paginated";
  const shown = new Map(
    turns.map(({ head, end }) => [head.id, { end, first: null as Item | null, last: null as Item | null }]),
  );
  await history.items({
    take({ item }) {
      const turn = shown.get(item.turn_id);
      if (turn === undefined) return;
      const { content } = item;
      if (content.type === "UserMessage" && (turn.first === null || turn.first.id === item.id)) turn.first = item;
      if (content.type !== "AgentMessage") return;
      // In legacy threads Codex takes the last message for the final one, whatever it was.
      if (!paginated || (turn.end !== null && FINAL.has(content.phase ?? null))) turn.last = item;
    },
  });
  return new Map([...shown].map(([id, { first, last }]) => [id, [first, last].filter((item) => item !== null)]));
}

const FINAL: ReadonlySet<string | null> = new Set([null, "final_answer"]);

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
