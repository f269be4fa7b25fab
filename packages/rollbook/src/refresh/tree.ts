// The directories of a home as they were when it was last gone through: while they are so, no file has come or gone.

import { statSync } from "node:fs";
import { sessionRoots, type FoundPaths } from "../home/index.ts";

/** As text, for it is kept beside the index. */
export interface Tree {
  /** Null where directories do not tell: links lead elsewhere, some cannot be read, or one has only just been changed. */
  readonly directories: string | null;
  /** The session files in them, as a JSON array. */
  readonly paths: string;
}

/** Path, and what another file in it, or one less, changes. */
type Stamped = readonly [string, ...(readonly number[])];

/** File systems tell times by steps: what was changed twice within one shows the same time after both. */
const STEP_MS = 3000;

/** `began_ms` is when the going through began. */
export function treeOf(home: string, { paths, problems, directories }: FoundPaths, began_ms: number): Tree {
  const stamped = problems.length > 0 ? null : (directories?.map(stampDirectory) ?? null);
  const settled = stamped?.every(([, , ...times]) => times.every((time) => time < began_ms - STEP_MS)) === true;
  return {
    directories: settled ? JSON.stringify([sessionRoots(home), ...stamped]) : null,
    paths: JSON.stringify(paths),
  };
}

/** Whether the same files lie in the home as when that was kept. */
export function isSameTree(home: string, directories: string): boolean {
  const [roots, ...stamped] = JSON.parse(directories) as readonly [readonly string[], ...(readonly Stamped[])];
  if (JSON.stringify(roots) !== JSON.stringify(sessionRoots(home))) return false;
  return stamped.every(([path, ...then]) => {
    const [, ...now] = stampDirectory(path);
    return now.length > 0 && then.every((number, index) => number === now[index]);
  });
}

/** The path alone where there is no such directory, or none that may be looked at: then it is gone through again. */
function stampDirectory(path: string): Stamped {
  try {
    const stats = statSync(path);
    return stats.isDirectory() ? [path, stats.ino, stats.mtimeMs, stats.ctimeMs] : [path];
  } catch {
    return [path];
  }
}
