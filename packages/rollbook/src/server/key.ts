// What a chain of files was when it was read: the same key, the same bytes.

import type { Chain } from "rollbook-core";
import type { Library } from "../home/index.ts";

export function keyOf(library: Library, { files }: Chain): string {
  return files
    .map(({ path, end_ordinal, end_offset }) => {
      const stem = library.at(path)?.stem;
      return [path, stem?.size, stem?.mtime_ms, end_ordinal, end_offset].join("\t");
    })
    .join("\n");
}

/** Compressed sessions are a tenth of what they were, about. */
const UNPACKED = 10;

/** About how many bytes there are to read. */
export function bytesOf(library: Library, { files }: Chain): number {
  const stems = files.flatMap(({ path }) => library.at(path)?.stem ?? []);
  return stems.reduce((sum, { size, compressed }) => sum + (compressed ? size * UNPACKED : size), 0);
}
