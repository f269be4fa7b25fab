// Indexes that are asked where they can be, by those who can do without.

import { findIndex, type IndexPlace } from "./place.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/** Files tell the same: an index that is damaged, or not ours to open, is none. */
export function ifUsable<Value>(ask: () => Value): Value | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

export function placesOf(homes: readonly string[], env: Env): readonly IndexPlace[] {
  return homes.flatMap((home) => findIndex(home, env) ?? []);
}
