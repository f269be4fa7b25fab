// The line the cursor is on.

import { useCallback, useEffect, useState } from "react";
import type { SearchPatch } from "./search.ts";

/** The place of the cursor is written to the address when it has rested for so long, in milliseconds. */
const REST = 200;

/** Keys that may be held down, and move the cursor on. */
const MOVES = /^(?:[jkJKeEd]|Arrow\w+|Page\w+|Home|End)$/;

/** Writes the place of a cursor when it rests, and before anything else is done: what is left is found again. */
export function useWhenRested(cursor: string | null, at: string | null, write: (at: string) => void): void {
  useEffect(() => {
    if (cursor === null || cursor === at) return undefined;
    const now = (): void => write(cursor);
    const onKey = ({ key }: KeyboardEvent): void => {
      if (!MOVES.test(key)) now();
    };
    const timer = setTimeout(now, REST);
    window.addEventListener("pointerdown", now, true);
    window.addEventListener("keydown", onKey, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pointerdown", now, true);
      window.removeEventListener("keydown", onKey, true);
    };
  }, [cursor, at, write]);
}

/** The line the cursor is on: at once on the page, and in the address when it rests. */
export function useCursor(
  at: string | null,
  change: (patch: SearchPatch) => void,
): readonly [string | null, (key: string) => void] {
  const [cursor, setCursor] = useState(at);
  const write = useCallback((place: string): void => change({ at: place }), [change]);
  useWhenRested(cursor, at, write);
  return [cursor, setCursor];
}
