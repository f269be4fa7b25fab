// A hit as one JSON object: contracts/search.schema.json.

import { describeShown, type Shown } from "../../search/index.ts";

export function recordOf(shown: Shown): Readonly<Record<string, unknown>> {
  const { hit, cwd, path, home, places } = shown;
  const { session_id, title, project, ...found } = describeShown(shown);
  return {
    record: "hit",
    schema_version: 1,
    session_id,
    title,
    project,
    cwd,
    path,
    home,
    ...found,
    evidence: places,
    resume: session_id === null || hit.session === null ? null : `codex resume ${session_id}`,
  };
}
