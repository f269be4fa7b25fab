// The time, as far as it matters to what is live: it moves on when the next session has been silent for a minute.

import { useEffect, useState } from "react";
import { type Entry, LIVE } from "./entry.ts";

export function useNow(rows: readonly Entry[]): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const time = Date.now();
    let next = Number.POSITIVE_INFINITY;
    for (const { updated } of rows) if (now - updated < LIVE) next = Math.min(next, updated + LIVE);
    if (next === Number.POSITIVE_INFINITY) return undefined;
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, next - time));
    return () => clearTimeout(timer);
  }, [rows, now]);
  return now;
}
