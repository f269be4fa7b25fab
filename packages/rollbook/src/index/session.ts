// The rows of a session in a shard, but for its passages.

import type { DatabaseSync } from "node:sqlite";
import type { Entry } from "./entry.ts";
import { prepareChange } from "./change.ts";

/** What a shard has of a session. */
export interface KnownSession {
  readonly id: number;
  /** Passages that stand in whole lines. */
  readonly settled: number;
  /** Rows kept free for the rest of it. */
  readonly next_row: number | null;
  readonly last_row: number | null;
}

export interface SessionTable {
  find(key: string): KnownSession | null;
  /** Its rows are written anew, but for its id; gives that. */
  put(entry: Entry): number;
  keep(id: number, next_row: number | null, last_row: number | null): void;
  rename(key: string, name: string | null): void;
  remove(id: number): void;
}

const COLUMNS = [
  "session_id",
  "path",
  "name",
  "updated_ms",
  "bytes",
  "passages",
  "settled",
  "cut",
  "partial",
  "about",
  "plan",
  "facets",
  "problems",
  "state",
] as const;

export function prepareSession(database: DatabaseSync): SessionTable {
  const find = database.prepare("SELECT id, settled, cut, next_row, last_row FROM session WHERE key = ?");
  const put = database.prepare(
    `INSERT INTO session (key, ${COLUMNS.join(", ")}) VALUES (?, ${COLUMNS.map(() => "?").join(", ")})
     ON CONFLICT (key) DO UPDATE SET ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(", ")} RETURNING id`,
  );
  const keep = prepareChange(database, "UPDATE session SET next_row = ?, last_row = ? WHERE id = ?");
  const putFile = prepareChange(database, "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const putChanged = prepareChange(database, "INSERT INTO changed_file VALUES (?, ?)");
  const putUsage = prepareChange(database, `INSERT INTO usage VALUES (${Array(12).fill("?").join(", ")})`);
  const drops = ["file", "changed_file", "usage"].map((table) =>
    prepareChange(database, `DELETE FROM ${table} WHERE session = ?`),
  );
  const drop = prepareChange(database, "DELETE FROM session WHERE id = ?");
  const rename = prepareChange(database, "UPDATE session SET name = ? WHERE key = ?");

  return {
    find(key) {
      const row = find.get(key);
      return row === undefined ? null : (row as unknown as KnownSession);
    },
    put(entry) {
      const cutBefore = Number(find.get(entry.head.key)?.["cut"] ?? 0);
      const { head, files, facets, cells, problems, settled, cut, partial, state } = entry;
      const unfinished = entry.passages.filter(({ n }) => n >= settled).length;
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      const row = put.get(
        head.key,
        head.session_id,
        head.path,
        head.name,
        head.updated_ms,
        bytes,
        settled + unfinished,
        settled,
        (entry.mode === "append" ? cutBefore : 0) + cut,
        partial === null ? 0 : 1,
        JSON.stringify(head.about),
        head.plan,
        facets === null ? null : JSON.stringify(facets),
        JSON.stringify(problems),
        state,
      );
      const id = Number(row?.["id"]);
      for (const statement of drops) statement.run(id);
      for (const [part, file] of files.entries()) {
        putFile.run(id, part, file.path, file.ino, file.size, file.mtime_us, file.bytes, file.lines, file.print);
      }
      for (const path of facets?.files_changed ?? []) putChanged.run(id, path);
      for (const { day, model, long, turns, duration_ms, tokens } of cells) {
        const { input, cached_input, cache_write_input, output, reasoning_output, total } = tokens;
        const spent = [input, cached_input, cache_write_input, output, reasoning_output, total];
        putUsage.run(id, day, model, long ? 1 : 0, turns, duration_ms, ...spent);
      }
      return id;
    },
    keep(id, next_row, last_row) {
      keep.run(next_row, last_row, id);
    },
    rename: (key, name) => void rename.run(name, key),
    remove(id) {
      for (const statement of drops) statement.run(id);
      drop.run(id);
    },
  };
}
