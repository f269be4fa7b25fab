// The facets of one session and what it spent: its files read once, from first to last.

import { createReader } from "rollbook-core";
import { createFacetFold, type Facets } from "rollbook-core/facets";
import { createUsagePass, type Cell, type UsagePass } from "rollbook-core/usage";
import { pushFile } from "./chain.ts";
import type { SourceError } from "./error.ts";
import { readParts, type PartsFold } from "./parts.ts";
import type { SessionFiles } from "./session.ts";

export interface ReadFacets {
  readonly facets: Facets;
  /** By days in UTC. */
  readonly cells: readonly Cell[];
  /** Why files could not be read, or not to their ends: then the rest is of what could. */
  readonly problems: readonly SourceError[];
}

/**
 * `read` is told the bytes that were read, as they are, and waited for; `longAbove` is that of the prices. Throws nothing
 * that the files are to blame for.
 */
export async function readFacets(
  session: SessionFiles,
  read: (bytes: number) => void | Promise<void>,
  longAbove: (model: string) => number | null,
): Promise<ReadFacets> {
  const facets = createFacetFold(session);
  const passOver = ({ named = null, copied = [] }: Part, careful: boolean): UsagePass =>
    createUsagePass({ named, copied, longAbove, careful });
  const passes: { readonly part: Part; readonly usage: UsagePass }[] = [];
  const fold: PartsFold = {
    open(part) {
      const file = { counts: true, ...facets.open(part) };
      if (part.inherited_from !== null) return file;
      const usage = passOver(part, false);
      passes.push({ part, usage });
      return {
        counts: true,
        pass: (outer, inner) => file.pass(outer, inner) && usage.pass(outer, inner),
        read(reading) {
          file.read(reading);
          usage.read(reading);
        },
      };
    },
    close: facets.close,
  };
  const problems = await readParts(session, fold, read);
  const cells: Cell[] = [];
  for (const { part, usage } of passes) {
    // Copied records stand in such a file that only all of it tells from its own.
    const sure = usage.unsure() ? await readAll(part, passOver(part, true)) : usage;
    cells.push(...sure.end().cells);
  }
  return { facets: facets.end(), cells, problems };
}

type Part = SessionFiles["parts"][number];

async function readAll(part: Part, usage: UsagePass): Promise<UsagePass> {
  for await (const _ of pushFile(part, createReader({ long: "cut", pass: usage.pass }, usage.read))) continue;
  return usage;
}
