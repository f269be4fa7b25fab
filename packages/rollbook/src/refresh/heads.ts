// Heads of session files as they were last read: a cache beside the shards.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isDamage, removeShard } from "../index/index.ts";
import type { IndexPlace } from "./place.ts";
import type { Heads } from "./catalogue.ts";
import type { KnownHead } from "./sight.ts";

/** For those who only ask. */
export interface HeadReader {
  of(path: string): KnownHead | null;
  close(): void;
}

export interface HeadCache {
  load(): ReadonlyMap<string, KnownHead>;
  /** Keeps what was seen; heads of files that are gone are forgotten. */
  save(heads: Heads): void;
  /**
   * Something that is known of the index, by its name. `settled`: what the home held and the shards were when all of it
   * had been indexed. `sums`: what the shards have in all.
   */
  note(name: "settled" | "sums"): string | null;
  keepNote(name: "settled" | "sums", text: string): void;
  /** How many sessions there are to index. */
  total(): number;
  setTotal(sessions: number): void;
  close(): void;
}

const TABLES = `
CREATE TABLE IF NOT EXISTS head (path TEXT PRIMARY KEY, ino INTEGER, size INTEGER, mtime_us INTEGER, stem TEXT);
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;
`;

export function openHeads({ directory }: IndexPlace): HeadCache {
  const path = join(directory, "heads.db");
  let database = openAt(path);
  if (database === null) {
    removeShard(path);
    database = openAt(path);
  }
  if (database === null) throw new Error(`${path} cannot be made`);
  return cacheOn(database);
}

/** Null where there is none. */
export function readHeads({ directory }: IndexPlace): HeadReader | null {
  const path = join(directory, "heads.db");
  if (!existsSync(path)) return null;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
  try {
    const get = database.prepare("SELECT ino, size, mtime_us, stem FROM head WHERE path = ?");
    return {
      of(asked) {
        const row = get.get(asked);
        return row === undefined ? null : headOf(row);
      },
      close: () => database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

function headOf({ ino, size, mtime_us, stem }: Readonly<Record<string, unknown>>): KnownHead {
  return {
    stamp: { ino: Number(ino), size: Number(size), mtime_us: Number(mtime_us) },
    stem: JSON.parse(String(stem)) as KnownHead["stem"],
  };
}

function openAt(path: string): DatabaseSync | null {
  const database = new DatabaseSync(path, { timeout: 10_000 });
  try {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${TABLES}`);
    return database;
  } catch (error) {
    database.close();
    if (!isDamage(error)) throw error;
    return null;
  }
}

function cacheOn(database: DatabaseSync): HeadCache {
  const get = database.prepare("SELECT value FROM note WHERE name = ?");
  const put = database.prepare("INSERT OR REPLACE INTO note VALUES (?, ?)");
  return {
    load() {
      const rows = database.prepare("SELECT path, ino, size, mtime_us, stem FROM head").all();
      return new Map(rows.map(({ path, ...row }) => [String(path), headOf(row)]));
    },
    save({ heads, fresh }) {
      const keep = database.prepare("INSERT OR REPLACE INTO head VALUES (?, ?, ?, ?, ?)");
      const drop = database.prepare("DELETE FROM head WHERE path = ?");
      database.exec("BEGIN IMMEDIATE");
      try {
        for (const { path } of database.prepare("SELECT path FROM head").all()) {
          if (!heads.has(String(path))) drop.run(String(path));
        }
        for (const path of fresh) {
          const head = heads.get(path);
          if (head === undefined) continue;
          const { ino, size, mtime_us } = head.stamp;
          keep.run(path, ino, size, mtime_us, JSON.stringify(head.stem));
        }
        database.exec("COMMIT");
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    },
    note(name) {
      const text = get.get(name)?.["value"];
      return typeof text === "string" ? text : null;
    },
    keepNote: (name, text) => void put.run(name, text),
    total: () => Number(get.get("total")?.["value"] ?? 0),
    setTotal: (sessions) => void put.run("total", sessions),
    close: () => database.close(),
  };
}
