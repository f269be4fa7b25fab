// The answers of a book, as plain data.

import { picturesIn, type Part, viewItem } from "rollbook-core/view";
import type { Progress } from "rollbook-api";
import type { Book, ItemEntry } from "./book.ts";
import { findWords } from "./find.ts";
import { imageOf } from "./images.ts";
import type { Order } from "./order.ts";
import type { QuestionName, Questions } from "./questions.ts";
import type { OpenBook } from "./shelf.ts";
import { joined, layOutPage } from "./page.ts";
import { CLIP, unpackShown } from "./shown.ts";
import { readTold, type Told, writeTold } from "./told.ts";
import { showTurn } from "./turn.ts";

type Answers = {
  readonly [Name in QuestionName]: (
    open: OpenBook,
    ask: Questions[Name]["ask"],
    order: Order,
  ) => Promise<Questions[Name]["answer"]>;
};

/** So many milliseconds an answer waits for more of a session that is being read, if there is something already. */
const MOMENT = 100;
/** And so many for a page of what is new, or fewer where so little was told that it may not fill a screen. */
const PATIENCE = { long: 250, short: 40, little: 200 };

export const ANSWERS: Answers = {
  turns: tellTurns,
  rows: tellRows,
  items: tellItems,
  async find(open, { words }) {
    return { positions: await findWords(open.book, words), progress: progressOf(open) };
  },
  async item(open, { position }) {
    const entry = await findItem(open.book, position);
    const packed = open.book.shown(position);
    if (entry === null || packed === undefined) return null;
    return { shown: unpackShown(packed), content: clipped(entry.item.content) };
  },
  async part({ book }, { position, part }) {
    const entry = await findItem(book, position);
    if (entry === null) return null;
    const found = viewItem(entry.item, entry.turn.cwd).parts[part];
    return { text: found === undefined ? null : textOf(found) };
  },
  async image({ book }, { position, image }) {
    const entry = await findItem(book, position);
    if (entry === null) return null;
    const text = picturesIn(entry.item)[image];
    return { image: text === undefined ? null : imageOf(text) };
  },
};

async function tellTurns(
  open: OpenBook,
  { cursor, limit }: Questions["turns"]["ask"],
  { thread_id }: Order,
): Promise<Questions["turns"]["answer"]> {
  const { book } = open;
  await book.until(() => book.size() > 0);
  const told = readTold(cursor, book.seq());
  const news = book.turns(told.seq).filter(({ head }) => head.index >= told.from);
  const page = news.slice(0, limit);
  const last = page.at(-1);
  const rest = news.length > page.length && last !== undefined ? { ...told, from: last.head.index + 1 } : null;
  return {
    turns: page.map((turn) => showTurn(turn, thread_id)),
    next_cursor: writeTold(rest ?? { seq: told.until, from: 0, until: book.seq() }),
    progress: progressOf(open),
  };
}

const BEGIN = Buffer.from('{"rows":[');
const BETWEEN = Buffer.from(",");

async function tellRows(
  open: OpenBook,
  { cursor, limit }: Questions["rows"]["ask"],
): Promise<Questions["rows"]["answer"]> {
  const { book } = open;
  const since = performance.now();
  const before = readTold(cursor, 0);
  const patience = before.seq < PATIENCE.little ? PATIENCE.short : PATIENCE.long;
  const isLate = (): boolean => performance.now() - since > patience;
  // Whoever knows nothing yet is told at once; whoever knows something, a page at a time, or what there is by now.
  const enough = (): boolean => before.from > 0 || book.seq() - before.seq >= limit || isLate();
  await book.until(cursor === null ? () => book.size() > 0 : enough);
  const told = readTold(cursor, book.seq());
  const rows: Buffer[] = [];
  let rest: Told | null = null;
  for (const { position, json } of book.rows(told.seq, told.from)) {
    if (rows.length === 2 * limit) {
      rest = { ...told, from: position };
      break;
    }
    rows.push(rows.length === 0 ? BEGIN : BETWEEN, json);
  }
  const next_cursor = writeTold(rest ?? { seq: told.until, from: 0, until: book.seq() });
  const more = JSON.stringify({ next_cursor, progress: progressOf(open) });
  return joined([...(rows.length === 0 ? [BEGIN] : rows), Buffer.from(`],${more.slice(1)}`)]);
}

async function tellItems(
  open: OpenBook,
  { positions, turn, from, limit, descending }: Questions["items"]["ask"],
): Promise<Questions["items"]["answer"]> {
  const { book } = open;
  const since = performance.now();
  const enough = (): boolean => {
    if (positions !== null) return positions.every((position) => position < book.size());
    return turn === null && !descending && book.size() > (from ?? 0) + limit;
  };
  await book.until(() => enough() || (book.size() > 0 && performance.now() - since > MOMENT));
  const all = positions ?? (await positionsOf(book, { turn, from, descending }, limit + 1));
  const page = positions ?? all.slice(0, limit);
  const ordered = positions === null ? page : page.toSorted((a, b) => a - b);
  const next = all[page.length];
  return layOutPage(
    ordered.flatMap((position) => book.shown(position) ?? []),
    { next_cursor: next === undefined ? null : String(next), progress: progressOf(open) },
  );
}

type Range = Pick<Questions["items"]["ask"], "turn" | "from" | "descending">;

/** In the direction that was asked for, from where it was asked. */
async function positionsOf(book: Book, { turn, from, descending }: Range, most: number): Promise<readonly number[]> {
  if (turn === null) {
    // The end is known when it is reached.
    if (descending && from === null) await book.until(() => false);
    const first = from ?? (descending ? book.size() - 1 : 0);
    return Array.from({ length: most }, (_, index) => (descending ? first - index : first + index)).filter(
      (position) => position >= 0 && position < book.size(),
    );
  }
  await book.until(() => book.turn(turn) !== undefined && book.turn(turn + 1) !== undefined);
  const found: number[] = [];
  // Rows say first which turn they are of.
  for (const { position, json } of book.rows(0, book.turn(turn)?.marks.first_position ?? 0)) {
    const begin = `{"position":${position},"turn":${turn},`;
    if (json.toString("latin1", 0, begin.length) === begin) found.push(position);
  }
  const ordered = descending ? found.toReversed() : found;
  return ordered.filter((each) => from === null || (descending ? each <= from : each >= from)).slice(0, most);
}

async function findItem(book: Book, position: number): Promise<ItemEntry | null> {
  await book.until(() => book.size() > position);
  return (await book.items([position]))[0] ?? null;
}

function textOf(part: Part): string {
  if (part.type === "diff") return part.file.lines.join("\n");
  return part.type === "steps" ? part.steps.map(({ text }) => text).join("\n") : part.text;
}

function clipped(value: unknown): unknown {
  if (typeof value === "string") return value.length > CLIP.over ? `${value.slice(0, CLIP.keep)}…` : value;
  if (Array.isArray(value)) return value.map(clipped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, clipped(each)]));
}

function progressOf({ book, revision, total }: OpenBook): Progress {
  const bytes = book.bytes();
  const done = book.done();
  const gaps = book.summary()?.gaps ?? [];
  return { bytes, total_bytes: done ? bytes : Math.max(total, bytes), done, items: book.size(), revision, gaps };
}
