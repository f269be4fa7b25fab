// The logs database of a codex home, read without touching it or anything beside it.

import { constants, copyFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { KEPT, rowEvent, type LogEvent } from "rollbook-core/logs";
import { statRegular } from "../regular.ts";
import type { LogBatch, LogQuery, TellFault } from "./contract.ts";
import type { Order } from "./read.ts";
import { wantsEvent } from "./wanted.ts";

const ROWS = 500;
const BATCH = 1 << 22;
const TRIES = 3;

/** Throws nothing: what cannot be read is told. */
export async function* readDatabase(
  path: string,
  query: LogQuery,
  order: Order,
  tell: TellFault,
): AsyncGenerator<LogBatch, void, undefined> {
  let place: string | null = null;
  try {
    const before = stampOf(path);
    // What Codex has not moved into the database yet stands beside it, and SQLite writes there even to read that.
    const waits = (statRegular(`${path}-wal`)?.size ?? 0) > 0;
    if (waits) place = mkdtempSync(join(tmpdir(), "rollbook-logs-"));
    const target = place === null ? `${pathToFileURL(path).href}?immutable=1` : copyInto(place, path, tell);
    if (target === null) return;
    try {
      yield* rowsOf(new URL(target), query, order);
    } finally {
      if (place === null && stampOf(path) !== before) {
        tell(`${path} was changed while it was read, so rows may be missing or wrong; run this again.`);
      }
    }
  } catch (error) {
    tell(`${path} could not be read to its end: ${messageOf(error)}. Sessions are not affected.`);
  } finally {
    if (place !== null) rmSync(place, { recursive: true, force: true });
  }
}

/** A copy of one moment: what changed while it was made is copied again. Null, and told why, when there is none. */
function copyInto(place: string, path: string, tell: TellFault): string | null {
  const copy = join(place, "logs.sqlite");
  for (let tries = 0; tries < TRIES; tries++) {
    const before = stampOf(path);
    rmSync(`${copy}-wal`, { force: true });
    try {
      if (statRegular(`${path}-wal`) !== null) copyFileSync(`${path}-wal`, `${copy}-wal`);
      copyFileSync(path, copy, constants.COPYFILE_FICLONE);
    } catch (error) {
      tell(`${path} could not be copied to ${tmpdir()} to be read (${messageOf(error)}); TMPDIR names another place.`);
      return null;
    }
    if (stampOf(path) === before) return pathToFileURL(copy).href;
  }
  tell(`${path} is being written to all the time, and was not read; try again when Codex is idle.`);
  return null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stampOf(path: string): string {
  return [path, `${path}-wal`]
    .map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }))
    .map((stats) => (stats === undefined ? "-" : `${stats.ino} ${stats.size} ${stats.mtimeNs}`))
    .join("\n");
}

async function* rowsOf(url: URL, query: LogQuery, order: Order): AsyncGenerator<LogBatch, void, undefined> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(url, { readOnly: true });
  try {
    const fits = wantsEvent(query);
    const columns = new Set(
      database
        .prepare("SELECT name FROM pragma_table_info('logs')")
        .all()
        .map(({ name }) => name),
    );
    if (!columns.has("ts")) throw new Error("it has no table of logs as Codex is known to make it");
    let left = order.from === "oldest" ? Number.POSITIVE_INFINITY : order.most;
    let events: LogEvent[] = [];
    let [rows, bytes] = [0, 0];
    for (const row of database.prepare(questionOf(columns, query, order)).iterate()) {
      const event = eventOf(row);
      rows += 1;
      bytes += event.message.length + event.omitted_bytes;
      if (fits(event)) {
        events.push(event);
        left -= 1;
      }
      if (left <= 0) break;
      if (rows % ROWS !== 0 && bytes < BATCH) continue;
      yield { events, bytes };
      events = [];
      bytes = 0;
    }
    yield { events, bytes };
  } finally {
    database.close();
  }
}

/** What an older or a newer Codex calls otherwise, or leaves out, is empty. */
function questionOf(columns: ReadonlySet<unknown>, { since, until }: LogQuery, order: Order): string {
  const or = (name: string, otherwise: string): string => (columns.has(name) ? name : otherwise);
  const body = or("feedback_log_body", or("message", "''"));
  const [nanoseconds, direction] = [or("ts_nanos", "0"), order.from === "oldest" ? "ASC" : "DESC"];
  const limits = [
    ...(since === Number.NEGATIVE_INFINITY ? [] : [`ts >= ${Math.floor(since / 1000)}`]),
    ...(until === Number.POSITIVE_INFINITY ? [] : [`ts <= ${Math.floor(until / 1000)}`]),
  ];
  return `SELECT rowid AS id, ts AS seconds, ${nanoseconds} AS nanoseconds, ${or("level", "''")} AS level,
      ${or("target", "''")} AS target, ${or("thread_id", "NULL")} AS thread_id,
      substr(CAST(${body} AS BLOB), 1, ${KEPT}) AS body, length(CAST(${body} AS BLOB)) AS size
    FROM logs ${limits.length === 0 ? "" : `WHERE ${limits.join(" AND ")}`}
    ORDER BY seconds ${direction}, nanoseconds ${direction}, rowid ${direction}`;
}

function eventOf(row: Readonly<Record<string, unknown>>): LogEvent {
  const { id, seconds, nanoseconds, level, target, thread_id, body, size } = row;
  const text =
    body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.length).toString("utf8") : "";
  const kept = body instanceof Uint8Array ? body.length : 0;
  return rowEvent({
    id: numberOf(id),
    seconds: numberOf(seconds),
    nanoseconds: numberOf(nanoseconds),
    level: typeof level === "string" ? level : "",
    target: typeof target === "string" ? target : "",
    thread_id: typeof thread_id === "string" && thread_id !== "" ? thread_id : null,
    body: text,
    omitted_bytes: numberOf(size) - kept,
  });
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
