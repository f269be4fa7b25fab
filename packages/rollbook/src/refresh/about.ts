// What names and heads tell of a session, as the index keeps it: enough to list it without opening a file.

import type { Header } from "rollbook-core";
import { projectOf, type Listed } from "../listing/index.ts";

/** Plain data. */
export interface About extends Pick<Listed, "kind" | "archived" | "created_ms" | "size"> {
  readonly home: string;
  readonly files: readonly string[];
  readonly header: Header;
  readonly created_at: string;
  readonly project: string | null;
  readonly cwd: string | null;
  readonly model_provider: string | null;
  readonly cli_version: string | null;
}

export function aboutOf({ thread, header, kind, archived, created_ms, size }: Listed): About {
  const { cwd, model_provider, cli_version } = header;
  return {
    home: thread.home,
    files: thread.rollouts.map(({ stem }) => stem.path),
    header,
    kind,
    archived,
    created_ms,
    created_at: new Date(created_ms).toISOString(),
    size,
    project: projectOf(header, cwd),
    cwd,
    model_provider,
    cli_version,
  };
}
