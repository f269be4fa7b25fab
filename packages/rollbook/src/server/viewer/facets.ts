// Facets of sessions, remembered as long as their files are as they were.

import { setImmediate as nextTurn } from "node:timers/promises";
import type { CataloguedThread } from "rollbook-core";
import { createPricing, PRICES } from "rollbook-core/usage";
import { readFacets, sessionFiles, type Library } from "../../home/index.ts";
import type { Told } from "../../listing/index.ts";

export interface FacetReader {
  /** What is known already. */
  readonly known: (thread: CataloguedThread) => Told | null;
  readonly read: (library: Library, thread: CataloguedThread) => Promise<Told>;
}

/** Sessions whose facets are remembered. */
const MOST = 20_000;

const { longAbove } = createPricing(PRICES);

export function createFacetReader(stop: AbortSignal): FacetReader {
  const told = new Map<string, Told>();
  const reading = new Map<string, Promise<Told>>();

  async function read(library: Library, thread: CataloguedThread, key: string): Promise<Told> {
    const session = sessionFiles(library, thread.rollouts, false);
    const wait = async (): Promise<void> => {
      await nextTurn();
      stop.throwIfAborted();
    };
    const { problems, ...rest } = await readFacets(session, wait, longAbove);
    const found = { ...rest, problems: problems.map(({ message }) => message) };
    told.set(key, found);
    for (const oldest of told.keys()) {
      if (told.size <= MOST) break;
      told.delete(oldest);
    }
    return found;
  }

  return {
    known: (thread) => told.get(keyOf(thread)) ?? null,
    async read(library, thread) {
      const key = keyOf(thread);
      const known = told.get(key);
      if (known !== undefined) return known;
      const begun = reading.get(key) ?? read(library, thread, key).finally(() => reading.delete(key));
      reading.set(key, begun);
      return begun;
    },
  };
}

function keyOf({ rollouts }: CataloguedThread): string {
  return rollouts.map(({ stem: { path, size, mtime_ms } }) => `${path}\t${size}\t${mtime_ms}`).join("\n");
}
