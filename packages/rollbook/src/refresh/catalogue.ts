// What lies in a codex home as threads: heads are read only of files that are not as they were.

import type { Stem } from "rollbook-core";
import { openCatalogue, readPrints, readStem, type FoundRollout, type Library } from "../home/index.ts";
import { goesOn, type KnownHead, type Sight } from "./sight.ts";

export interface Heads {
  readonly library: Library;
  readonly heads: ReadonlyMap<string, KnownHead>;
  /** Those that were read now. */
  readonly fresh: readonly string[];
}

/** The catalogue of a home, of heads that are known where that will do. */
export function openHome(home: string, { stamps }: Sight, known: ReadonlyMap<string, KnownHead>): Heads {
  const heads = new Map<string, KnownHead>();
  const fresh: string[] = [];
  const stem = (found: FoundRollout): Stem => {
    const { path } = found;
    const stamp = stamps.get(path);
    // It appeared after the others were looked at, and is looked at next time.
    if (stamp === undefined) return readStem(found);
    const before = known.get(path);
    const kept = before === undefined ? null : goesOn(before, stamp);
    if (kept === null) fresh.push(path);
    const head = { stamp, stem: kept ?? readStem(found) };
    heads.set(path, head);
    return head.stem;
  };
  const library = openCatalogue([home], { stem, prints: readPrints });
  return { library, heads, fresh };
}
