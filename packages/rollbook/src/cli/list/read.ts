// The facets of sessions and what they spent, read by one thread or several: what an index of them would answer without reading.

import { availableParallelism } from "node:os";
import { readFacets } from "../../home/index.ts";
import { createPricing, type PriceTable } from "rollbook-core/usage";
import type { Told } from "../../listing/index.ts";
import { describeUnread } from "../input.ts";
import { openTeam, type Task } from "../team.ts";
import { boundCompiling } from "../tiers.ts";
import type { Reading } from "./tell.ts";

/** Below this many bytes a second thread takes longer to start than it saves. */
const WORTH_A_THREAD = 16 * 1024 * 1024;
/** Sessions that are read at a time: where no more is wanted the rest of these were read in vain. */
const AT_ONCE = 32;
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./list-worker.js", import.meta.url);

/** Reads and gives each session, in their order, what was told of it, until `take` wants no more. */
export async function readSessions(
  sessions: readonly Reading[],
  prices: PriceTable,
  take: (index: number, told: Told) => boolean,
  read: (bytes: number) => void,
): Promise<void> {
  const size = Math.min(availableParallelism(), sessions.length);
  const bytes = sessions.reduce((sum, session) => sum + session.size, 0);
  const readOne = createSessionReader(prices);
  if (size < 2 || bytes < WORTH_A_THREAD) {
    for (const [index, session] of sessions.entries()) {
      if (!take(index, await readOne(session, read))) return;
    }
    return;
  }
  boundCompiling(bytes / size);
  const team = openTeam<Reading, Told>(WORKER, prices, readOne);
  try {
    while (team.size() < size) team.start();
    for (let from = 0; from < sessions.length; from += AT_ONCE) {
      const some = sessions.slice(from, from + AT_ONCE);
      const told: Told[] = [];
      await team.run(
        some,
        (session) => session.size,
        read,
        (outcome, index) => (told[index] = outcome),
      );
      if (!told.every((each, index) => take(from + index, each))) return;
    }
  } finally {
    team.end();
  }
}

export function createSessionReader(prices: PriceTable): Task<Reading, Told> {
  const { longAbove } = createPricing(prices);
  return async ({ files }, read) => {
    const { problems, ...told } = await readFacets(files, read, longAbove);
    return {
      ...told,
      problems: problems.map((problem) => describeUnread(problem, "what stands before it is told")),
    };
  };
}
