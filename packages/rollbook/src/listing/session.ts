// What a list says of one session, as data.

import type { Facets } from "rollbook-core/facets";
import { projectOf, type Listed } from "./listed.ts";

/** By its head and names, and where these say nothing by its facets, if they are known. */
export function describeListed(listed: Listed, depth: number, facets: Facets | null) {
  const { thread, id, path, header, kind, name, archived, created_ms, updated_ms, size } = listed;
  const cwd = header.cwd ?? facets?.cwd ?? null;
  return {
    session_id: id,
    path,
    files: thread.rollouts.map(({ stem }) => stem.path),
    name: name ?? facets?.name ?? null,
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
  };
}
