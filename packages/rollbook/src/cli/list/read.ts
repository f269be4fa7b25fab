// The facets of sessions and what they spent, read by one thread or several: what an index of them would answer without reading.

import { availableParallelism } from "node:os";
import { readFacets, type SessionFiles } from "../../home/index.ts";
import { createPricing, type PriceTable } from "rollbook-core/usage";
import type { Told } from "../../listing/index.ts";
import { describeUnread } from "../input.ts";
import type { Reading } from "./tell.ts";

/** Below this many bytes a second worker takes longer to start than it saves. */
const WORTH_A_WORKER = 16 * 1024 * 1024;
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./list-worker.js", import.meta.url);

/** Reads in this order and gives each session what was told of it, until `take` wants no more. */
export async function readSessions(
  sessions: readonly Reading[],
  prices: PriceTable,
  take: (index: number, told: Told) => boolean,
  read: (bytes: number) => void,
): Promise<void> {
  const size = Math.min(availableParallelism(), sessions.length);
  const bytes = sessions.reduce((sum, session) => sum + session.size, 0);
  if (size < 2 || bytes < WORTH_A_WORKER) {
    const readOne = createSessionReader(prices);
    for (const [index, { files }] of sessions.entries()) {
      if (!take(index, await readOne(files, read))) return;
    }
    return;
  }
  const { runCrew } = await import("../crew.ts");
  let index = -1;
  await runCrew<SessionFiles, Told>(
    sessions.map(({ files }) => files),
    { script: WORKER, data: prices, size },
    {
      take: async () => true,
      ended(_, told) {
        index += 1;
        return take(index, told);
      },
      read,
    },
  );
}

type ReadOne = (files: SessionFiles, read: (bytes: number) => void) => Promise<Told>;

export function createSessionReader(prices: PriceTable): ReadOne {
  const { longAbove } = createPricing(prices);
  return async (files, read) => {
    const { problems, ...told } = await readFacets(files, read, longAbove);
    return {
      ...told,
      problems: problems.map((problem) => describeUnread(problem, "what stands before it is told")),
    };
  };
}
