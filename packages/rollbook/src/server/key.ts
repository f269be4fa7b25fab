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

export function bytesOf(library: Library, { files }: Chain): number {
  return files.reduce((sum, { path }) => sum + (library.at(path)?.stem.size ?? 0), 0);
}
