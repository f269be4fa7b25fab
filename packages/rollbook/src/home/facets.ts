// The facets of one session: its files read once, from first to last.

import { createReader } from "rollbook-core";
import { createFacetFold, type Facets } from "rollbook-core/facets";
import { pushFile, unreadable } from "./chain.ts";
import type { SourceError } from "./error.ts";
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
  const problems: SourceError[] = [];
  for (const part of session.parts) {
    const { read: take, pass } = fold.open(part);
    let number = 0;
    const reader = createReader({ long: "cut", pass }, (reading) => {
      number = reading.at.number;
      take(reading);
    });
    const chunks = pushFile(part, reader);
    let step = await chunks.next();
    for (; step.done !== true; step = await chunks.next()) await read(step.value);
    const { value: end } = step;
    if (end.problem !== null) {
      problems.push(end.problem);
      take(unreadable(end.bytes, number + 1));
    }
    fold.close({ ...end, lost: end.lost || end.problem !== null });
  }
  return { facets: fold.end(), problems };
}
