// The line the cursor is on.

import { useEffect, useState } from "react";
import type { SearchPatch } from "./search.ts";

/** The place of the cursor is written to the address when it has rested for so long, in milliseconds. */
const REST = 200;

/** The line the cursor is on: at once on the page, and in the address when it rests. */
export function useCursor(
  at: string | null,
  change: (patch: SearchPatch) => void,
): readonly [string | null, (key: string) => void] {
  const [cursor, setCursor] = useState(at);
  useEffect(() => {
    if (cursor === null || cursor === at) return undefined;
    const timer = setTimeout(() => change({ at: cursor }), REST);
    return () => clearTimeout(timer);
  }, [cursor, at, change]);
  return [cursor, setCursor];
}
