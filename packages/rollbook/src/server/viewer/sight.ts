// The homes as they are now, looked at again when something has happened there and not more often than it pays.

import { setTimeout as pause } from "node:timers/promises";
import { openWatch, type Library } from "../../home/index.ts";
import type { Homes } from "../homes.ts";

export interface Sight {
  /** What there is, or was a moment ago. */
  readonly look: () => Library;
  /**
   * Resolves with what there is when something has happened since `seen`, with null when nothing has for so many
   * milliseconds. The first to ask for it begins to watch.
   */
  readonly change: (seen: Library, most: number, stop: AbortSignal) => Promise<Library | null>;
}

/** Looking takes at most this part of the time. */
const SHARE = 1 / 10;
const SOONEST = 200;
/** Names of sessions are not watched. */
const LATEST = 10_000;

export function createSight(homes: Homes, stop: AbortSignal): Sight {
  let library: Library | null = null;
  let soonest = 0;
  let latest = 0;
  /** Nobody watches yet, or something has happened. */
  let stale = true;
  let watching = false;
  const waiting = new Set<() => void>();

  function look(): Library {
    const now = performance.now();
    if (library !== null && (now < soonest || (!stale && now < latest))) return library;
    stale = !watching;
    library = homes.look();
    const end = performance.now();
    const rest = (end - now) / SHARE;
    soonest = end + Math.max(SOONEST, rest);
    latest = end + Math.max(LATEST, rest);
    return library;
  }

  async function watch(): Promise<void> {
    const { events } = openWatch(homes.paths, { signal: stop });
    for await (const _ of events()) {
      watching = true;
      stale = true;
      for (const wake of waiting) wake();
    }
  }

  return {
    look,
    async change(seen, most, asked) {
      const stopped = AbortSignal.any([asked, stop]);
      if (!watching) {
        watching = true;
        // Without it there still are looks.
        watch().catch(() => {});
      }
      if (library === seen && !stale) {
        let wake = (): void => {};
        const woken = new Promise<void>((resolve) => (wake = resolve));
        waiting.add(wake);
        await Promise.race([woken, pause(most, undefined, { signal: stopped }).catch(() => {})]);
        waiting.delete(wake);
        if (stopped.aborted) return null;
      }
      const early = soonest - performance.now();
      if (stale && early > 0) await pause(early, undefined, { signal: stopped }).catch(() => {});
      const now = look();
      return now === seen ? null : now;
    },
  };
}
