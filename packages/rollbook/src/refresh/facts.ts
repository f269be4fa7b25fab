// What an index knows of sessions, for those who list them: heads and facets of files that are as they were indexed.

import type { DatabaseSync } from "node:sqlite";
import type { Facets } from "rollbook-core/facets";
import { readPrints, readStem, type Looks, type SessionFiles } from "../home/index.ts";
import { readShard } from "../index/index.ts";
import { openHeads } from "./heads.ts";
import { findIndex, optionsOf, type IndexPlace } from "./place.ts";
import { planOf } from "./plan.ts";
import { goesOn, sameStamp, stampOf, type KnownHead } from "./sight.ts";

type Env = Readonly<Record<string, string | undefined>>;

export interface KnownFacets {
  /** Null for a session that is not in the index, or not as it is now. `key` is its id, else the path it goes on in. */
  of(session: SessionFiles, key: string): Facets | null;
  close(): void;
}

export function knownFacets(homes: readonly string[], env: Env): KnownFacets {
  const shards = placesOf(homes, env).flatMap((place) =>
    place.shards.flatMap((path) => ifUsable(() => readShard(path, optionsOf(place))) ?? []),
  );
  return {
    of(files, key) {
      for (const database of shards) {
        const facets = ifUsable(() => facetsIn(database, files, key));
        if (facets !== null) return facets;
      }
      return null;
    },
    close() {
      for (const database of shards) database.close();
    },
  };
}

function facetsIn(database: DatabaseSync, files: SessionFiles, key: string): Facets | null {
  const session = database.prepare(
    "SELECT id, plan, facets FROM session WHERE key = ? AND partial = 0 AND problems = '[]'",
  );
  const { id, plan, facets } = session.get(key.toLowerCase()) ?? session.get(key) ?? {};
  if (id === undefined || plan !== planOf(files)) return null;
  const indexed = database.prepare("SELECT path, ino, size, mtime_us FROM file WHERE session = ?").all(id);
  const same = indexed.every(({ path, ino, size, mtime_us }) => {
    const stamp = { ino: Number(ino), size: Number(size), mtime_us: Number(mtime_us) };
    return sameStamp(stampOf(String(path)) ?? undefined, stamp);
  });
  return same ? (JSON.parse(String(facets)) as Facets) : null;
}

/** How a catalogue may look into files: heads that are known are not read again. */
export function knownHeads(homes: readonly string[], env: Env): Looks {
  const known = new Map<string, KnownHead>();
  for (const place of placesOf(homes, env)) {
    const cache = ifUsable(() => openHeads(place));
    if (cache === null) continue;
    for (const [path, head] of ifUsable(cache.load) ?? []) known.set(path, head);
    cache.close();
  }
  return {
    stem(found) {
      const head = known.get(found.path);
      const stamp = head === undefined ? null : stampOf(found.path);
      return (head === undefined || stamp === null ? null : goesOn(head, stamp)) ?? readStem(found);
    },
    prints: readPrints,
  };
}

/** Files tell the same: an index that is damaged, or not ours to open, is none. */
function ifUsable<Value>(ask: () => Value): Value | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

function placesOf(homes: readonly string[], env: Env): readonly IndexPlace[] {
  return homes.flatMap((home) => findIndex(home, env) ?? []);
}
