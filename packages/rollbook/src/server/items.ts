// thread/items/list and thread/items/read: a thread's items, page by page or by name.

import type { Json, JsonObject } from "rollbook-core";
import { threadItem } from "rollbook-core/protocol";
import { pageSize, readOrdinal, writeOrdinal, type Anchor } from "./cursor.ts";
import { CODE, RequestFailure } from "./failure.ts";
import type { ItemEntry } from "./history.ts";
import { createItemPage } from "./item-page.ts";
import { direction, either, flag, optional, required, sequence, string, struct, u32, word } from "./params.ts";
import { askFor, type Service } from "./service.ts";
import { LARGEST_ANSWER } from "./turns.ts";

const ItemAnchor = struct("ThreadItemsListAnchor", { type: required(word(["item"])), itemId: required(string) });
const Deferral = struct("ThreadItemOutputDeferral", { commandExecution: flag, mcpToolCall: flag });

export const ThreadItemsListParams = struct("ThreadItemsListParams", {
  threadId: required(string),
  turnId: optional(string),
  cursor: optional(either("ThreadItemsListCursor", string, ItemAnchor)),
  limit: optional(u32),
  sortDirection: optional(direction),
  deferOutput: optional(Deferral),
});

const SCOPE = "itemsByCreatedAtOrdinal";

export async function listItems(service: Service, params: ReturnType<typeof ThreadItemsListParams>): Promise<Json> {
  const { id, library, thread } = askFor(service, params.threadId);
  const { turnId, cursor } = params;
  const ascending = params.sortDirection !== "desc";
  if (typeof cursor === "object" && cursor !== null && (turnId ?? "") === "") {
    throw new RequestFailure(CODE.parameters, "turnId is required when cursor is an item anchor");
  }
  let anchor: Anchor<number> | null = typeof cursor === "string" ? readOrdinal(id, SCOPE, cursor) : null;
  const history = service.histories.of(library, thread);
  const { turns } = await history.outline();
  const standing = new Set(turns.map(({ head }) => head.id).filter((turn) => turnId === null || turn === turnId));
  const isThere = ({ item }: ItemEntry): boolean => standing.has(item.turn_id) && threadItem(item) !== null;
  if (typeof cursor === "object" && cursor !== null) {
    const position = await find(history.items, (entry) => isThere(entry) && entry.item.id === cursor.itemId);
    anchor = { at: position, inclusive: false };
  }
  const page = createItemPage({
    limit: pageSize(params.limit),
    bytes: LARGEST_ANSWER,
    ascending,
    admits: (entry) => isThere(entry) && (anchor === null || isBehind(entry.position, anchor, ascending)),
  });
  await history.items(page);
  const entries = page.entries();
  const [first] = entries;
  const last = entries.at(-1);
  const deferred = (turnId ?? "") === "" ? null : params.deferOutput;
  return {
    data: entries.map((entry) => showEntry(entry, deferred)),
    nextCursor: page.more() && last !== undefined ? write(id, last, false) : null,
    backwardsCursor: first === undefined ? null : write(id, first, true),
  };
}

export const ThreadItemsReadParams = struct("ThreadItemsReadParams", {
  threadId: required(string),
  turnId: required(string),
  itemIds: required(sequence(string)),
});

const MOST_READ = 100;

export async function readItems(service: Service, params: ReturnType<typeof ThreadItemsReadParams>): Promise<Json> {
  const { library, thread } = askFor(service, params.threadId);
  const { turnId, itemIds } = params;
  if (itemIds.length === 0 || itemIds.length > MOST_READ) {
    throw new RequestFailure(CODE.request, `itemIds must contain 1 to ${MOST_READ} IDs`);
  }
  const wanted = new Set(itemIds);
  const history = service.histories.of(library, thread);
  const { turns } = await history.outline();
  const stands = turns.some(({ head }) => head.id === turnId);
  const page = createItemPage({
    limit: MOST_READ,
    bytes: LARGEST_ANSWER,
    ascending: true,
    admits: ({ item }) => stands && item.turn_id === turnId && wanted.has(item.id) && threadItem(item) !== null,
  });
  await history.items(page);
  return { data: page.entries().map((entry) => showEntry(entry, null)) };
}

/** An item with the turn it belongs to. */
export function showEntry({ item }: ItemEntry, deferred: ReturnType<typeof Deferral> | null): JsonObject {
  const whole = threadItem(item) ?? {};
  const times = { startedAtMs: item.started_at_ms, completedAtMs: item.completed_at_ms };
  const without = deferred === null ? null : withoutOutput(whole, deferred);
  if (without === null) return { turnId: item.turn_id, item: whole, ...times };
  return { turnId: item.turn_id, item: without, outputDeferred: true, ...times };
}

/** Null where there is nothing to leave out: what failed is shown as it is. */
function withoutOutput(
  item: JsonObject,
  { commandExecution, mcpToolCall }: ReturnType<typeof Deferral>,
): JsonObject | null {
  if (item["status"] !== "completed") return null;
  if (item["type"] === "commandExecution" && commandExecution && (item["aggregatedOutput"] ?? "") !== "") {
    return { ...item, aggregatedOutput: null };
  }
  const result = item["type"] === "mcpToolCall" && mcpToolCall ? (item["result"] as JsonObject | null) : null;
  return result !== null && isPlain(result) ? { ...item, result: { ...result, content: [] } } : null;
}

/** Text and nothing else. */
function isPlain({ content, structuredContent, _meta }: JsonObject): boolean {
  const parts = Array.isArray(content) ? (content as readonly JsonObject[]) : [];
  const plain = parts.length > 0 && parts.every((part) => part["type"] === "text" && part["text"] !== "");
  return plain && structuredContent === null && _meta === null;
}

function isBehind(position: number, { at, inclusive }: Anchor<number>, ascending: boolean): boolean {
  return (ascending ? position > at : position < at) || (inclusive && position === at);
}

function write(id: string, { position }: ItemEntry, inclusive: boolean): string {
  return writeOrdinal(id, SCOPE, { at: position, inclusive });
}

async function find(
  items: (keeper: { take: (entry: ItemEntry) => void }) => Promise<void>,
  fits: (entry: ItemEntry) => boolean,
): Promise<number> {
  let found: number | null = null;
  await items({
    take(entry) {
      if (found === null && fits(entry)) found = entry.position;
    },
  });
  if (found !== null) return found;
  const why = "cursor.itemId does not identify an item in the requested history scope";
  throw new RequestFailure(CODE.parameters, why);
}
