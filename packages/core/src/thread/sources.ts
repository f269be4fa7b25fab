// Sources of items: places in files, each once, in the order of the files.

import type { Whereabouts } from "./contract.ts";

export function joinSources(a: readonly Whereabouts[], b: readonly Whereabouts[]): readonly Whereabouts[] {
  const fresh = b.filter((one) => !a.some(({ file, offset }) => file === one.file && offset === one.offset));
  return fresh.length === 0 ? a : [...a, ...fresh].toSorted((x, y) => x.file - y.file || x.offset - y.offset);
}
