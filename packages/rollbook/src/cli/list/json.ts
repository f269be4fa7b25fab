// A page as one JSON object: contracts/list.schema.json.

import { describeListed, writeCursor, type Page, type Row, type SortKey } from "../../listing/index.ts";

export function sessionObject({ listed, depth, facets, problems }: Row): Readonly<Record<string, unknown>> {
  const { name: _, cwd: _cwd, ...rest } = facets;
  return { ...describeListed(listed, depth, facets), ...rest, problems };
}

/** `sessions` are those of the page, in its order, as they are to be shown. */
export function pageText(
  { next, scanned, reachedCap }: Page,
  sort: SortKey,
  sessions: readonly Readonly<Record<string, unknown>>[],
): string {
  const lines = sessions.map((session) => `\n${JSON.stringify(session)}`).join(",");
  const rest = {
    next_cursor: next === null ? null : writeCursor(sort, next),
    num_scanned_files: scanned,
    reached_scan_cap: reachedCap,
  };
  return `{"schema_version":1,"sessions":[${lines}],\n${JSON.stringify(rest).slice(1)}\n`;
}
