// Files that were dropped together, in the order of the one session they tell: bases, what was reverted, and the newest.

import {
  buildCatalogue,
  type CataloguedThread,
  type Chain,
  chainFiles,
  type ChainFile,
  chainOf,
  chainTails,
  createCutSearch,
  createHeadReader,
  createReader,
  type FoundCut,
  parseRolloutName,
  type Stem,
} from "rollbook-core";
import type { Stored } from "./stored.ts";

export interface Part {
  readonly stored: Stored;
  readonly file: ChainFile;
  /** Bytes that count; infinite where all do. */
  readonly end: number;
  /** Byte from which on it was reverted; null where nothing of it was. */
  readonly reverted_from: number | null;
}

export interface Ordered {
  readonly parts: readonly Part[];
  /** Why the session is not whole, and which files are none of it, in sentences. */
  readonly gaps: readonly string[];
}

/** Of several sessions the one of most files is told. Their names are apart. */
export async function orderFiles(all: readonly Stored[]): Promise<Ordered> {
  const stems = await Promise.all(all.map(stemOf));
  const catalogue = buildCatalogue(stems);
  const chains = catalogue.threads.map((thread) => ({ thread, chain: chainOf(catalogue, thread.head) }));
  const [most] = chains.toSorted(
    (a, b) =>
      chainFiles(b.chain).length - chainFiles(a.chain).length ||
      Number(b.thread.head.stem.era !== null) - Number(a.thread.head.stem.era !== null),
  );
  if (most === undefined) return { parts: [], gaps: [] };
  const { chain, thread } = most;
  const named = new Map(all.map((stored) => [stored.name, stored]));
  const tails = chainTails(chain);
  const parts: Part[] = [];
  const gaps = [...chain.gaps];
  for (const file of chainFiles(chain)) {
    const stored = named.get(file.path);
    if (stored === undefined) continue;
    named.delete(file.path);
    const { end, why } = await cutOf(stored, file);
    if (why !== null) gaps.push(`${file.path} is continued at a place that is not as it was: ${why}.`);
    const reverted_from = !chain.files.includes(file) ? 0 : tails.has(file.path) ? end : null;
    parts.push({ stored, file, reverted_from, end: (reverted_from === null ? end : null) ?? Number.POSITIVE_INFINITY });
  }
  const others = stems.filter(({ path }) => named.has(path)).map((stem) => leftOut(stem, thread, chain));
  return { parts, gaps: [...gaps, ...others] };
}

function leftOut({ path: name, era }: Stem, thread: CataloguedThread, { files }: Chain): string {
  if (era === null) return `${name} holds no header of a session, and was left out: drop it by itself to look at it.`;
  const copied = thread.rollouts.find(({ copies }) => copies.some(({ path }) => path === name));
  if (copied !== undefined) return `${name} is a copy of ${copied.stem.path}, and was left out.`;
  const of = files.at(-1)?.path ?? "";
  return `${name} tells of another session than ${of}, and was left out: drop it by itself.`;
}

/** What its name and head say. One that cannot be read is known by its name; whoever reads it is told. */
async function stemOf(stored: Stored): Promise<Stem> {
  const { name: path, size, mtime_ms, packed: compressed } = stored;
  const reader = createHeadReader();
  try {
    for await (const chunk of stored.chunks()) if (reader.push(chunk)) break;
  } catch {
    // As far as it was read.
  }
  const name = parseRolloutName(path);
  return { path, name, home: "", archived: false, compressed, size, mtime_ms, ...reader.end(), prints: null };
}

/** Whoever rewrites a file moves its bytes, so the record that it is cut at is looked for by its number. */
async function cutOf(stored: Stored, file: ChainFile): Promise<FoundCut> {
  if (file.end_ordinal === null) return { end: file.end_offset, why: null, lost: false };
  let size = 0;
  let done = false;
  const search = createCutSearch(file);
  const reader = createReader({ long: "cut" }, (reading) => void (done ||= search.step(reading)));
  try {
    for await (const chunk of stored.chunks()) {
      size += chunk.length;
      reader.push(chunk);
      if (done) break;
    }
  } catch {
    // As far as it was read.
  }
  if (!done) reader.end();
  return search.end(size);
}
