// Searches the indexes of some codex homes: what they preselect, the text decides.

import type { PassageTexts } from "rollbook-core/digest";
import { createMatcher, createScore, type Query, type Searchable } from "rollbook-core/search";
import { asIndexError, type FoundPassage } from "../index/index.ts";
import { retell, type IndexPlace } from "../refresh/index.ts";
import { hitsBeside } from "./beside.ts";
import { fewOf, lookedAt } from "./looked.ts";
import { mergedBy } from "./merged.ts";
import { rawCandidates, rawQuery } from "./raw.ts";
import { openShards, type FoundSession, type Shard } from "./shards.ts";

/** Bytes of a file that tell it. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
}

export interface Hit extends Searchable {
  readonly home: string;
  readonly session_id: string | null;
  /** Null of a prompt in a history file whose session is gone. */
  readonly session: FoundSession | null;
  readonly turn_id: string | null;
  readonly places: readonly Place[];
}

export interface SearchOptions {
  readonly order: "newest" | "best";
  /** How many hits are wanted: where the best come first so many are ranked. All come to one who goes on. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
  /** Is told, in a sentence, what of a history file could not be read. */
  readonly fault?: (message: string) => void;
}

/** In each shard, the newest passages of which the best are looked for, and how many of these are read to tell at least. */
const AMONG = 2000;
const RANKED = 60;

/**
 * All hits, each once and as soon as it is decided, in the order that was asked for; behind the best of the newest come
 * the rest, the newest first. What an index holds is searched, and no more: bring it up to its home before. Files that
 * are no longer as they were indexed give no hits they do not hold.
 */
export async function* search(
  places: readonly IndexPlace[],
  query: Query,
  options: SearchOptions,
): AsyncGenerator<Hit, void, undefined> {
  const matches = createMatcher(query);
  const shards = places.flatMap((place) => openShards(place, query));
  const decide = async ({ shard, passage }: Found): Promise<Hit | null> => {
    const session = shard.session(passage.session);
    if (session === null) return null;
    const texts = await retell(passage.places, session.files);
    return matches({ ...passage, texts }) ? hitOf(shard.home, session, passage, texts) : null;
  };
  const isOver = (): boolean => options.signal?.aborted === true;
  try {
    const beside = await hitsBeside(places, shards, query, options.fault ?? (() => {}));
    if (options.order === "best") {
      const ranked = Math.min(AMONG, Math.max(RANKED, options.limit ?? 0));
      for await (const hit of bestOf(shards, query, beside, ranked, decide)) {
        if (isOver()) return;
        yield hit;
      }
      return;
    }
    const waiting = beside.toSorted((a, b) => timeOf(a) - timeOf(b));
    for await (const found of newestOf(shards, query)) {
      if (isOver()) return;
      const hit = await decide(found);
      if (hit === null) continue;
      for (let next = waiting.at(-1); next !== undefined && timeOf(next) > timeOf(hit); next = waiting.at(-1)) {
        yield next;
        waiting.pop();
      }
      yield hit;
    }
    yield* waiting.toReversed();
  } catch (error) {
    throw asIndexError(error, places.map(({ directory }) => directory).join(", "));
  } finally {
    for (const { database } of shards) database.close();
  }
}

/** What the indexes select; where a regular expression decides, what the bytes of its lines tell first. */
async function* newestOf(shards: readonly Shard[], query: Query): AsyncGenerator<Found, void, undefined> {
  const raw = rawQuery(query);
  if (raw !== null) {
    const few = fewOf(shards);
    yield* few === null ? rawCandidates(shards, raw) : lookedAt(few, raw);
  } else {
    const sources = shards.map((shard) => entitled(shard, shard.finder.newest(shard.select, shard.bounds)));
    yield* mergedBy(sources, ({ passage }) => passage.time_ms);
  }
}

/** The best of those that are likely to be, and of the newest where these are few; then the rest, the newest first. */
async function* bestOf(
  shards: readonly Shard[],
  query: Query,
  beside: readonly Hit[],
  ranked: number,
  decide: (found: Found) => Promise<Hit | null>,
): AsyncGenerator<Hit, void, undefined> {
  const hits = [...beside];
  const met = new Map<Shard, Set<number>>(shards.map((shard) => [shard, new Set()]));
  const take = async (found: Found): Promise<Hit | null> => {
    const rows = met.get(found.shard);
    if (rows?.has(found.passage.row) === true) return null;
    rows?.add(found.passage.row);
    return decide(found);
  };
  for (const shard of shards) {
    if (shard.select.type !== "words") continue;
    const enough = hits.length + ranked;
    for (const passage of shard.finder.likely(shard.select.match, shard.bounds, AMONG)) {
      if (hits.length >= enough) break;
      const hit = await take({ shard, passage });
      if (hit !== null) hits.push(hit);
    }
  }
  const score = createScore(query);
  const bestFirst = (): readonly Hit[] =>
    hits
      .map((hit) => ({ hit, score: score(hit) }))
      .toSorted((a, b) => b.score - a.score || timeOf(b.hit) - timeOf(a.hit))
      .map(({ hit }) => hit);
  let told = hits.length >= ranked;
  if (told) yield* bestFirst();
  for await (const found of newestOf(shards, query)) {
    const hit = await take(found);
    if (hit === null) continue;
    if (told) {
      yield hit;
      continue;
    }
    hits.push(hit);
    told = hits.length >= ranked;
    if (told) yield* bestFirst();
  }
  if (!told) yield* bestFirst();
}

function timeOf({ time_ms }: Hit): number {
  return time_ms ?? Number.MIN_SAFE_INTEGER;
}

function hitOf(home: string, session: FoundSession, passage: FoundPassage, texts: PassageTexts): Hit {
  const { kind, time_ms, status, exit_code, tool, turn_id } = passage;
  const places = passage.places.map(({ part, line, offset, length }) => ({
    file: session.files[part] ?? session.path,
    line,
    offset,
    length,
  }));
  return {
    home,
    session_id: session.session_id,
    session,
    turn_id,
    kind,
    time_ms,
    status,
    exit_code,
    tool,
    texts,
    places,
  };
}

interface Found {
  readonly shard: Shard;
  readonly passage: FoundPassage;
}

function* entitled(shard: Shard, passages: Iterable<FoundPassage>): Generator<Found, void, undefined> {
  for (const passage of passages) yield { shard, passage };
}
