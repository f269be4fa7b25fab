// Turns and rows: all of a session but its texts, as far as it has been read, and what is new since the last time.

import type { Answers, Place, Query, TurnMark } from "rollbook-api";
import { HttpFailure } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import { askForBook, progressOf, type Desk } from "./desk.ts";
import type { TurnEntry } from "./layer.ts";

/**
 * How far somebody has been told: all up to `seq`, and of what was told after it, up to `until`, what stands before the
 * index or position `from`.
 */
interface Told {
  readonly seq: number;
  readonly from: number;
  readonly until: number;
}

export async function answerTurns(
  desk: Desk,
  { session }: Place<"turns">,
  { cursor, limit }: Query<"turns">,
): Promise<Answers["turns"]> {
  const { thread, ...open } = await askForBook(desk, session, ({ book }) => book.turns(0).length > limit);
  const { book } = open;
  const told = readTold(cursor, book.seq());
  const news = book.turns(told.seq).filter(({ head }) => head.index >= told.from);
  const page = news.slice(0, limit);
  const last = page.at(-1);
  const rest = news.length > page.length && last !== undefined ? { ...told, from: last.head.index + 1 } : null;
  return desk.hide({
    turns: page.map((turn) => showTurn(turn, thread.id)),
    next_cursor: writeTold(rest ?? { seq: told.until, from: 0, until: book.seq() }),
    progress: progressOf(open),
  });
}

export async function answerRows(
  desk: Desk,
  { session }: Place<"rows">,
  { cursor, limit }: Query<"rows">,
): Promise<Reply> {
  const open = await askForBook(desk, session, ({ book }) => book.size() > limit);
  const { book } = open;
  const told = readTold(cursor, book.seq());
  const rows: string[] = [];
  let rest: Told | null = null;
  for (const { position, json } of book.rows(told.seq, told.from)) {
    if (rows.length === limit) {
      rest = { ...told, from: position };
      break;
    }
    rows.push(json);
  }
  const next_cursor = writeTold(rest ?? { seq: told.until, from: 0, until: book.seq() });
  if (desk.redact) {
    const value = { rows: rows.map((row): unknown => JSON.parse(row)), next_cursor, progress: progressOf(open) };
    return { kind: "json", value: await desk.hide(value) };
  }
  const text = `{"rows":[${rows.join(",")}],${JSON.stringify({ next_cursor, progress: progressOf(open) }).slice(1)}`;
  return { kind: "text", type: "application/json", text };
}

function readTold(cursor: string | null, now: number): Told {
  if (cursor === null) return { seq: 0, from: 0, until: now };
  const [seq, from, until] = cursor.split(".").map(Number);
  if (
    !/^\d{1,15}\.\d{1,15}\.\d{1,15}$/.test(cursor) ||
    seq === undefined ||
    from === undefined ||
    until === undefined
  ) {
    throw new HttpFailure("bad_request", "this is no cursor of this list; leave it out to begin anew");
  }
  // A list that begins anew behind its last page tells of all that came meanwhile.
  return { seq, from, until: from === 0 ? now : until };
}

function writeTold({ seq, from, until }: Told): string {
  return `${seq}.${from}.${until}`;
}

function showTurn({ head, marks, bytes }: TurnEntry, thread_id: string | null): TurnMark {
  const { error, started_at, completed_at, first_timestamp, last_timestamp } = head;
  const seconds = (time: number | null): string | null =>
    time === null || Math.abs(time) > 8.64e12 ? null : new Date(time * 1000).toISOString();
  const over = head.status !== "in_progress";
  return {
    index: head.index,
    id: head.id,
    status: head.status,
    synthetic: head.synthetic,
    withdrawn: head.withdrawn,
    inherited: thread_id !== null && head.thread_id !== null && head.thread_id !== thread_id,
    error: error?.message ?? null,
    model: head.model,
    effort: head.effort,
    cwd: head.cwd,
    started_at: first_timestamp ?? seconds(started_at),
    ended_at: over ? (last_timestamp ?? seconds(completed_at)) : null,
    duration_ms: head.duration_ms,
    ...marks,
    usage: head.usage,
    context_tokens: head.context_tokens,
    context_window: head.context_window,
    rate_limits: head.rate_limits,
    bytes,
  };
}
