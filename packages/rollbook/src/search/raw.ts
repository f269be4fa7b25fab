// Candidates for a regular expression that no word of the index selects: passages whose lines match it, or may.

import type { PassageTree, Query, RegexNode } from "rollbook-core/search";
import { partsPattern, rawPattern } from "rollbook-core/search";
import type { FoundPassage } from "../index/index.ts";
import { grepFiles, type Pattern, type Span } from "./grep.ts";
import type { Shard } from "./shards.ts";

export interface RawQuery {
  readonly lines: Pattern;
  /** Of the table of parts. */
  readonly parts: string;
}

/** Files that are looked through before what was found in them is decided on: few at first, for the first hit. */
const FIRST = 64;
const MOST = 2048;

/** Null where lines do not tell what a query selects. */
export function rawQuery({ passages }: Query): RawQuery | null {
  const regex = passages === null ? null : regexIn(passages);
  if (regex === null) return null;
  const pattern = rawPattern(regex);
  const parts = partsPattern(regex);
  if (pattern === null || parts === null) return null;
  return { lines: { pattern, ignoreCase: regex.flags.includes("i") }, parts };
}

/** An expression that everything has to match that the query looks for. */
function regexIn(tree: PassageTree): RegexNode | null {
  if (tree.type === "regex") return tree;
  return tree.type === "and" ? (tree.of.map(regexIn).find((regex) => regex !== null) ?? null) : null;
}

interface Kept {
  readonly shard: Shard;
  readonly session: number;
  readonly part: number;
}

export interface Candidate {
  readonly shard: Shard;
  readonly passage: FoundPassage;
}

/** Those of the sessions written to last come first. */
export async function* rawCandidates(
  shards: readonly Shard[],
  query: RawQuery,
): AsyncGenerator<Candidate, void, undefined> {
  const files = shards.flatMap((shard) => filesOf(shard)).toSorted((a, b) => b.updated_ms - a.updated_ms);
  // Paths are absolute there, and in the files need not be.
  const spoken = new Map(shards.map((shard) => [shard, shard.finder.inParts(query.parts)]));
  for await (const { batch, found } of grepped(files, query.lines)) {
    const sessions = new Map<string, Kept & { readonly hits: Map<number, readonly Span[]> }>();
    for (const { shard, session, part, path } of batch) {
      const spans = found.get(path);
      if (spans === undefined && spoken.get(shard)?.has(session) !== true) continue;
      const key = `${shards.indexOf(shard)} ${session}`;
      const kept = sessions.get(key) ?? { shard, session, part, hits: new Map<number, readonly Span[]>() };
      if (spans !== undefined) kept.hits.set(part, spans);
      sessions.set(key, kept);
    }
    for (const { shard, session, hits } of sessions.values()) {
      const rows = spoken.get(shard)?.get(session);
      const [from, to] = rows === undefined ? reachOf(hits) : EVERYWHERE;
      const hit = shard.finder
        .places(session, from, to)
        .filter(({ row, places }) => rows?.has(row) === true || places.some((place) => isHit(place, hits)));
      for (const { row } of hit.toReversed()) {
        const passage = shard.finder.at(row);
        if (passage !== null && shard.finder.isWithin(passage, shard.bounds)) yield { shard, passage };
      }
    }
  }
}

const EVERYWHERE = [0, Number.MAX_SAFE_INTEGER] as const;

/** The first and the last of all places, whichever part they are in. */
function reachOf(hits: ReadonlyMap<number, readonly Span[]>): readonly [number, number] {
  const ends = [...hits.values()].map((spans) => [spans[0]?.from ?? 0, spans.at(-1)?.to ?? 0] as const);
  return [Math.min(...ends.map(([first]) => first)), Math.max(...ends.map(([, last]) => last))];
}

/** Files with what was found in them, some at a time. The next are looked through while these are decided on. */
async function* grepped<Asked extends { readonly path: string }>(
  files: readonly Asked[],
  pattern: Pattern,
): AsyncGenerator<
  { readonly batch: readonly Asked[]; readonly found: ReadonlyMap<string, readonly Span[]> },
  void,
  undefined
> {
  const over = new AbortController();
  const look = (at: number, size: number) => {
    const batch = files.slice(at, at + size);
    const paths = batch.map(({ path }) => path);
    const found = grepFiles(paths, pattern, over.signal);
    // Awaited in its turn, if it comes to that.
    found.catch(() => {});
    return { batch, found };
  };
  try {
    let size = FIRST;
    for (let at = 0, next = look(at, size); next.batch.length > 0;) {
      const { batch, found } = next;
      const told = { batch, found: await found };
      at += batch.length;
      size = MOST;
      next = look(at, size);
      yield told;
    }
  } finally {
    over.abort();
  }
}

function isHit(
  { part, offset, length }: FoundPassage["places"][number],
  hits: ReadonlyMap<number, readonly Span[]>,
): boolean {
  const spans = hits.get(part) ?? [];
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return (spans[low]?.from ?? Number.POSITIVE_INFINITY) < offset + length;
}

function filesOf(shard: Shard): readonly (Kept & { readonly path: string; readonly updated_ms: number })[] {
  const rows = shard.database
    .prepare("SELECT session, part, file.path, updated_ms FROM file JOIN session ON id = session")
    .all();
  return rows
    .map(({ session, part, path, updated_ms }) => ({
      shard,
      session: Number(session),
      part: Number(part),
      path: String(path),
      updated_ms: Number(updated_ms),
    }))
    .filter(({ session }) => shard.bounds.sessions === null || shard.bounds.sessions.has(session));
}
