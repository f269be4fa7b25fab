// A session as a row of a list.

import { createPricing, PRICES } from "rollbook-core/usage";
import type { SessionRow } from "rollbook-api";
import { describeListed, type Listed, type Told } from "../../listing/index.ts";
import type { Keys } from "./keys.ts";

/** Milliseconds since it was written to. */
const LIVE = 60_000;

/** `told` null: it was not read. */
export function rowOf(listed: Listed, keys: Keys, depth: number, told: Told | null): SessionRow {
  const described = describeListed(listed, depth, told?.facets ?? null);
  return {
    key: keys.of(listed.thread),
    ...described,
    title: described.name ?? told?.facets.first_words ?? null,
    live: Date.now() - listed.updated_ms < LIVE,
    facets: told?.facets ?? null,
    cost: told === null ? null : costOf(told.cells),
    problems: told?.problems ?? [],
  };
}

export const PRICING = createPricing(PRICES);

export function costOf(cells: Told["cells"]): NonNullable<SessionRow["cost"]> {
  const { usd, unpriced_tokens, unpriced_models } = PRICING.cost(cells);
  return { usd, unpriced_tokens, unpriced_models };
}
