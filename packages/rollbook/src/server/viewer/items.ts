// Items with their texts: a window of them, one whole, a part, a picture.

import type { Answers, ItemEntry as Shown, Place, Query } from "rollbook-api";
import { clipView, picturesIn, viewItem, type ClippedView } from "rollbook-core/view";
import type { Item } from "rollbook-core/thread";
import { HttpFailure } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import type { Book, ItemEntry } from "./book.ts";
import { askForBook, progressOf, type Asked, type Desk } from "./desk.ts";
import { imageOf } from "./images.ts";

/** Of a longer text its beginning is sent. */
const CLIP = { over: 64 << 10, keep: 8 << 10 };
const MOST_NAMED = 200;

export async function answerItems(
  desk: Desk,
  { session }: Place<"items">,
  query: Query<"items">,
): Promise<Answers["items"]> {
  const { from, position: named, limit } = query;
  if (named.length > MOST_NAMED) throw new HttpFailure("bad_request", `at most ${MOST_NAMED} positions at a time`);
  const wanted = named.map((each) => wholeNumber("position", each));
  const start = query.cursor === null ? from : wholeNumber("cursor", query.cursor);
  const enough = (book: Book): boolean =>
    wanted.length > 0
      ? wanted.every((position) => position < book.size())
      : query.turn === null && query.direction === "asc" && book.size() > (start ?? 0) + limit;
  const open = await askForBook(desk, session, ({ book }) => enough(book));
  const { book } = open;
  const all = wanted.length > 0 ? wanted : await positionsOf(book, query, start, limit + 1);
  const page = wanted.length > 0 ? all : all.slice(0, limit);
  const entries = await book.items(page);
  const found = query.direction === "desc" ? entries.toReversed() : entries;
  const next = all[page.length];
  return desk.hide({
    items: found.map((entry) => showItem(entry, open)),
    next_cursor: next === undefined ? null : String(next),
    progress: progressOf(open),
  });
}

/** In the direction that was asked for, from where it was asked. */
async function positionsOf(
  book: Book,
  { turn, direction }: Query<"items">,
  from: number | null,
  most: number,
): Promise<readonly number[]> {
  const ascending = direction === "asc";
  if (turn === null) {
    // The end is known when it is reached.
    if (!ascending && from === null) await book.until(() => false);
    const first = from ?? (ascending ? 0 : book.size() - 1);
    return Array.from({ length: most }, (_, index) => (ascending ? first + index : first - index)).filter(
      (position) => position >= 0 && position < book.size(),
    );
  }
  await book.until(() => book.turn(turn) !== undefined && book.turn(turn + 1) !== undefined);
  const found: number[] = [];
  // Rows say first which turn they are of.
  for (const { position, json } of book.rows(0, book.turn(turn)?.marks.first_position ?? 0)) {
    if (json.startsWith(`{"position":${position},"turn":${turn},`)) found.push(position);
  }
  const ordered = ascending ? found : found.toReversed();
  return ordered.filter((each) => from === null || (ascending ? each >= from : each <= from)).slice(0, most);
}

export async function answerItem(desk: Desk, { session, position }: Place<"item">): Promise<Answers["item"]> {
  const { entry, ...asked } = await askForItem(desk, session, position);
  return desk.hide({ ...showItem(entry, asked), content: clipped(entry.item.content) });
}

export async function answerPart(desk: Desk, { session, position, part }: Place<"part">): Promise<Reply> {
  const { entry } = await askForItem(desk, session, position);
  const found = viewItem(entry.item, entry.turn.cwd).parts[wholeNumber("part", part)];
  if (found === undefined) throw new HttpFailure("not_found", "the item has no such part");
  const text =
    found.type === "diff"
      ? found.file.lines.join("\n")
      : found.type === "steps"
        ? found.steps.map((step) => step.text).join("\n")
        : found.text;
  return { kind: "text", type: "text/plain", text: await desk.hide(text) };
}

export async function answerImage(desk: Desk, { session, position, image }: Place<"image">): Promise<Reply> {
  const { entry } = await askForItem(desk, session, position);
  const text = picturesIn(entry.item)[wholeNumber("image", image)];
  const found = text === undefined ? null : imageOf(text);
  if (found === null) throw new HttpFailure("not_found", "the item has no such picture");
  return { kind: "bytes", ...found };
}

async function askForItem(desk: Desk, session: string, given: string) {
  const position = wholeNumber("position", given);
  const open = await askForBook(desk, session, ({ book }) => book.size() > position);
  await open.book.until(() => open.book.size() > position);
  const [entry] = await open.book.items([position]);
  if (entry === undefined) throw new HttpFailure("not_found", "the session has no item at this position");
  return { ...open, entry };
}

function showItem({ position, turn, item }: ItemEntry, { keys, thread }: Pick<Asked, "keys" | "thread">): Shown {
  const { id, content, origin, timestamp, started_at_ms, completed_at_ms, sources } = item;
  return {
    position,
    turn: turn.index,
    turn_id: turn.id,
    id,
    type: content.type,
    origin,
    timestamp,
    started_at_ms,
    completed_at_ms,
    bytes: sources.reduce((sum, { length }) => sum + length, 0),
    view: clipView(viewItem(item, turn.cwd), CLIP) satisfies ClippedView,
    images: picturesIn(item).length,
    sessions: sessionsIn(item).map((session_id) => {
      const other = keys.byId(session_id, thread.home);
      return { session_id, key: other === null ? null : keys.of(other) };
    }),
    sources,
  };
}

/** Ids of the other threads an item speaks of. */
function sessionsIn({ content }: Item): readonly string[] {
  const fields = content as unknown as Readonly<Record<string, unknown>>;
  const told = [fields["agent_thread_id"], fields["receiver_thread_ids"]].flat();
  return [...new Set(told.filter((id) => typeof id === "string"))];
}

function clipped(value: unknown): unknown {
  if (typeof value === "string") return value.length > CLIP.over ? `${value.slice(0, CLIP.keep)}…` : value;
  if (Array.isArray(value)) return value.map(clipped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, clipped(each)]));
}

export function wholeNumber(name: string, given: string): number {
  const number = Number(given);
  if (/^\d{1,15}$/.test(given) && Number.isSafeInteger(number)) return number;
  throw new HttpFailure("bad_request", `${name} needs a whole number, not ${JSON.stringify(given)}`);
}
