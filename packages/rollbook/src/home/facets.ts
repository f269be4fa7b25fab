// The facets of one session: its files read once, from first to last.

import { createFacetFold, type Facets } from "rollbook-core/facets";
import type { SourceError } from "./error.ts";
import { readParts } from "./parts.ts";
import type { SessionFiles } from "./session.ts";

export interface ReadFacets {
  readonly facets: Facets;
  /** Why files could not be read, or not to their ends: then the facets are of what could. */
  readonly problems: readonly SourceError[];
}

/** `read` is told the bytes that were read, as they are, and waited for. Throws nothing that the files are to blame for. */
export async function readFacets(
  session: SessionFiles,
  read: (bytes: number) => void | Promise<void>,
): Promise<ReadFacets> {
  const fold = createFacetFold(session);
  const problems = await readParts(session, fold, read);
  return { facets: fold.end(), problems };
}
