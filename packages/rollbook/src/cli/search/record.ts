// A hit as one JSON object: contracts/search.schema.json.

import { describeShown, type Shown } from "../../search/index.ts";

export function recordOf(shown: Shown): Readonly<Record<string, unknown>> {
  const { session, session_id, home, places } = shown.hit;
  const { session_id: id, title, project, ...found } = describeShown(shown);
  return {
    record: "hit",
    schema_version: 1,
    session_id: id,
    title,
    project,
    cwd: session?.about.cwd ?? null,
    path: session?.path ?? null,
    home,
    ...found,
    evidence: places,
    resume: session_id === null || session === null ? null : `codex resume ${session_id}`,
  };
}
