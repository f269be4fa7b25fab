// session.log: what Codex logs of itself during the run, from wherever this version writes it.

import { existsSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { LOG_LEVELS, rowEvent, type LogLevel } from "rollbook-core/logs";
import { Tail } from "../told/tail.ts";

export interface LogPlace {
  readonly kind: "log" | "database";
  readonly path: string;
}

/** A line of the log, and the thread it is about where that is told. */
export type TakeLog = (text: string, threadId: string | null) => void;

export interface LogTap {
  readonly how: string;
  /** `pid`: the process of the program itself. */
  read(pid: number): void;
  close(): void;
}

/** A text log of the home, from where it ends now or, `fresh`, from its beginning. Codex does not say there which process writes a line. */
export function textLog(path: string, fresh: boolean, take: TakeLog): LogTap {
  const tail = new Tail(path, fresh ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0));
  return {
    how: `${path}, as far as it grew during the run (another Codex may have written there too)`,
    read: () => tail.read((line) => take(`${line}\n`, null)),
    close: () => tail.close(),
  };
}

/** The rows of this process in a logs database, which is only read. */
export function databaseLog(path: string, fresh: boolean, least: LogLevel | null, take: TakeLog): LogTap {
  const quietest = least === null ? LOG_LEVELS.length : LOG_LEVELS.indexOf(least);
  let last = fresh ? 0 : newestRow(path);
  return {
    how: `the rows of this process in ${path}`,
    read(pid) {
      const database = openQuietly(path);
      if (database === null) return;
      try {
        if (!isMade(database)) return;
        const rows = database
          .prepare("SELECT * FROM logs WHERE id > ? AND process_uuid LIKE ? ORDER BY id")
          .iterate(last, `pid:${pid}:%`);
        for (const row of rows) {
          last = Number(row["id"]);
          const event = rowEvent({
            id: last,
            seconds: Number(row["ts"]),
            nanoseconds: Number(row["ts_nanos"]),
            level: String(row["level"]),
            target: String(row["target"]),
            thread_id: typeof row["thread_id"] === "string" ? row["thread_id"] : null,
            body: String(row["feedback_log_body"] ?? ""),
            omitted_bytes: 0,
          });
          if (event.level !== null && LOG_LEVELS.indexOf(event.level) > quietest) continue;
          const place = [event.spans, event.target].filter((part) => part !== null).join(": ");
          const level = String(row["level"]).padStart(5);
          take(`${event.time ?? ""} ${level} ${place === "" ? "" : `${place}: `}${event.message}\n`, event.session_id);
        }
      } finally {
        database.close();
      }
    },
    close: () => undefined,
  };
}

/** Milliseconds. One Codex that ends keeps the others of its home from reading for a moment. */
const PATIENCE = 1000;

/**
 * Reading must leave nothing behind: where no Codex has the database open, its files are taken as they are; where one
 * has, its own shared memory is there to be used. Null where neither can be had.
 */
function openQuietly(path: string): DatabaseSync | null {
  if (!existsSync(path)) return null;
  const waits = (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  if (waits && !existsSync(`${path}-shm`)) return null;
  const place = waits ? path : new URL(`${pathToFileURL(path).href}?immutable=1`);
  return new DatabaseSync(place, { readOnly: true, timeout: PATIENCE });
}

/** The database keeps weeks of all processes: what stands there now is not of this run. */
function newestRow(path: string): number {
  const database = openQuietly(path);
  if (database === null) return 0;
  try {
    if (!isMade(database)) return 0;
    return Number(database.prepare("SELECT max(id) AS newest FROM logs").get()?.["newest"] ?? 0);
  } finally {
    database.close();
  }
}

/** Codex makes its table a moment after the file. */
function isMade(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'logs'").get() !== undefined;
}
