// Looks into session files that are remembered, for libraries that are opened again and again.

import { statSync } from "node:fs";
import { readPrints, readStem } from "./head.ts";
import type { Looks } from "./library.ts";

export interface RememberedLooks extends Looks {
  /** It was looked into, and has not changed since. */
  readonly isKnown: (path: string) => boolean;
}

export function rememberLooks(): RememberedLooks {
  const known = new Map<string, { readonly stem: ReturnType<typeof readStem>; prints: readonly string[] | null }>();
  const look = (path: string): ReturnType<typeof known.get> => {
    const found = known.get(path);
    const stats = found === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
    return stats?.size === found?.stem.size && stats?.mtimeMs === found?.stem.mtime_ms ? found : undefined;
  };
  return {
    isKnown: (path) => look(path) !== undefined,
    stem(found) {
      const before = look(found.path) ?? { stem: readStem(found), prints: null };
      known.set(found.path, before);
      return before.stem;
    },
    prints(path) {
      const before = look(path);
      const prints = before?.prints ?? readPrints(path);
      if (before !== undefined) before.prints = prints;
      return prints;
    },
  };
}
