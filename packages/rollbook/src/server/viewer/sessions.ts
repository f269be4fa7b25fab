// Lists of sessions, what reading some of them tells, and one by its head.

import type { CataloguedThread } from "rollbook-core";
import { createPricing, PRICES } from "rollbook-core/usage";
import type { Answers, Place, Query, SessionRow } from "rollbook-api";
import { filesOf } from "../../home/index.ts";
import {
  describeListed,
  filtersOf,
  isWanted,
  listAll,
  NoCursor,
  readCursor,
  readWhen,
  turnPage,
  writeCursor,
  type Cursor,
  type Listed,
  type SortKey,
  type Tell,
  type Told,
} from "../../listing/index.ts";
import { chainOf } from "rollbook-core";
import { HttpFailure } from "../http/failure.ts";
import { askFor, type Desk } from "./desk.ts";
import { keysOf, type Keys } from "./keys.ts";

/** Reading more of them takes too long for one answer. */
const MOST_FULL = 200;
const MOST_FACETS = 100;
const LIVE = 60_000;

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
  const page = await turnPage(listAll(library), question, tell);
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

export async function answerSession(desk: Desk, { session }: Place<"session">): Promise<Answers["session"]> {
  const { library, keys, thread } = askFor(desk, session);
  const listed = new Map(listAll(library).map((each) => [each.thread, each]));
  const own = listed.get(thread);
  if (own === undefined) throw new Error("a session that is in no list");
  const { catalogue } = library;
  const chain = chainOf(catalogue, thread.head);
  const standing = new Set(chain.files.map(({ path }) => path));
  const relate = (id: string, forked: boolean): Answers["session"]["children"][number] => {
    const other = keys.byId(id, thread.home);
    return other === null
      ? { key: null, session_id: id, name: null, kind: null, created_at: null, forked }
      : relation(other, forked);
  };
  const relation = (other: CataloguedThread, forked: boolean) => {
    const found = listed.get(other);
    return {
      key: keys.of(other),
      session_id: other.id ?? "",
      name: found?.name ?? null,
      kind: found?.kind ?? null,
      created_at: found === undefined ? null : new Date(found.created_ms).toISOString(),
      forked,
    };
  };
  const { parent_id, forked_from } = thread.header;
  const id = thread.id?.toLowerCase() ?? null;
  const children = [...listed.values()].filter(
    ({ header, thread: other }) =>
      id !== null &&
      other !== thread &&
      other.home === thread.home &&
      [header.parent_id, header.forked_from].some((each) => each?.toLowerCase() === id),
  );
  return desk.hide({
    ...rowOf(own, keys, 0, desk.facets.known(library, [thread])[0] ?? null),
    chain: filesOf(chain).map(({ path, rollout_id, thread_id }, index) => {
      const stem = library.at(path)?.stem;
      const size = stem?.size ?? null;
      const compressed = stem?.compressed ?? false;
      return { index, path, size, compressed, rollout_id, thread_id, reverted: !standing.has(path) };
    }),
    parent: parent_id === null ? null : relate(parent_id, false),
    fork_of: forked_from === null ? null : relate(forked_from, true),
    children: children
      .toSorted((a, b) => a.created_ms - b.created_ms)
      .map(({ thread: other, header }) => relation(other, header.parent_id === null)),
    gaps: chain.gaps,
    resume: id === null || !UUID.test(id) ? null : `codex resume ${id}`,
  });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function rowOf(listed: Listed, keys: Keys, depth: number, told: Told | null): SessionRow {
  const described = describeListed(listed, depth, told?.facets ?? null);
  return {
    key: keys.of(listed.thread),
    ...described,
    title: described.name ?? told?.facets.first_words ?? null,
    live: Date.now() - listed.updated_ms < LIVE,
    facets: told?.facets ?? null,
    cost: told === null ? null : costOf(told.cells),
    problems: told?.problems ?? [],
  };
}

const PRICING = createPricing(PRICES);

function costOf(cells: Told["cells"]): NonNullable<SessionRow["cost"]> {
  const { usd, unpriced_tokens, unpriced_models } = PRICING.cost(cells);
  return { usd, unpriced_tokens, unpriced_models };
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
