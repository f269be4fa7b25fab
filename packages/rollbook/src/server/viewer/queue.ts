// Bounds how much is done at once: whoever comes meanwhile waits in line, and is told so where the line is too long.

import { HttpFailure } from "../http/failure.ts";

export interface Queue {
  /** Resolves when it is one's turn, with what is to be called when one is done. Throws a failure where too many wait. */
  readonly enter: () => Promise<() => void>;
}

/** `most` at once, and so many more in line. */
export function createQueue(most: number, line: number): Queue {
  let busy = 0;
  const waiting: (() => void)[] = [];

  function leave(): void {
    const next = waiting.shift();
    // Whoever is next takes the place.
    if (next === undefined) busy -= 1;
    else next();
  }

  return {
    async enter() {
      if (busy < most) busy += 1;
      else {
        if (waiting.length >= line)
          throw new HttpFailure("busy", "too much is being asked at once; ask again in a moment");
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      let left = false;
      return () => {
        if (!left) leave();
        left = true;
      };
    },
  };
}
