// A page as one JSON object: contracts/list.schema.json.

import { projectOf } from "./listed.ts";
import { writeCursor, type SortKey } from "./order.ts";
import type { Page, Row } from "./page.ts";

export function sessionObject({ listed, depth, facets, problems }: Row): Readonly<Record<string, unknown>> {
  const { thread, id, path, header, kind, name, archived, created_ms, updated_ms, size } = listed;
  const { name: told, cwd: elsewhere, ...rest } = facets;
  const cwd = header.cwd ?? elsewhere;
  return {
    session_id: id,
    path,
    files: thread.rollouts.map(({ stem }) => stem.path),
    name: name ?? told,
    project: projectOf(header, cwd),
    kind,
    archived,
    depth,
    created_at: new Date(created_ms).toISOString(),
    updated_at: new Date(updated_ms).toISOString(),
    size,
    root_session_id: header.root_id,
    parent_session_id: header.parent_id,
    forked_from: header.forked_from,
    source: header.source,
    originator: header.originator,
    cli_version: header.cli_version,
    model_provider: header.model_provider,
    history_mode: header.history_mode,
    cwd,
    git: header.git,
    ...rest,
    problems,
  };
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
