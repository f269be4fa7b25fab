// A page as one JSON object: contracts/list.schema.json.

import type { Cost, PriceTable } from "rollbook-core/usage";
import { describeListed, writeCursor, type Page, type Row, type SortKey } from "../../listing/index.ts";

export function sessionObject(
  { listed, depth, facets, problems }: Row,
  { usd, unpriced_tokens, unpriced_models }: Cost,
): Readonly<Record<string, unknown>> {
  const { name: _, cwd: _cwd, ...rest } = facets;
  const cost = { usd, unpriced_tokens, unpriced_models };
  return { ...describeListed(listed, depth, facets), ...rest, cost, problems };
}

/** `sessions` are those of the page, in its order, as they are to be shown. */
export function pageText(
  { next, scanned, reachedCap }: Page,
  sort: SortKey,
  { date, source }: PriceTable,
  sessions: readonly Readonly<Record<string, unknown>>[],
): string {
  const lines = sessions.map((session) => `\n${JSON.stringify(session)}`).join(",");
  const rest = {
    next_cursor: next === null ? null : writeCursor(sort, next),
    num_scanned_files: scanned,
    reached_scan_cap: reachedCap,
    prices: { date, source },
  };
  return `{"schema_version":1,"sessions":[${lines}],\n${JSON.stringify(rest).slice(1)}\n`;
}
