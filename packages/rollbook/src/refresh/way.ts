// The two ways to the files of a home: as it was named by whoever asks, by a link or from here, and as its index names it.

import { join } from "node:path";
import type { SessionFiles } from "../home/index.ts";
import type { IndexPlace } from "./place.ts";

/** Paths of files that lie in the home; others are left as they are. */
export interface Way {
  /** As the index has it. */
  readonly inside: (path: string) => string;
  /** As it is found by whoever asks. */
  readonly outside: (path: string) => string;
}

export function wayTo(home: string, place: IndexPlace): Way {
  const named = rootOf(home);
  const real = rootOf(place.home);
  return named === real
    ? { inside: same, outside: same }
    : { inside: (path) => moved(path, named, real), outside: (path) => moved(path, real, named) };
}

/** The same files on the way that an index knows. */
export function sessionInside({ inside }: Way, files: SessionFiles): SessionFiles {
  if (inside === same) return files;
  return {
    ...files,
    session: { ...files.session, file: inside(files.session.file) },
    parts: files.parts.map((part) => ({ ...part, file: inside(part.file), path: inside(part.path) })),
  };
}

const same = (path: string): string => path;

/** What the paths in it begin with: as a search of it joins them. */
function rootOf(home: string): string {
  return join(home, "x").slice(0, -1);
}

function moved(path: string, from: string, to: string): string {
  return path.startsWith(from) ? to + path.slice(from.length) : path;
}
