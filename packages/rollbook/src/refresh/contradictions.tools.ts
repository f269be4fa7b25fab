// What in an index that may be unfinished contradicts one that was built whole.

import { existsSync } from "node:fs";
import { readShard } from "../index/index.ts";
import { contentsOf, type Contents } from "./contents.tools.ts";
import { optionsOf, type IndexPlace } from "./place.ts";

type Row = Readonly<Record<string, unknown>>;

/** Nothing that belongs to no session, each session in one shard, and those that are whole as they are in `whole`. */
export function contradictions(place: IndexPlace, whole: Contents): readonly string[] {
  const found: string[] = [];
  const partial = new Map<string, boolean>();
  for (const path of place.shards) {
    if (!existsSync(path)) continue;
    const database = readShard(path, optionsOf(place));
    if (database === null) continue;
    const ask = (sql: string): readonly Row[] => database.prepare(sql).all();
    for (const [check] of ask("PRAGMA quick_check").map(Object.values)) {
      if (check !== "ok") found.push(`${path}: ${String(check)}`);
    }
    for (const { key, partial: more } of ask("SELECT key, partial FROM session")) {
      if (partial.has(String(key))) found.push(`${String(key)} is there twice`);
      partial.set(String(key), more === 1);
    }
    for (const table of ["file", "changed_file", "turn", "usage", "passage"]) {
      const lost = ask(`SELECT session FROM ${table} WHERE session NOT IN (SELECT id FROM session)`);
      if (lost.length > 0) found.push(`${path}: ${lost.length} rows of ${table} belong to no session`);
    }
    for (const table of ["words", "parts"]) {
      const lost = ask(`SELECT id FROM ${table}_docsize WHERE id NOT IN (SELECT row FROM passage)`);
      if (lost.length > 0) found.push(`${path}: ${lost.length} rows of ${table} belong to no passage`);
    }
    database.close();
  }
  const contents = contentsOf(place);
  const isWhole = (key: string): boolean => partial.get(key) === false;
  for (const name of ["sessions", "files", "changed", "usage", "passages"] as const) {
    const [here, there] = [contents[name], whole[name]].map((rows) =>
      rows.filter((row) => isWhole(String((row as Row)["key"]))).map((row) => JSON.stringify(row)),
    );
    if (JSON.stringify(here) !== JSON.stringify(there)) found.push(`${name} of whole sessions are others`);
  }
  const [words, expected] = [contents.words, whole.words].map((list) =>
    list.filter((word) => isWhole(word.split(" ").at(-2) ?? "")),
  );
  if (words?.join("\n") !== expected?.join("\n")) found.push("words of whole sessions are others");
  const places = new Set(whole.passages.map(placeOf));
  for (const passage of contents.passages) {
    const { key } = passage as Row;
    if (!isWhole(String(key)) && !places.has(placeOf(passage))) found.push(`${String(key)} has a passage of its own`);
  }
  return found;
}

function placeOf(passage: unknown): string {
  const { key, n, kind, part, line, offset } = passage as Row;
  return JSON.stringify([key, n, kind, part, line, offset]);
}
