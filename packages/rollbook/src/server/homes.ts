// The codex homes that are served: what files there are now, without reading again what has not changed.

import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CataloguedThread } from "rollbook-core";
import { openCatalogue, readPrints, readStem, type Library } from "../home/index.ts";

export interface Homes {
  /** Absolute. Never empty. */
  readonly paths: readonly string[];
  /** The files as they are now. */
  readonly look: () => Library;
  /** The thread of that id; of several homes that have it, the first. */
  readonly find: (library: Library, thread_id: string) => CataloguedThread | null;
  /** The model provider of a home, which threads have that name none. */
  readonly provider: (home: string) => string;
}

/** What was read of a file. */
interface Look {
  readonly stem: ReturnType<typeof readStem>;
  prints: readonly string[] | null;
}

export function openHomes(given: readonly string[]): Homes {
  const paths = given.map((path) => resolve(path));
  const looks = new Map<string, Look>();
  const look = (path: string): Look | null => {
    const known = looks.get(path);
    return known !== undefined && isUnchanged(known) ? known : null;
  };
  const rank = ({ home }: CataloguedThread): number => (paths.includes(home) ? paths.indexOf(home) : paths.length);
  return {
    paths,
    look: () =>
      openCatalogue(paths, {
        stem(found) {
          const known = look(found.path) ?? { stem: readStem(found), prints: null };
          looks.set(found.path, known);
          return known.stem;
        },
        prints(path) {
          const known = look(path);
          if (known === null) return readPrints(path);
          known.prints ??= readPrints(path);
          return known.prints;
        },
      }),
    find: ({ catalogue }, id) => catalogue.find(id).toSorted((a, b) => rank(a) - rank(b))[0] ?? null,
    provider: providerOf,
  };
}

function isUnchanged({ stem: { path, size, mtime_ms } }: Look): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && stats.size === size && stats.mtimeMs === mtime_ms;
}

const OPENAI = "openai";

/** The key at the top of config.toml; a table may have one of the same name. */
function providerOf(home: string): string {
  try {
    const [top = ""] = readFileSync(join(home, "config.toml"), "utf8").split(/^\s*\[/m);
    return /^\s*model_provider\s*=\s*["']([^"'\n]+)["']/m.exec(top)?.[1] ?? OPENAI;
  } catch {
    return OPENAI;
  }
}
