// A hit as one JSON object: contracts/search.schema.json.

import type { Shown } from "../../search/index.ts";

export function recordOf({ hit, snippet, title }: Shown): Readonly<Record<string, unknown>> {
  const { session, session_id, home, kind, turn_id, time_ms, status, exit_code, tool, places } = hit;
  return {
    record: "hit",
    schema_version: 1,
    session_id,
    title,
    project: session?.about.project ?? null,
    cwd: session?.about.cwd ?? null,
    path: session?.path ?? null,
    home,
    kind,
    turn_id,
    time: time_ms === null ? null : new Date(time_ms).toISOString(),
    status,
    exit_code,
    tool,
    snippet:
      snippet === null
        ? null
        : {
            field: snippet.field,
            text: snippet.text,
            marks: snippet.marks.map(({ start, end }) => [start, end]),
            more_before: snippet.before,
            more_after: snippet.after,
          },
    evidence: places,
    resume: session_id === null || session === null ? null : `codex resume ${session_id}`,
  };
}
