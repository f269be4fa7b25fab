// All that an index says, in an order of its own: two indexes of one home are the same when these are.

import type { DatabaseSync } from "node:sqlite";
import { readShard } from "../index/index.ts";
import { optionsOf, type IndexPlace } from "./place.ts";

export interface Contents {
  readonly sessions: readonly unknown[];
  readonly files: readonly unknown[];
  readonly changed: readonly unknown[];
  readonly usage: readonly unknown[];
  readonly passages: readonly unknown[];
  /** Each word with the passages that have it, by session and number. */
  readonly words: readonly string[];
}

export function contentsOf(place: IndexPlace): Contents {
  const all = place.shards.flatMap((path) => {
    const database = readShard(path, optionsOf(place));
    if (database === null) return [];
    const contents = shardContents(database);
    database.close();
    return [contents];
  });
  const joined = (name: keyof Contents): readonly unknown[] =>
    all.flatMap((contents): readonly unknown[] => contents[name]).toSorted((a, b) => compare(text(a), text(b)));
  return {
    sessions: joined("sessions"),
    files: joined("files"),
    changed: joined("changed"),
    usage: joined("usage"),
    passages: joined("passages"),
    words: joined("words") as readonly string[],
  };
}

function shardContents(database: DatabaseSync): Contents {
  const list = (sql: string): readonly unknown[] => database.prepare(sql).all();
  database.exec("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words, instance)");
  database.exec("CREATE VIRTUAL TABLE temp.trigrams USING fts5vocab(main, parts, instance)");
  const named = (table: string): readonly string[] =>
    database
      .prepare(
        `SELECT DISTINCT term, key, n FROM temp.${table} JOIN passage ON row = doc JOIN session ON session.id = session`,
      )
      .all()
      .map(({ term, key, n }) => `${table} ${String(term)} ${String(key)} ${String(n)}`);
  return {
    sessions: list(
      "SELECT key, session_id, path, name, bytes, passages, settled, cut, partial, plan, about, facets, problems FROM session",
    ),
    files: list("SELECT key, part, file.path, file.bytes, lines, print FROM file JOIN session ON id = session"),
    changed: list("SELECT key, changed_file.path FROM changed_file JOIN session ON id = session"),
    usage: list(
      `SELECT key, slot, model, long, turns, duration_ms, input, cached_input, cache_write_input, output,
         reasoning_output, total FROM usage JOIN session ON id = session`,
    ),
    passages: list(
      `SELECT key, passage.n, turn_id, kinds.text AS kind, time_ms, statuses.text AS status, exit_code, tools.text AS tool,
           part, line, offset, length, next_line, next_offset, next_length, more
         FROM passage JOIN session ON session.id = passage.session
         LEFT JOIN label AS kinds ON kinds.id = kind
         LEFT JOIN label AS statuses ON statuses.id = status
         LEFT JOIN label AS tools ON tools.id = tool
         LEFT JOIN turn ON turn.session = passage.session AND turn.n = passage.turn`,
    ),
    words: [...named("terms"), ...named("trigrams")],
  };
}

function text(value: unknown): string {
  return JSON.stringify(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
