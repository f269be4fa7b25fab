// Which book is wanted: the files of a session as they are now, as plain data.

import { chainOf, type CataloguedThread, type Chain } from "rollbook-core";
import type { Library } from "../../../home/index.ts";

export interface Order {
  /** What the book is made of. The last file may grow, if it is one that can be gone on with. */
  readonly identity: string;
  readonly chain: Chain;
  readonly thread_id: string | null;
  /** Of its files, those whose lines can be found by their bytes. */
  readonly plain: readonly string[];
  /** Bytes of the last file, and when it was written to. */
  readonly size: number;
  readonly mtime_ms: number;
  /** About how many bytes there are to read. */
  readonly total: number;
}

/** Compressed sessions are a tenth of what they were, about. */
const UNPACKED = 10;

export function orderFor(library: Library, thread: CataloguedThread): Order {
  const chain = chainOf(library.catalogue, thread.head);
  const { size, mtime_ms } = thread.head.stem;
  const paths = [...new Set([...chain.files, ...chain.abandoned].map(({ path }) => path))];
  return {
    identity: identityOf(library, chain),
    chain,
    thread_id: thread.id,
    plain: paths.filter((path) => isPlain(library, path)),
    size,
    mtime_ms,
    total: totalOf(library, paths),
  };
}

function isPlain(library: Library, path: string): boolean {
  const stem = library.at(path)?.stem;
  return stem !== undefined && !stem.compressed && stem.era !== "document";
}

function identityOf(library: Library, { files, abandoned }: Chain): string {
  const last = files.at(-1);
  const told = files.map((file) => {
    const { path, end_ordinal, end_offset } = file;
    const stem = library.at(path)?.stem;
    const grows = file === last && isPlain(library, path);
    return [path, end_ordinal, end_offset, ...(grows ? [] : [stem?.size, stem?.mtime_ms])].join("\t");
  });
  return [...told, ...abandoned.map(({ path, start_offset }) => `${path}\t${start_offset}`)].join("\n");
}

function totalOf(library: Library, paths: readonly string[]): number {
  const stems = paths.flatMap((path) => library.at(path)?.stem ?? []);
  return stems.reduce((sum, { size, compressed }) => sum + (compressed ? size * UNPACKED : size), 0);
}
