// Where the items of a session stand, by their turn and id: of hundreds of thousands, in eight bytes each or a little more.

import { randomInt } from "node:crypto";

export interface Positions {
  readonly find: (turn: number, id: string) => number | undefined;
  /** For one that is not found. */
  readonly add: (turn: number, id: string, position: number) => void;
}

const FIRST = 64;

/** Nothing is kept of an id but a hash: `isAt` says whether the item at a position is the one that is looked for. */
export function createPositions(isAt: (position: number, turn: number, id: string) => boolean): Positions {
  /** One more than the position; 0 is a free place. */
  let places = new Uint32Array(FIRST);
  let hashes = new Int32Array(FIRST);
  let count = 0;

  function put(hash: number, place: number): void {
    const last = places.length - 1;
    let at = hash & last;
    while (places[at] !== 0) at = (at + 1) & last;
    places[at] = place;
    hashes[at] = hash;
  }

  function grow(): void {
    const before = { places, hashes };
    places = new Uint32Array(before.places.length * 2);
    hashes = new Int32Array(before.hashes.length * 2);
    // Pairs of an iterator would be tens of megabytes, all at once.
    before.places.forEach((place, at) => {
      if (place !== 0) put(before.hashes[at] ?? 0, place);
    });
  }

  return {
    find(turn, id) {
      const hash = hashOf(turn, id);
      const last = places.length - 1;
      for (let at = hash & last; ; at = (at + 1) & last) {
        const place = places[at] ?? 0;
        if (place === 0) return undefined;
        if (hashes[at] === hash && isAt(place - 1, turn, id)) return place - 1;
      }
    },
    add(turn, id, position) {
      count += 1;
      // A third is free, or more: what is not there is soon not found.
      if (count * 3 > places.length * 2) grow();
      put(hashOf(turn, id), position + 1);
    },
  };
}

/** Nobody can write a session whose ids all have one hash. */
const SEED = randomInt(2 ** 32);
const PRIME = 0x01_00_01_93;

/** FNV-1a over units of UTF-16. */
function hashOf(turn: number, id: string): number {
  let hash = Math.imul(SEED ^ turn, PRIME);
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), PRIME);
  // Its low bits say where it is looked for.
  return hash ^ (hash >>> 15);
}
