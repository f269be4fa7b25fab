// Heads of session files as they were last read, and what their names say: a cache beside the shards.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { uuidTime } from "rollbook-core";
import { isDamage, removeShard } from "../index/index.ts";
import type { Heads } from "./catalogue.ts";
import type { IndexPlace } from "./place.ts";
import type { KnownHead } from "./sight.ts";
import type { Tree } from "./tree.ts";

export interface HeadCache {
  load(): ReadonlyMap<string, KnownHead>;
  /** Keeps what was seen; heads of files that are gone are forgotten. */
  save(heads: Heads, tree: Tree): void;
  /** Where the files were found whose heads are kept; null at first. */
  tree(): Tree | null;
  /** The files are the same, but the directories have changed since. */
  keepTree(tree: Tree): void;
  note(name: Note): string | null;
  keepNote(name: Note, text: string): void;
  /** How many sessions there are to index. */
  total(): number;
  setTotal(sessions: number): void;
  close(): void;
}

/**
 * - `settled`: what the home held and the shards were when all of it had been indexed
 * - `sums`: what the shards have in all
 */
type Note = "settled" | "sums";

/** Of these tables; a file of another version is made anew. */
const HEADS_VERSION = 2;
const TABLES = `
CREATE TABLE IF NOT EXISTS head (
  path TEXT PRIMARY KEY,
  ino INTEGER,
  size INTEGER,
  mtime_us INTEGER,
  id TEXT,                        -- of the thread, in lower case, as the name tells it
  ms INTEGER,                     -- the time that this id holds
  local_ms INTEGER,               -- the local time in the name
  unsure INTEGER,                 -- 1: it may be of another session than its name says
  stem TEXT
);
CREATE INDEX IF NOT EXISTS head_id ON head (id);
CREATE INDEX IF NOT EXISTS head_ms ON head (ms, id);
CREATE INDEX IF NOT EXISTS head_unsure ON head (unsure) WHERE unsure = 1;
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;
PRAGMA user_version = ${HEADS_VERSION};
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

/** To ask only; null where there is none. Throws what SQLite throws. */
export function readHeads({ directory }: IndexPlace): DatabaseSync | null {
  const path = join(directory, "heads.db");
  if (!existsSync(path)) return null;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
  try {
    if (versionOf(database) === HEADS_VERSION) return database;
  } catch (error) {
    database.close();
    throw error;
  }
  database.close();
  return null;
}

/** Null for what is damaged, or of another version. */
function openAt(path: string): DatabaseSync | null {
  const database = new DatabaseSync(path, { timeout: 10_000 });
  try {
    const version = versionOf(database);
    if (version === HEADS_VERSION) return database;
    const { tables } = database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get() ?? {};
    if (tables === 0) {
      // Whoever looks meanwhile sees all of it, or none.
      database.exec(`PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; ${TABLES} COMMIT`);
      return database;
    }
  } catch (error) {
    database.close();
    if (!isDamage(error)) throw error;
    return null;
  }
  database.close();
  return null;
}

function versionOf(database: DatabaseSync): unknown {
  return database.prepare("PRAGMA user_version").get()?.["user_version"];
}

export function headOf({ ino, size, mtime_us, stem }: Readonly<Record<string, unknown>>): KnownHead {
  return {
    stamp: { ino: Number(ino), size: Number(size), mtime_us: Number(mtime_us) },
    stem: JSON.parse(String(stem)) as KnownHead["stem"],
  };
}

/** What a name tells; a document may be a part of another, and a head may belie it. */
function toldBy({ name, header }: KnownHead["stem"]) {
  if (name === null) return { id: null, ms: null, local_ms: null, unsure: 0 };
  const id = name.thread_id.toLowerCase();
  const local_ms = Date.parse(name.local_time);
  const belied = header.thread_id !== null && header.thread_id.toLowerCase() !== id;
  return {
    id,
    ms: uuidTime(id),
    local_ms: Number.isNaN(local_ms) ? null : local_ms,
    unsure: name.document || belied ? 1 : 0,
  };
}

/** Null for what was never noted. */
export function readNote(database: DatabaseSync, name: Note | "directories" | "paths"): string | null {
  const text = database.prepare("SELECT value FROM note WHERE name = ?").get(name)?.["value"];
  return typeof text === "string" ? text : null;
}

function cacheOn(database: DatabaseSync): HeadCache {
  database.exec("PRAGMA synchronous = NORMAL");
  const put = database.prepare("INSERT OR REPLACE INTO note VALUES (?, ?)");

  /** As it is kept. */
  let kept: Tree | null = null;

  /** A megabyte of paths is not written again where one file grew. */
  function keepTree(tree: Tree): void {
    if (tree === kept) return;
    put.run("directories", tree.directories);
    put.run("paths", tree.paths);
    kept = tree;
  }

  return {
    load() {
      const rows = database.prepare("SELECT path, ino, size, mtime_us, stem FROM head").all();
      return new Map(rows.map(({ path, ...row }) => [String(path), headOf(row)]));
    },
    save({ heads, fresh }, tree) {
      const keep = database.prepare("INSERT OR REPLACE INTO head VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
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
          const { id, ms, local_ms, unsure } = toldBy(head.stem);
          keep.run(path, ino, size, mtime_us, id, ms, local_ms, unsure, JSON.stringify(head.stem));
        }
        keepTree(tree);
        database.exec("COMMIT");
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        kept = null;
        throw error;
      }
    },
    tree() {
      const paths = readNote(database, "paths");
      kept = paths === null ? null : { directories: readNote(database, "directories"), paths };
      return kept;
    },
    keepTree,
    note: (name) => readNote(database, name),
    keepNote: (name, text) => void put.run(name, text),
    total: () => Number(database.prepare("SELECT value FROM note WHERE name = 'total'").get()?.["value"] ?? 0),
    setTotal: (sessions) => void put.run("total", sessions),
    close: () => database.close(),
  };
}
