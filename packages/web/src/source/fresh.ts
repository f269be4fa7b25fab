// Texts of items that came again while they were on their way are asked for once more.

import type { Entry, News } from "./contract.ts";

type Ask = (positions: readonly number[], left?: AbortSignal) => Promise<readonly Entry[]>;

export interface Fresh {
  readonly entries: Ask;
  /** Is called before anybody else is told. */
  readonly told: (news: News) => void;
}

interface Asking {
  readonly positions: ReadonlySet<number>;
  late: boolean;
}

/** An item may come again faster than its texts can be asked for: so often, and what came last will do. */
const MOST_TIMES = 5;

export function createFresh(ask: Ask): Fresh {
  const underWay = new Set<Asking>();
  return {
    async entries(positions, left) {
      const asking: Asking = { positions: new Set(positions), late: false };
      underWay.add(asking);
      try {
        for (let times = 1; ; times++) {
          asking.late = false;
          const entries = await ask(positions, left);
          if (!asking.late || times === MOST_TIMES) return entries;
        }
      } finally {
        underWay.delete(asking);
      }
    },
    told({ anew, rows }) {
      for (const asking of underWay) {
        asking.late ||= anew === true || rows.some(({ position }) => asking.positions.has(position));
      }
    },
  };
}
