// What list, stats, search and the thread model say of a home, asked in this process: they have to agree.

import { chainOf } from "rollbook-core";
import type { Facets } from "rollbook-core/facets";
import { parseQuery } from "rollbook-core/search";
import { createThreadFold, type Item } from "rollbook-core/thread";
import { createPricing, groupUsage, PRICES, type GroupedUsage } from "rollbook-core/usage";
import { foldChain, openCatalogue, sessionFiles } from "../../home/index.ts";
import { listAll, turnPage, type Listed } from "../../listing/index.ts";
import type { IndexPlace } from "../../refresh/index.ts";
import { search, type Hit } from "../../search/index.ts";
import { readSessions } from "../list/readers.tools.ts";
import { countFiles, sessionsOf } from "../stats/read.ts";

export interface ListedSession {
  readonly listed: Listed;
  readonly facets: Facets;
}

/** `read` is told of bytes as they are read. */
export async function listHome(home: string, read: (bytes: number) => void = () => {}): Promise<ListedSession[]> {
  const library = openCatalogue([home]);
  const question = {
    filters: [],
    sort: "created",
    tree: false,
    limit: 10_000,
    after: null,
    scanCap: Infinity,
  } as const;
  const { rows } = await turnPage(listAll(library), question, (sessions, take) => {
    const readings = sessions.map(({ thread, size }) => ({
      files: sessionFiles(library, thread.rollouts, false),
      size,
    }));
    return readSessions(readings, PRICES, take, read);
  });
  return [...rows];
}

export async function sumHome(home: string, read: (bytes: number) => void = () => {}): Promise<GroupedUsage> {
  const counting = { prices: PRICES, timezone: "UTC" };
  const { files } = await countFiles(
    { operands: [], homes: [home], note: () => {} },
    { job: counting, jobs: 1, jobsAsked: false, work: false, showProgress: () => ({ add: read, clear: () => {} }) },
  );
  return groupUsage(sessionsOf(files), "session", createPricing(PRICES));
}

export async function searchHome(place: IndexPlace, words: string): Promise<Hit[]> {
  const query = parseQuery(words, { now_ms: Date.parse("2026-11-22T00:00:00Z"), resolve: (path) => path });
  if (query.type === "error") throw new Error(query.message);
  const hits: Hit[] = [];
  for await (const hit of search([place], query, { order: "newest" })) hits.push(hit);
  return hits;
}

export interface ThreadItem {
  /** Path of the file in which its session goes on. */
  readonly session: string;
  /** Its thread tells things that are another session's: copies of old, or what a review said to itself. */
  readonly shared: boolean;
  readonly item: Item;
}

/** All items of all threads of a home, but for what a thread inherited from another one. */
export async function itemsOfHome(home: string): Promise<ThreadItem[]> {
  const { catalogue } = openCatalogue([home]);
  const found: ThreadItem[] = [];
  for (const thread of catalogue.threads) {
    const turns = new Map<string, string | null>();
    const items = new Map<string, Item>();
    const fold = createThreadFold({
      turn: ({ id, thread_id }) => turns.set(id, thread_id),
      item: (item) => items.set(`${item.turn_id}\n${item.id}`, item),
    });
    for await (const _ of foldChain(chainOf(catalogue, thread.head), fold)) continue;
    fold.end();
    const session = thread.head.stem.path;
    const shared =
      thread.rollouts.some(({ copied }) => copied.length > 0) ||
      [...items.values()].some(({ content }) => content.type === "EnteredReviewMode");
    for (const item of items.values()) {
      if ([null, thread.id].includes(turns.get(item.turn_id) ?? null)) found.push({ session, shared, item });
    }
  }
  return found;
}
