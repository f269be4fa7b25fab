// What the shards have, as the plan needs it.

import type { DatabaseSync } from "node:sqlite";
import type { IndexedFile } from "../index/index.ts";
import type { Indexed } from "./plan.ts";
import type { Kept } from "./read.ts";

export function knownSessions(database: DatabaseSync, shard: number): readonly Indexed[] {
  const files = new Map<number, IndexedFile[]>();
  const rows = database
    .prepare("SELECT session, path, ino, size, mtime_us, bytes, lines, print FROM file ORDER BY session, part")
    .all();
  for (const { session, ...row } of rows) {
    const id = Number(session);
    const list = files.get(id) ?? [];
    list.push(row as unknown as IndexedFile);
    files.set(id, list);
  }
  return database
    .prepare("SELECT id, key, plan, partial, state IS NOT NULL AS resumable, name, updated_ms FROM session")
    .all()
    .map(({ id, key, plan, partial, resumable, name, updated_ms }) => ({
      shard,
      key: String(key),
      plan: String(plan),
      partial: partial === 1,
      resumable: resumable === 1,
      name: typeof name === "string" ? name : null,
      updated_ms: Number(updated_ms),
      files: files.get(Number(id)) ?? [],
    }));
}

/** What a session's reading goes on from; null when nothing was kept. */
export function keptOf(database: DatabaseSync, key: string): Kept | null {
  const { state, settled } = database.prepare("SELECT state, settled FROM session WHERE key = ?").get(key) ?? {};
  return state instanceof Uint8Array ? { state, settled: Number(settled) } : null;
}
