// Lists of sessions, and what reading some of them tells.

import { setImmediate as nextTurn } from "node:timers/promises";
import type { Answers, Query } from "rollbook-api";
import type { Library } from "../../home/index.ts";
import {
  filtersOf,
  isWanted,
  listAll,
  NoCursor,
  readCursor,
  readWhen,
  turnPage,
  weightOf,
  writeCursor,
  type Cursor,
  type Listed,
  type SortKey,
  type Tell,
  type Told,
} from "../../listing/index.ts";
import { HttpFailure } from "../http/failure.ts";
import type { Desk } from "./desk.ts";
import { keysOf } from "./keys.ts";
import { costOf, PRICING, rowOf } from "./row.ts";

/** Reading more of them takes too long for one answer. */
const MOST_FULL = 200;
const MOST_FACETS = 100;
const MOST_KEYS = 200;

const MANY = [
  "source",
  "project",
  "cwd",
  "repo",
  "branch",
  "provider",
  "originator",
  "version",
  "name",
  "model",
  "path",
];

export async function answerSessions(desk: Desk, _: object, query: Query<"sessions">): Promise<Answers["sessions"]> {
  const { detail, sort, tree, limit, cursor } = query;
  const full = detail === "full";
  if (full && limit > MOST_FULL)
    throw new HttpFailure("bad_request", `with detail=full a page has at most ${MOST_FULL} sessions`);
  const library = desk.look();
  const keys = keysOf(library);
  const values = new Map<string, readonly string[]>(
    MANY.flatMap((name) => {
      const given = query[name as keyof typeof query] as readonly string[];
      return given.length === 0 ? [] : [[name, given]];
    }),
  );
  values.set("archived", [query.archived]);
  const { session } = query;
  if (session.length > MOST_KEYS) throw new HttpFailure("bad_request", `at most ${MOST_KEYS} sessions at a time`);
  const wanted = new Set(session.map((key) => key.toLowerCase()));
  const all = listedOf(library);
  const chosen = wanted.size === 0 ? all : all.filter(({ thread }) => wanted.has(keys.of(thread)));
  const question = {
    filters: filtersOf({
      values,
      flags: new Set(query.errors ? ["errors"] : []),
      since: timeOf("since", query.since),
      until: timeOf("until", query.until),
      sort,
    }),
    sort,
    tree,
    limit,
    after: cursor === null ? null : cursorOf(cursor, sort),
    scanCap: query.scan_cap,
  };
  let read = 0;
  const tell: Tell = async (sessions, take) => {
    const threads = sessions.map(({ thread }) => thread);
    const known = desk.facets.known(library, threads.slice(0, limit));
    for (const [index, listed] of sessions.entries()) {
      const { thread } = listed;
      const needed = full || isWanted(question.filters, listed, null) !== true;
      if (needed) read += thread.rollouts.length;
      const told = known[index] ?? (needed ? await desk.facets.read(library, thread) : UNREAD);
      if (!take(index, told)) return;
    }
  };
  const page = await turnPage(chosen, question, tell, (sessions) => weigh(desk, library, sessions));
  return desk.hide({
    sessions: page.rows.map(({ listed, depth, ...told }) =>
      rowOf(listed, keys, depth, told.facets === UNREAD.facets ? null : told),
    ),
    next_cursor: page.next === null ? null : writeCursor(sort, page.next),
    total: page.total,
    num_scanned_files: read,
    reached_scan_cap: page.reachedCap,
    problems: library.problems.map(({ error }) => error.message),
  });
}

const lists = new WeakMap<Library, readonly Listed[]>();

/** The same list for the same library: a page is asked for after the other. */
function listedOf(library: Library): readonly Listed[] {
  const known = lists.get(library) ?? listAll(library);
  lists.set(library, known);
  return known;
}

/** What is known of some is asked at once, and in between others are answered. */
const SLICE = 50;

async function weigh(desk: Desk, library: Library, sessions: readonly Listed[]): Promise<readonly number[]> {
  const weights: number[] = [];
  for (let from = 0; from < sessions.length; from += SLICE) {
    const threads = sessions.slice(from, from + SLICE).map(({ thread }) => thread);
    const known = desk.facets.known(library, threads);
    for (const [index, thread] of threads.entries()) {
      const { cells } = known[index] ?? (await desk.facets.read(library, thread));
      weights.push(weightOf(PRICING.cost(cells)));
    }
    await nextTurn();
    desk.stop.throwIfAborted();
  }
  return weights;
}

/** Stands for what was not read. */
const UNREAD = { facets: null, cells: [], problems: [] } as unknown as Told;

export async function answerFacets(desk: Desk, _: object, { session }: Query<"facets">): Promise<Answers["facets"]> {
  if (session.length > MOST_FACETS) throw new HttpFailure("bad_request", `at most ${MOST_FACETS} sessions at a time`);
  const library = desk.look();
  const keys = keysOf(library);
  const sessions = [];
  for (const key of new Set(session)) {
    const thread = keys.find(key);
    // It may have gone since it was listed.
    if (thread === null) continue;
    const { facets, cells, problems } = await desk.facets.read(library, thread);
    const title = library.nameOf(thread.home, thread.id) ?? facets.name ?? facets.first_words;
    sessions.push({ key: keys.of(thread), title, facets, cost: costOf(cells), problems });
  }
  return desk.hide({ sessions });
}

function timeOf(name: "since" | "until", given: string | null): number | null {
  if (given === null) return null;
  const found = readWhen(given, Date.now(), name === "until");
  if (found !== null) return found;
  throw new HttpFailure("bad_request", `${name} knows no time ${JSON.stringify(given)}; 2026-11-21 is one, and 3d`);
}

function cursorOf(cursor: string, sort: SortKey): Cursor {
  try {
    return readCursor(cursor, sort);
  } catch (error) {
    if (!(error instanceof NoCursor)) throw error;
    throw new HttpFailure("bad_request", `cursor is ${error.message}; leave it out to begin anew`);
  }
}
