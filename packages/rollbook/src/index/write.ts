// Writes sessions into a shard: some of them in one transaction, so that each is there as it was read or not at all.

import type { DatabaseSync } from "node:sqlite";
import type { Entry } from "./entry.ts";
import { preparePassages } from "./passages.ts";
import { bunchAt, bunchBehind, MIDDLE, rowsFrom, stack, type Fresh, type Placed, type Space } from "./rows.ts";
import { bunchOf, type Detail } from "./schema.ts";
import { joinAll, setJoining } from "./join.ts";
import { prepareSession } from "./session.ts";
import { prepareChange } from "./change.ts";
import { keepVocabulary } from "./vocabulary.ts";

export interface Renamed {
  readonly key: string;
  readonly name: string | null;
}

export interface ShardWriter {
  /** In one transaction. Throws what SQLite throws; then nothing was changed. */
  put(entries: readonly Entry[]): void;
  /** Takes sessions away, in one transaction. */
  remove(keys: readonly string[]): void;
  /** Gives sessions other names, in one transaction. */
  rename(names: readonly Renamed[]): void;
  /** Joins what many transactions left apart, so that searches are quick. */
  settle(): void;
}

/** `much` is to be written, and is left apart until it is settled. */
export function createWriter(database: DatabaseSync, detail: Detail, much = false): ShardWriter {
  setJoining(database, much);
  const sessions = prepareSession(database);
  const passages = preparePassages(database, detail);
  const spaceTable = prepareSpace(database);
  const bunch = bunchOf(detail);
  const stamp = prepareChange(database, "UPDATE meta SET value = hex(randomblob(8)) WHERE name = 'writing'");

  const later = prepareChange(database, "INSERT OR IGNORE INTO later VALUES (?)");

  function within(change: () => void): void {
    database.exec("BEGIN IMMEDIATE");
    try {
      change();
      stamp.run();
      database.exec("COMMIT");
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    } finally {
      passages.forget();
    }
  }

  function put(entries: readonly Entry[]): void {
    const above: Fresh[] = [];
    const below: Fresh[] = [];
    const placed: Placed[] = [];
    let space = spaceTable.load();
    for (const entry of entries) {
      const known = sessions.find(entry.head.key);
      if (known !== null && entry.mode === "replace") passages.removeAll(known.id);
      const before = entry.mode === "append" ? (known?.settled ?? 0) : 0;
      // What stood in an unfinished line is read again.
      if (known !== null && entry.mode === "append") passages.removeFrom(known.id, before);
      const added = entry.passages.filter(({ n }) => n >= before);
      const session = sessions.put(entry);
      later.run(session);
      for (const passage of entry.passages) {
        const row = passage.n < before ? passages.take(session, passage.n) : null;
        if (row !== null) placed.push({ row, session, passage });
      }
      const fresh = added.map((passage) => ({ session, passage }));
      if (entry.partial !== null && entry.mode === "replace") {
        // Its rest comes in later transactions, and belongs behind this.
        const rows = fresh.length + entry.partial;
        space = { ...space, low: bunchAt(space.low - rows, bunch) };
        placed.push(...rowsFrom(space.low, fresh));
        sessions.keep(session, bunchBehind(space.low + fresh.length, bunch), space.low + rows);
      } else if (entry.mode === "append" && known !== null && known.next_row !== null && known.last_row !== null) {
        const { next_row, last_row } = known;
        const fitting = fresh.slice(0, Math.max(0, last_row - next_row));
        placed.push(...rowsFrom(next_row, fitting));
        above.push(...fresh.slice(fitting.length));
        if (entry.partial === null) sessions.keep(session, null, null);
        else sessions.keep(session, bunchBehind(next_row + fitting.length, bunch), last_row);
      } else {
        (entry.newest ? above : below).push(...fresh);
        sessions.keep(session, null, null);
      }
    }
    const [stacked, left] = stack(space, above, below, bunch);
    spaceTable.save(left);
    placed.push(...stacked);
    passages.put(placed);
  }

  function remove(keys: readonly string[]): void {
    for (const key of keys) {
      const known = sessions.find(key);
      if (known === null) continue;
      passages.removeAll(known.id);
      sessions.remove(known.id);
    }
  }

  return {
    put: (entries) => within(() => put(entries)),
    remove: (keys) => within(() => remove(keys)),
    rename: (names) => within(() => names.forEach(({ key, name }) => sessions.rename(key, name))),
    settle() {
      joinAll(database);
      setJoining(database, false);
      // A compact one has no room for it.
      if (detail === "column") keepVocabulary(database);
    },
  };
}

function prepareSpace(database: DatabaseSync): { readonly load: () => Space; readonly save: (space: Space) => void } {
  const read = database.prepare("SELECT value FROM meta WHERE name = ?");
  const write = prepareChange(
    database,
    "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  const numberAt = (name: string): number => Number(read.get(name)?.["value"] ?? MIDDLE);
  return {
    load: () => ({ low: numberAt("low"), high: numberAt("high") }),
    save({ low, high }) {
      write.run("low", low);
      write.run("high", high);
    },
  };
}
