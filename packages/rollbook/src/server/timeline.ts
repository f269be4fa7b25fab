// thread/timeline/list: turns and items in the order in which they were written, the latest page first.

import type { Json, JsonObject } from "rollbook-core";
import { threadItem, turnHead } from "rollbook-core/protocol";
import { fieldsOf, pageSize } from "./cursor.ts";
import { CODE, RequestFailure } from "./failure.ts";
import type { ItemEntry, TurnEntry } from "./history.ts";
import { createItemPage } from "./item-page.ts";
import { optional, required, string, struct, u32 } from "./params.ts";
import { askFor, type Service } from "./service.ts";
import { LARGEST_ANSWER } from "./turns.ts";

export const ThreadTimelineListParams = struct("ThreadTimelineListParams", {
  threadId: required(string),
  cursor: optional(string),
  limit: optional(u32),
});

/** What stands at one position comes in this order. */
const KIND = { started: 0, item: 1, completed: 3 } as const;

interface Entry {
  readonly position: number;
  readonly kind: number;
  readonly id: string;
  readonly show: () => JsonObject;
}

type Place = Pick<Entry, "position" | "kind">;

export async function listTimeline(
  service: Service,
  params: ReturnType<typeof ThreadTimelineListParams>,
): Promise<Json> {
  const { id, library, thread } = askFor(service, params.threadId);
  const before = params.cursor === null ? null : readPlace(id, params.cursor);
  const limit = pageSize(params.limit);
  const history = service.histories.of(library, thread);
  const { turns } = await history.outline();
  const standing = new Set(turns.map(({ head }) => head.id));
  const isBefore = (place: Place): boolean => before === null || compare(place, before) < 0;
  const items = createItemPage({
    limit: limit + 1,
    bytes: LARGEST_ANSWER,
    ascending: false,
    admits: ({ item, position }) =>
      standing.has(item.turn_id) && isBefore({ position, kind: KIND.item }) && threadItem(item) !== null,
  });
  await history.items(items);
  const oldest = items.more() ? (items.entries().at(-1)?.position ?? 0) : -1;
  const entries = [...turns.flatMap(turnEntries), ...items.entries().map(itemEntry)]
    .filter((entry) => isBefore(entry) && entry.position >= oldest)
    .toSorted(compare);
  const page = entries.slice(-limit);
  const [first] = page;
  const more = items.more() || entries.length > limit;
  return {
    data: page.map(({ show }) => show()),
    nextCursor:
      more && first !== undefined
        ? JSON.stringify({ threadId: id, position: first.position, kind: first.kind, id: first.id })
        : null,
    activeRealtimeSessionAtPageStart: null,
  };
}

function turnEntries({ head, place, end }: TurnEntry): Entry[] {
  const { id } = head;
  const { startedAt, status, error, completedAt, durationMs } = turnHead(head, { live: false });
  const entry = (position: number, kind: number, type: string, rest: JsonObject): Entry => ({
    position,
    kind,
    id,
    show: () => ({ type, position, turnId: id, ...rest }),
  });
  const ended: JsonObject = { status: status ?? null, error: error ?? null, startedAt: startedAt ?? null };
  return [
    entry(place, KIND.started, "turnStarted", { startedAt: startedAt ?? null }),
    ...(end === null
      ? []
      : [
          entry(end, KIND.completed, "turnCompleted", {
            ...ended,
            completedAt: completedAt ?? null,
            durationMs: durationMs ?? null,
          }),
        ]),
  ];
}

function itemEntry({ item, position }: ItemEntry): Entry {
  const shown = threadItem(item) ?? {};
  return {
    position,
    kind: KIND.item,
    id: item.id,
    show: () => ({ type: "item", position, turnId: item.turn_id, item: shown }),
  };
}

function compare(a: Place, b: Place): number {
  return a.position - b.position || a.kind - b.kind;
}

function readPlace(id: string, cursor: string): Place {
  const wrong = new RequestFailure(CODE.request, "invalid thread timeline cursor");
  let fields: Readonly<Record<string, unknown>>;
  try {
    fields = fieldsOf(cursor);
  } catch {
    throw wrong;
  }
  const { threadId, position, kind } = fields;
  if (threadId !== id || typeof position !== "number" || typeof kind !== "number") throw wrong;
  return { position, kind };
}
