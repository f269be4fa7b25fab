// What was told of a session, so that a file that has to be read anew is not told anew.

import { createHash } from "node:crypto";

export interface Memory {
  /** Whether this was not told before the last `turn`; notes it. What is told twice in one reading is two things. */
  readonly isNew: (key: string) => boolean;
  /** A new reading begins. */
  readonly turn: () => void;
}

export function createMemory(): Memory {
  const before = new Set<number>();
  const now = new Set<number>();
  return {
    isNew(key) {
      const short = shorten(key);
      now.add(short);
      return !before.has(short);
    },
    turn() {
      for (const key of now) before.add(key);
      now.clear();
    },
  };
}

/** 48 bits: of a million keys, two are taken for the same once in 500 sessions, and keys themselves would be many bytes. */
function shorten(key: string): number {
  return createHash("sha1").update(key).digest().readUIntBE(0, 6);
}
