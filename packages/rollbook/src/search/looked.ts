// Candidates for a regular expression that the words of the index select: of these, those whose bytes may match.

import { createLineTest, type Selection } from "rollbook-core/search";
import { SourceError, visitRanges, type Range } from "../home/index.ts";
import type { StandingRow } from "../index/index.ts";
import { LONGEST } from "./grep.ts";
import { mergedBy } from "./merged.ts";
import type { Candidate, RawQuery } from "./raw.ts";
import type { Shard } from "./shards.ts";

/** Passages that are looked at before those that match are decided on: few at first, for the first hit. */
const FIRST = 32;
const MOST = 4096;
/** Bytes of them, in about. */
const HEAVY = 64 << 20;
/** Passages that are sooner looked at than a search of all lines begins. */
const FEW = 300;
/** Bytes that are searched in the time that it takes to look at a passage. */
const EACH = 400_000;

/** What is looked at of a shard: what is selected, and of sessions written later what the shard selects by itself. */
export interface Few {
  readonly shard: Shard;
  readonly select: Selection;
  readonly later: ReadonlySet<number>;
}

/** Null where so much is selected that all lines are sooner searched. */
export function fewOf(shards: readonly Shard[]): readonly Few[] | null {
  const whole = shards.map((shard): Few => ({ shard, select: shard.select, later: new Set() }));
  const count = (of: readonly Few[], most: number): number =>
    of.reduce((sum, { shard, select }) => sum + shard.finder.count(select, most), 0);
  if (count(whole, FEW) < FEW) return whole;
  const most = Math.ceil(shards.reduce((sum, shard) => sum + shard.bytes(), 0) / EACH);
  const narrow = whole.map((each): Few => ({ ...each, ...each.shard.narrow() }));
  return count(narrow, most) < most ? narrow : null;
}

interface Standing {
  readonly shard: Shard;
  readonly row: StandingRow;
}

/** The newest first. */
export async function* lookedAt(few: readonly Few[], query: RawQuery): AsyncGenerator<Candidate, void, undefined> {
  const matches = createLineTest(query.lines.pattern, query.lines.ignoreCase);
  const sources = few.flatMap((each) => [standingIn(each), ...(each.later.size === 0 ? [] : [standingLater(each)])]);
  // Paths are absolute there, and in the files need not be.
  const known = new Map<Shard, ReturnType<Shard["finder"]["inParts"]>>();
  const spoken = (shard: Shard): ReturnType<Shard["finder"]["inParts"]> => {
    const rows = known.get(shard) ?? shard.finder.inParts(query.parts);
    known.set(shard, rows);
    return rows;
  };
  const all = mergedBy(sources, ({ row }) => row.time_ms);
  for (const batch of batched(all)) {
    const matching = await matchingOf(batch, matches);
    for (const standing of batch) {
      const { shard, row } = standing;
      if (!matching.has(standing) && !spoken(shard).get(row.session)?.has(row.row)) continue;
      const passage = shard.finder.at(row.row);
      if (passage !== null) yield { shard, passage };
    }
  }
}

function* standingIn({ shard, select, later }: Few): Generator<Standing, void, undefined> {
  for (const row of shard.finder.standing(select, shard.bounds)) if (!later.has(row.session)) yield { shard, row };
}

function* standingLater({ shard, later }: Few): Generator<Standing, void, undefined> {
  const sessions = shard.bounds.sessions === null ? later : later.intersection(shard.bounds.sessions);
  for (const row of shard.finder.standing(shard.select, { ...shard.bounds, sessions })) yield { shard, row };
}

function* batched(all: Iterable<Standing>): Generator<readonly Standing[], void, undefined> {
  let batch: Standing[] = [];
  let most = FIRST;
  let weight = 0;
  for (const standing of all) {
    batch.push(standing);
    weight += standing.row.places.reduce((sum, { length }) => sum + length, 0);
    if (batch.length < most && weight < HEAVY) continue;
    yield batch;
    batch = [];
    weight = 0;
    most = Math.min(MOST, most * 4);
  }
  if (batch.length > 0) yield batch;
}

/** Files are opened once for all that stands in them. */
async function matchingOf(
  batch: readonly Standing[],
  matches: (line: string) => boolean,
): Promise<ReadonlySet<Standing>> {
  const matching = new Set<Standing>();
  const files = new Map<string, { readonly ranges: Range[]; readonly owners: Standing[] }>();
  for (const standing of batch) {
    const paths = standing.shard.paths(standing.row.session);
    if (standing.row.places.some(({ length }) => length > LONGEST)) {
      matching.add(standing);
      continue;
    }
    for (const place of standing.row.places) {
      const path = paths[place.part];
      if (path === undefined) continue;
      const file = files.get(path) ?? { ranges: [], owners: [] };
      file.ranges.push(place);
      file.owners.push(standing);
      files.set(path, file);
    }
  }
  for (const [path, { ranges, owners }] of files) {
    try {
      await visitRanges(path, ranges, (bytes, index) => {
        const owner = owners[index];
        if (owner !== undefined && matches(bytes.toString("latin1"))) matching.add(owner);
      });
    } catch (error) {
      // What cannot be read has no text.
      if (!(error instanceof SourceError)) throw error;
    }
  }
  return matching;
}
