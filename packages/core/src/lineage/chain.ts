// Chains: the files that together hold a thread.

import type { Catalogue, CataloguedThread, Rollout } from "./catalogue.ts";
import type { Base } from "./header.ts";

/** A file of a thread's chain, and how much of it belongs to the thread. */
export interface ChainFile {
  /** As it was given. */
  readonly path: string;
  readonly rollout_id: string | null;
  /** Its own thread; another than the thread asked for in a base that a fork inherited. */
  readonly thread_id: string | null;
  /**
   * Where the next file of the chain cuts it off: the first ordinal that no longer counts, and the byte of the
   * uncompressed file at which that record begins. Null for the last file.
   */
  readonly end_ordinal: number | null;
  readonly end_offset: number | null;
}

/** What a thread was reverted from: it happened, and is on no chain. */
export interface AbandonedPart {
  readonly path: string;
  readonly rollout_id: string | null;
  /** Where it begins; both null for a whole file. */
  readonly start_ordinal: number | null;
  readonly start_offset: number | null;
}

export interface Chain {
  readonly thread_id: string | null;
  /** Oldest first; the last one is the file that was asked for, or the head of the thread. */
  readonly files: readonly ChainFile[];
  /** Tails and segments of the thread itself that are not on the chain, oldest first. */
  readonly abandoned: readonly AbandonedPart[];
  /** Why the chain is not whole, in sentences; empty when it is. */
  readonly gaps: readonly string[];
}

/**
 * The chain of a thread, or of one rollout, by its id; with a home given, of that home. An id that is both, as that of
 * a thread's first rollout is, means the thread. Total: circles and missing bases end in a gap.
 */
export function resolveChain(catalogue: Catalogue, id: string, home?: string): Chain {
  const threads = catalogue.find(id);
  const thread = home === undefined ? threads[0] : threads.find((found) => found.home === home);
  const rollout = thread?.head ?? catalogue.rollout(home ?? "", id);
  if (rollout === null) return { thread_id: null, files: [], abandoned: [], gaps: [`There is no thread ${id} here.`] };
  return chainOf(catalogue, rollout);
}

/** The chain that ends with this rollout. */
export function chainOf(catalogue: Catalogue, rollout: Rollout): Chain {
  const gaps: string[] = [];
  const files = new Map<Rollout, ChainFile>();
  let cut: Cut = { end_ordinal: null, end_offset: null };
  for (let next: Rollout | null = rollout; next !== null;) {
    const { rollout_id, thread_id, stem }: Rollout = next;
    files.set(next, { path: stem.path, rollout_id, thread_id, ...cut });
    if (stem.header.base !== null) cut = lowerCut(cut, stem.header.base);
    next = baseOf(catalogue, next, files, gaps);
  }
  const abandoned = abandonedBy(catalogue.threadOf(rollout), files);
  return { thread_id: rollout.thread_id, files: [...files.values()].toReversed(), abandoned, gaps: gaps.toReversed() };
}

/** The files of a chain and, before the last, for that is what the thread was reverted to, its abandoned segments. */
export function chainFiles({ files, abandoned }: Chain): readonly ChainFile[] {
  const last = files.at(-1);
  if (last === undefined) return [];
  return [...files.slice(0, -1), ...abandoned.filter((part) => !isTail(part)).map((part) => segment(part, last)), last];
}

/** Paths of those files of a chain that have a tail which the thread was reverted from. */
export function chainTails({ abandoned }: Chain): ReadonlySet<string> {
  return new Set(abandoned.filter(isTail).map(({ path }) => path));
}

function isTail({ start_ordinal, start_offset }: AbandonedPart): boolean {
  return start_ordinal !== null || start_offset !== null;
}

function segment({ path, rollout_id }: AbandonedPart, { thread_id }: ChainFile): ChainFile {
  return { path, rollout_id, thread_id, end_ordinal: null, end_offset: null };
}

type Cut = Pick<ChainFile, "end_ordinal" | "end_offset">;

/** A cut before the first record of a file cuts the file before it as well. */
function lowerCut(after: Cut, { end_ordinal, end_offset }: Base): Cut {
  const lower = after.end_ordinal !== null && end_ordinal !== null && after.end_ordinal < end_ordinal;
  return lower ? { end_ordinal: after.end_ordinal, end_offset: null } : { end_ordinal, end_offset };
}

/** Null where the chain begins, or must: then `gaps` is told why. */
function baseOf(
  catalogue: Catalogue,
  { stem }: Rollout,
  met: ReadonlyMap<Rollout, ChainFile>,
  gaps: string[],
): Rollout | null {
  const { base } = stem.header;
  if (base === null) return null;
  const found = base.rollout_id === null ? null : catalogue.rollout(stem.home, base.rollout_id);
  if (found === null) {
    const name = base.rollout_id === null ? "another rollout" : `rollout ${base.rollout_id}`;
    gaps.push(`${stem.path} continues ${name}, which is not here: the beginning is missing.`);
    return null;
  }
  if (met.has(found)) {
    gaps.push(`${stem.path} continues ${found.stem.path}, which continues it in turn: there is no beginning.`);
    return null;
  }
  if (base.end_ordinal === null && base.end_offset === null) {
    gaps.push(`${stem.path} does not say how much of ${found.stem.path} it continues: all of it was taken.`);
  }
  return found;
}

function abandonedBy(thread: CataloguedThread, chain: ReadonlyMap<Rollout, ChainFile>): AbandonedPart[] {
  return thread.rollouts.flatMap((rollout) => {
    const { rollout_id, stem } = rollout;
    const file = chain.get(rollout);
    const whole = { path: stem.path, rollout_id, start_ordinal: null, start_offset: null };
    if (file === undefined) return [whole];
    if (file.end_ordinal === null && file.end_offset === null) return [];
    return [{ ...whole, start_ordinal: file.end_ordinal, start_offset: file.end_offset }];
  });
}
