// One shard of an index: a SQLite file that is right whenever it can be opened, and made anew when it is not.

import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { TOKENIZER } from "rollbook-core/search";
import { PRICES } from "rollbook-core/usage";
import { INDEX_VERSION, tables, type Detail } from "./schema.ts";

export interface ShardOptions {
  /** The codex home it tells of. */
  readonly home: string;
  readonly detail: Detail;
}

/** Bytes of pages kept in memory by one that writes. */
const CACHE = 32 << 20;
/** Milliseconds to wait for another process that writes. */
const PATIENCE = 10_000;

/** Opens a shard to write, making it where there is none, or none that can be gone on with. Throws what SQLite throws. */
export function openShard(path: string, options: ShardOptions): DatabaseSync {
  const found = openKnown(path, options, false);
  if (found !== null) return found;
  removeShard(path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(path, { timeout: PATIENCE });
  // Until something is written into it, one that is lost with the machine is none that is missed.
  database.exec(
    "PRAGMA synchronous = OFF; PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE",
  );
  database.exec(tables(options.detail));
  const put = database.prepare("INSERT INTO meta VALUES (?, ?)");
  for (const [name, value] of Object.entries(metaOf(options))) put.run(name, value);
  put.run("made", process.getBuiltinModule("node:crypto").randomUUID());
  put.run("writing", "");
  database.exec("COMMIT");
  tune(database);
  return database;
}

/** Opens a shard to read; null where there is none, or none of this version. */
export function readShard(path: string, options: ShardOptions): DatabaseSync | null {
  return existsSync(path) ? openKnown(path, options, true) : null;
}

/** A text that is another one after each writing, and in each shard that was made. */
export function stateOf(database: DatabaseSync): string {
  const rows = database.prepare("SELECT value FROM meta WHERE name IN ('made', 'writing') ORDER BY name").all();
  return rows.map(({ value }) => String(value)).join(" ");
}

export function removeShard(path: string): void {
  for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${path}${end}`, { force: true });
}

/** Null for what is not there, is damaged, or was made otherwise. */
function openKnown(path: string, options: ShardOptions, readOnly: boolean): DatabaseSync | null {
  if (!existsSync(path)) return null;
  const database = new DatabaseSync(path, { readOnly, timeout: PATIENCE });
  try {
    const rows = database.prepare("SELECT name, value FROM meta").all();
    const meta = new Map(rows.map(({ name, value }) => [name, value]));
    if (Object.entries(metaOf(options)).every(([name, value]) => meta.get(name) === value)) {
      tune(database);
      return database;
    }
  } catch (error) {
    if (!isDamage(error)) {
      database.close();
      throw error;
    }
  }
  database.close();
  return null;
}

/** SQLite's words for a file that is no database, or no longer a whole one, or has no such table. */
const DAMAGE: ReadonlySet<number> = new Set([1, 11, 26]);

/** Whether an error says that the file is to be made anew, not that it cannot be used just now. */
export function isDamage(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && DAMAGE.has(Number(error.errcode) & 0xff);
}

/** From where on responses count as long ones: usage that was told apart otherwise cannot be priced. */
const LONG = PRICES.models
  .flatMap(({ model, long }) => (long === undefined ? [] : [`${model} ${long.above}`]))
  .join("\n");

function metaOf({ home, detail }: ShardOptions): Readonly<Record<string, string | number>> {
  return { version: INDEX_VERSION, home, detail, tokenizer: TOKENIZER, long: LONG };
}

function tune(database: DatabaseSync): void {
  // A crash of the machine may cost the last transactions, and those are made again; never the file.
  database.exec(`PRAGMA synchronous = NORMAL; PRAGMA cache_size = ${-(CACHE >> 10)}; PRAGMA temp_store = MEMORY`);
}
