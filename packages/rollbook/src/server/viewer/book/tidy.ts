// Gives memory back sooner than V8 would: answers are large, and what V8 counts of them is a few small objects.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes of answers between two looks at what of them is dead. */
const OFTEN = 1 << 19;

export interface Tidy {
  /** So many bytes were given to somebody and are not needed any more. */
  readonly gave: (bytes: number) => void;
  /** Much is dead that lived long. */
  readonly all: () => void;
}

type Collect = (how?: { readonly type: "minor" }) => void;

/** Of the thread that asks for it. */
export function createTidy(): Tidy {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as Collect;
  let given = 0;
  return {
    gave(bytes) {
      given += bytes;
      if (given < OFTEN) return;
      given = 0;
      // Not before whoever waits has the answer.
      setImmediate(() => collect({ type: "minor" }));
    },
    all: () => collect(),
  };
}
