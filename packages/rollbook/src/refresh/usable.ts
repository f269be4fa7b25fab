// Indexes that are asked where they can be, by those who can do without.

import { findIndex, type IndexPlace } from "./place.ts";
import { wayTo, type Way } from "./way.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/** Files tell the same: an index that is damaged, or not ours to open, is none. */
export function ifUsable<Value>(ask: () => Value): Value | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

export interface KnownPlace {
  readonly place: IndexPlace;
  readonly way: Way;
}

export function placesOf(homes: readonly string[], env: Env): readonly KnownPlace[] {
  return homes.flatMap((home) => {
    const place = findIndex(home, env);
    return place === null ? [] : [{ place, way: wayTo(home, place) }];
  });
}
