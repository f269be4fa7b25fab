// Reads the facets of a session and what it spent: what an index of it would answer without reading.

import { createPricing, type PriceTable } from "rollbook-core/usage";
import { readFacets } from "../../home/index.ts";
import type { Told } from "../../listing/index.ts";
import { describeUnread } from "../input.ts";
import type { Task } from "../team.ts";
import type { Reading } from "./tell.ts";

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
