// Facets of sessions, remembered as long as their files are as they were.

import { setImmediate as nextTurn } from "node:timers/promises";
import type { CataloguedThread } from "rollbook-core";
import { createPricing, PRICES } from "rollbook-core/usage";
import { readFacets, sessionFiles, type Library } from "../../home/index.ts";
import type { Told } from "../../listing/index.ts";
import { knownFacets } from "../../refresh/index.ts";

export interface FacetReader {
  /** What is known already of these, in their order: from before, or from an index. */
  readonly known: (library: Library, threads: readonly CataloguedThread[]) => readonly (Told | null)[];
  readonly read: (library: Library, thread: CataloguedThread) => Promise<Told>;
}

/** Sessions whose facets are remembered. */
const MOST = 20_000;

const { longAbove } = createPricing(PRICES);

/** Of more sessions at a time an index is not asked: a list that scrolls must not wait for that. */
const MOST_ASKED = 500;

export interface FacetOptions {
  readonly homes: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stop: AbortSignal;
}

export function createFacetReader({ homes, env, stop }: FacetOptions): FacetReader {
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
    remember(key, found);
    return found;
  }

  function remember(key: string, found: Told): void {
    told.set(key, found);
    for (const oldest of told.keys()) {
      if (told.size <= MOST) break;
      told.delete(oldest);
    }
  }

  function knownOf(library: Library, threads: readonly CataloguedThread[]): readonly (Told | null)[] {
    const missing = threads.filter((thread) => !told.has(keyOf(thread)));
    if (missing.length > 0 && missing.length <= MOST_ASKED) {
      const index = knownFacets(homes, env);
      try {
        for (const thread of missing) {
          const { id, head, rollouts } = thread;
          const found = index.of(sessionFiles(library, rollouts, false), id ?? head.stem.path);
          if (found !== null) remember(keyOf(thread), { ...found, problems: [] });
        }
      } finally {
        index.close();
      }
    }
    return threads.map((thread) => told.get(keyOf(thread)) ?? null);
  }

  return {
    known: knownOf,
    async read(library, thread) {
      const key = keyOf(thread);
      const [known = null] = knownOf(library, [thread]);
      if (known !== null) return known;
      const begun = reading.get(key) ?? read(library, thread, key).finally(() => reading.delete(key));
      reading.set(key, begun);
      return begun;
    },
  };
}

function keyOf({ rollouts }: CataloguedThread): string {
  return rollouts.map(({ stem: { path, size, mtime_ms } }) => `${path}\t${size}\t${mtime_ms}`).join("\n");
}
