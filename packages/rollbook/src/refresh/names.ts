// What an index knows of the files of homes: their heads, and what their names say.

import type { DatabaseSync } from "node:sqlite";
import { placeOf, readPrints, readStem, type FoundRollout, type Looks } from "../home/index.ts";
import type { Names } from "../listing/index.ts";
import { headOf, readHeads, readNote } from "./heads.ts";
import { findIndex } from "./place.ts";
import { goesOn, stampOf, type KnownHead } from "./sight.ts";
import { isSameTree } from "./tree.ts";
import { ifUsable, placesOf, type Env } from "./usable.ts";
import { wayTo, type Way } from "./way.ts";

export interface KnownHeads extends Looks {
  close(): void;
}

/** How a catalogue may look into files: heads that are known are not read again. */
export function knownHeads(homes: readonly string[], env: Env): KnownHeads {
  const caches = placesOf(homes, env).flatMap(({ place, way }) => {
    const cache = ifUsable(() => openCache(readHeads(place)));
    return cache === null ? [] : [{ ...cache, way }];
  });
  const knownOf = ({ path }: FoundRollout): KnownHead | null => {
    for (const { of, way } of caches) {
      const row = ifUsable(() => of(way.inside(path)));
      if (!row) continue;
      const head = headOf(row);
      return { ...head, stem: { ...head.stem, path, ...placeOf(path) } };
    }
    return null;
  };
  return {
    stem(found) {
      const head = knownOf(found);
      const stamp = head === null ? null : stampOf(found.path);
      return (head === null || stamp === null ? null : goesOn(head, stamp)) ?? readStem(found);
    },
    prints: readPrints,
    close() {
      for (const { database } of caches) database.close();
    },
  };
}

/** Heads that are asked for one by one; more are sooner read all at once. */
const FEW = 200;

function openCache(database: DatabaseSync | null) {
  if (database === null) return null;
  const columns = "SELECT path, ino, size, mtime_us, stem FROM head";
  const one = database.prepare(`${columns} WHERE path = ?`);
  let asked = 0;
  let all: ReadonlyMap<unknown, Readonly<Record<string, unknown>>> | null = null;
  return {
    database,
    of(path: string): Readonly<Record<string, unknown>> | undefined {
      asked += 1;
      if (asked > FEW)
        all ??= new Map(
          database
            .prepare(columns)
            .all()
            .map((row) => [row["path"], row]),
        );
      return all === null ? one.get(path) : all.get(path);
    },
  };
}

export interface KnownNames extends Names {
  close(): void;
}

/** The names of a home's files without going through them; null where some may have come or gone since. */
export function knownNames(home: string, env: Env): KnownNames | null {
  const place = findIndex(home, env);
  if (place === null) return null;
  const way = wayTo(home, place);
  return ifUsable(() => {
    const database = readHeads(place);
    if (database === null) return null;
    try {
      database.exec("BEGIN");
      const directories = readNote(database, "directories");
      if (directories !== null && isSameTree(place.home, directories)) return namesIn(database, way);
    } catch (error) {
      database.close();
      throw error;
    }
    database.close();
    return null;
  });
}

/** Later than any time. */
const ALWAYS = Number.MAX_SAFE_INTEGER;
/** Behind all that goes on with a letter or a number. */
const BEHIND = "~";

function namesIn(database: DatabaseSync, { outside }: Way): KnownNames {
  const one = (sql: string): Readonly<Record<string, unknown>> => database.prepare(sql).get() ?? {};
  const column = (sql: string, ...values: readonly (string | number)[]): readonly string[] =>
    database
      .prepare(sql)
      .all(...values)
      .map((row) => String(Object.values(row)[0]));
  const odd = column("SELECT path FROM head WHERE id IS NULL").map(outside);
  const untimed = one(
    "SELECT count(*) AS files, count(local_ms) AS told, max(local_ms) AS latest FROM head WHERE ms IS NULL AND id IS NOT NULL",
  );
  return {
    threads: Number(one("SELECT count(DISTINCT id) AS threads FROM head")["threads"]),
    odd,
    unsure: one("SELECT EXISTS (SELECT 1 FROM head WHERE unsure = 1) AS some")["some"] === 1,
    untimed:
      untimed["files"] === 0 ? null : untimed["files"] === untimed["told"] ? Number(untimed["latest"]) : Number.NaN,
    newest: (count, from) =>
      database
        .prepare("SELECT DISTINCT id, ms FROM head WHERE (ms, id) <= (?, ?) ORDER BY ms DESC, id DESC LIMIT ?")
        .all(from?.ms ?? ALWAYS, from?.id ?? BEHIND, count)
        .map(({ id, ms }) => ({ id: String(id), ms: Number(ms) })),
    has: (id) => database.prepare("SELECT 1 FROM head WHERE id = ?").get(id) !== undefined,
    pathsOf: (ids) =>
      [...ids].flatMap((id) => column("SELECT path FROM head WHERE id = ? ORDER BY path", id)).map(outside),
    beginningWith: (beginnings) =>
      [...beginnings].flatMap((text) =>
        column("SELECT DISTINCT id FROM head WHERE id >= ? AND id < ?", text, text + BEHIND),
      ),
    close: () => database.close(),
  };
}
