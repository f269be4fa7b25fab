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
  readonly signal?: AbortSignal;
  /** Is told, in a sentence, what of a history file could not be read. */
  readonly fault?: (message: string) => void;
}

/** In each shard, the newest passages of which the best are looked for, and how many of these are read to tell. */
const AMONG = 2000;
const RANKED = 60;

/**
 * Hits, in the order that was asked for, each as soon as it is decided. What an index holds is searched, and no more:
 * bring it up to its home before. Files that are no longer as they were indexed give no hits they do not hold.
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
      yield* await bestOf(shards, query, beside, decide);
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

/** The best of those that are likely to be, and of the newest where these are few. */
async function bestOf(
  shards: readonly Shard[],
  query: Query,
  beside: readonly Hit[],
  decide: (found: Found) => Promise<Hit | null>,
): Promise<readonly Hit[]> {
  const hits = [...beside];
  const met = new Map<Shard, Set<number>>(shards.map((shard) => [shard, new Set()]));
  const take = async (found: Found): Promise<void> => {
    const rows = met.get(found.shard);
    if (rows?.has(found.passage.row) === true) return;
    rows?.add(found.passage.row);
    const hit = await decide(found);
    if (hit !== null) hits.push(hit);
  };
  for (const shard of shards) {
    if (shard.select.type !== "words") continue;
    const enough = hits.length + RANKED;
    for (const passage of shard.finder.likely(shard.select.match, shard.bounds, AMONG)) {
      if (hits.length >= enough) break;
      await take({ shard, passage });
    }
  }
  if (hits.length < RANKED) {
    for await (const found of newestOf(shards, query)) {
      await take(found);
      if (hits.length >= RANKED) break;
    }
  }
  const score = createScore(query);
  const scored = hits.map((hit) => ({ hit, score: score(hit) }));
  return scored.toSorted((a, b) => b.score - a.score || timeOf(b.hit) - timeOf(a.hit)).map(({ hit }) => hit);
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
