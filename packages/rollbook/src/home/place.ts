// Where in a codex home a file lies, as its path tells.

import { dirname, resolve, sep } from "node:path";
import type { Kept } from "rollbook-core";

const TREES = ["sessions", "archived_sessions"];

/** Below the last directory that is named as Codex names its trees; a file that lies in none lies in no home. */
export function placeOf(path: string): Pick<Kept, "home" | "archived"> {
  const parts = dirname(resolve(path)).split(sep);
  const tree = parts.findLastIndex((part) => TREES.includes(part));
  if (tree === -1) return { home: "", archived: false };
  return { home: parts.slice(0, tree).join(sep) || sep, archived: parts[tree] === "archived_sessions" };
}
