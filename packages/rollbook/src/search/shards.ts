// The shards of an index, opened for one query: what it selects in each, and which sessions it is about.

import type { DatabaseSync } from "node:sqlite";
import { compile, matchesSession, type Query, type SearchableSession, type Selection } from "rollbook-core/search";
import { createFinder, openVocabulary, readShard, type Bounds, type Finder } from "../index/index.ts";
import { optionsOf, type About, type IndexPlace } from "../refresh/index.ts";

/** A session in which something was found. */
export interface FoundSession {
  readonly session_id: string | null;
  readonly home: string;
  readonly path: string;
  readonly name: string | null;
  readonly about: About;
  readonly first_words: string | null;
  readonly files: readonly string[];
}

export interface Shard {
  readonly home: string;
  readonly database: DatabaseSync;
  readonly finder: Finder;
  readonly select: Selection;
  readonly bounds: Bounds;
  /**
   * As `select`, but that it knows words by their ends; null where it is not known which there are. `later`: sessions of
   * which it does not.
   */
  narrow(): { readonly select: Selection; readonly later: ReadonlySet<number> } | null;
  session(id: number): FoundSession | null;
  /** The files of a session. */
  paths(id: number): readonly string[];
  /** Of all sessions that the query is about, as they were indexed. */
  bytes(): number;
}

export function openShards(place: IndexPlace, query: Query): readonly Shard[] {
  return place.shards.flatMap((path): readonly Shard[] => {
    const database = readShard(path, optionsOf(place));
    if (database === null) return [];
    const { since_ms, until_ms } = query;
    const sessions = query.sessions === null ? null : sessionsOf(database, query);
    const get = database.prepare(
      "SELECT session_id, path, name, about, facets ->> '$.first_words' AS first_words FROM session WHERE id = ?",
    );
    const files = database.prepare("SELECT path FROM file WHERE session = ? ORDER BY part");
    const known = new Map<number, FoundSession | null>();
    const knownPaths = new Map<number, readonly string[]>();
    const paths = (id: number): readonly string[] => {
      const before = knownPaths.get(id);
      if (before !== undefined) return before;
      const found = files.all(id).map((file) => String(file["path"]));
      knownPaths.set(id, found);
      return found;
    };
    return [
      {
        home: place.home,
        database,
        finder: createFinder(database, place.detail),
        select: compile(query, place.detail).select,
        bounds: { sessions, since_ms, until_ms },
        narrow() {
          const vocabulary = openVocabulary(database);
          if (vocabulary === null) return null;
          const { wordsWith, later } = vocabulary;
          return { select: compile(query, place.detail, wordsWith).select, later };
        },
        session(id) {
          const before = known.get(id);
          if (before !== undefined) return before;
          const row = get.get(id);
          const found: FoundSession | null =
            row === undefined
              ? null
              : {
                  session_id: textOf(row["session_id"]),
                  home: place.home,
                  path: String(row["path"]),
                  name: textOf(row["name"]),
                  about: JSON.parse(String(row["about"])) as About,
                  first_words: textOf(row["first_words"]),
                  files: paths(id),
                };
          known.set(id, found);
          return found;
        },
        paths,
        bytes() {
          const rows = database.prepare("SELECT session, sum(bytes) AS bytes FROM file GROUP BY session").all();
          const within = rows.filter(({ session }) => sessions === null || sessions.has(Number(session)));
          return within.reduce((sum, { bytes }) => sum + Number(bytes), 0);
        },
      },
    ];
  });
}

/** The sessions that a query is about. */
function sessionsOf(database: DatabaseSync, query: Query): ReadonlySet<number> {
  const rows = database.prepare("SELECT id, session_id, about, facets ->> '$.models' AS models FROM session").all();
  const wanted = rows.filter(({ session_id, about, models }) => {
    const { cwd, project, kind, header } = JSON.parse(String(about)) as About;
    const session: SearchableSession = {
      session_id: textOf(session_id) ?? "",
      models: JSON.parse(textOf(models) ?? "[]") as readonly string[],
      cwd,
      project,
      branch: header.git?.branch ?? null,
      source: kind,
    };
    return matchesSession(query.sessions, session);
  });
  return new Set(wanted.map(({ id }) => Number(id)));
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
