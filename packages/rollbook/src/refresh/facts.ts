// What an index knows of sessions, for those who list them: facets and usage of files that are as they were indexed.

import type { Facets } from "rollbook-core/facets";
import type { Cell } from "rollbook-core/usage";
import type { SessionFiles } from "../home/index.ts";
import { readShard } from "../index/index.ts";
import { optionsOf } from "./place.ts";
import { planOf } from "./plan.ts";
import { sameStamp, stampOf } from "./sight.ts";
import { ifUsable, placesOf, type Env, type KnownPlace } from "./usable.ts";
import { sessionInside } from "./way.ts";

/** As many as a digest keeps. */
const MOST_CELLS = 10_000;

/** Each answers null for a session that is not in the index, or not as it is now. `key` is its id, else the path it goes on in. */
export interface KnownFacets {
  of(session: SessionFiles, key: string): Known | null;
  /** What it spent, at the prices that are built in. */
  cells(session: SessionFiles, key: string): readonly Cell[] | null;
  close(): void;
}

export interface Known {
  readonly facets: Facets;
  /** Days are quarters of an hour, UTC. */
  readonly cells: readonly Cell[];
}

export function knownFacets(homes: readonly string[], env: Env): KnownFacets {
  const shards = placesOf(homes, env).flatMap((known) =>
    known.place.shards.flatMap((path) => ifUsable(() => openShard(path, known)) ?? []),
  );
  const ask = <T>(question: (shard: Shard) => T | null): T | null => {
    for (const shard of shards) {
      const answer = ifUsable(() => atOnce(shard, () => question(shard)));
      if (answer !== null) return answer;
    }
    return null;
  };
  return {
    of: (files, key) =>
      ask((shard) => {
        const id = idOf(shard, files, key);
        const cells = id === null ? null : cellsOf(shard, id);
        if (id === null || cells === null) return null;
        return { facets: JSON.parse(String(shard.facets.get(id)?.["facets"])) as Facets, cells };
      }),
    cells: (files, key) =>
      ask((shard) => {
        const id = idOf(shard, files, key);
        return id === null ? null : cellsOf(shard, id);
      }),
    close() {
      for (const { database } of shards) database.close();
    },
  };
}

type Shard = NonNullable<ReturnType<typeof openShard>>;

function openShard(path: string, { place, way }: KnownPlace) {
  const database = readShard(path, optionsOf(place));
  if (database === null) return null;
  return {
    database,
    way,
    session: database.prepare("SELECT id, plan FROM session WHERE key = ? AND partial = 0 AND problems = '[]'"),
    files: database.prepare("SELECT path, ino, size, mtime_us FROM file WHERE session = ?"),
    facets: database.prepare("SELECT facets FROM session WHERE id = ?"),
    usage: database.prepare("SELECT * FROM usage WHERE session = ?"),
  };
}

/** What is asked is answered as of one moment, whatever is written beside. */
function atOnce<T>({ database }: Shard, ask: () => T): T {
  database.exec("BEGIN");
  try {
    return ask();
  } finally {
    database.exec("COMMIT");
  }
}

/** Of the session as it is now. */
function idOf({ session, files: indexed, way }: Shard, files: SessionFiles, key: string): number | null {
  const { id, plan } = session.get(key.toLowerCase()) ?? session.get(way.inside(key)) ?? {};
  if (id === undefined || plan !== planOf(sessionInside(way, files))) return null;
  const same = indexed.all(id).every(({ path, ino, size, mtime_us }) => {
    const stamp = { ino: Number(ino), size: Number(size), mtime_us: Number(mtime_us) };
    return sameStamp(stampOf(String(path)) ?? undefined, stamp);
  });
  return same ? Number(id) : null;
}

/** Null where there are so many that an index does not tell them all apart. */
function cellsOf({ usage }: Shard, id: number): readonly Cell[] | null {
  const rows = usage.all(id);
  return rows.length < MOST_CELLS ? rows.map(cellOf) : null;
}

function cellOf({ slot, model, long, turns, duration_ms, ...tokens }: Record<string, unknown>): Cell {
  return {
    day: textOrNull(slot),
    model: textOrNull(model),
    long: long === 1,
    turns: Number(turns),
    duration_ms: Number(duration_ms),
    tokens: {
      input: Number(tokens["input"]),
      cached_input: Number(tokens["cached_input"]),
      cache_write_input: Number(tokens["cache_write_input"]),
      output: Number(tokens["output"]),
      reasoning_output: Number(tokens["reasoning_output"]),
      total: Number(tokens["total"]),
    },
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
