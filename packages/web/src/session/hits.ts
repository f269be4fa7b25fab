// Items in whose texts words are found; the source looks, for it has the texts.

import { useEffect, useState } from "react";
import type { Source } from "../source/contract.ts";
import type { Outline } from "../source/outline.ts";

const NONE: ReadonlySet<number> = new Set();

/** Null where no words are looked for. What was found before stays until there is more. */
export function useHits(source: Source, words: string, { done, byPosition }: Outline): ReadonlySet<number> | null {
  const [hits, setHits] = useState<ReadonlySet<number>>(NONE);
  const { size } = byPosition;
  useEffect(() => {
    if (words === "" || !done) return undefined;
    let here = true;
    source.search(words).then(
      (found) => here && setHits(new Set(found)),
      () => here && setHits(NONE),
    );
    return () => {
      here = false;
    };
  }, [source, words, done, size]);
  return words === "" ? null : hits;
}
