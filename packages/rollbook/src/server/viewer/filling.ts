// Brings the indexes of the homes up to their sessions, beside whoever asks them.

import { setTimeout as pause } from "node:timers/promises";
import { sessionRooms } from "../../home/index.ts";
import { findIndex } from "../../refresh/index.ts";
import type { Desk } from "./desk.ts";

/** Milliseconds that a first index is waited for. */
const PATIENCE = 2000;
/** Milliseconds between two looks at whether an index is what its home holds. */
const PACE = 3000;

interface Filling {
  at: number;
  job: Promise<void> | null;
}

export interface Filled {
  /** Those that can have an index. */
  readonly homes: readonly string[];
  /** The indexes are being brought up to the sessions: what they lack is found the next time. */
  readonly filling: () => boolean;
}

const fillings = new WeakMap<Desk, Filling>();

/** Resolves when there are indexes to be asked, or after a moment. */
export async function fillIndexes(desk: Desk): Promise<Filled> {
  const homes = desk.homes.filter((home) => sessionRooms(home).length > 0);
  const filling = fill(desk, homes);
  // Where there was no index yet, some of it is there in a moment.
  if (homes.some((home) => findIndex(home, desk.env) === null)) await Promise.race([filling.job, pause(PATIENCE)]);
  return { homes, filling: () => filling.job !== null };
}

/** In a process of its own: one at a time, and not at every letter typed. */
function fill(desk: Desk, homes: readonly string[]): Filling {
  const filling = fillings.get(desk) ?? { at: Number.NEGATIVE_INFINITY, job: null };
  fillings.set(desk, filling);
  if (filling.job !== null || homes.length === 0 || performance.now() - filling.at < PACE) return filling;
  filling.job = desk.fillIndexes(homes, desk.stop).finally(() => {
    filling.job = null;
    filling.at = performance.now();
  });
  // What an index lacks is found the next time.
  filling.job.catch(() => {});
  return filling;
}
