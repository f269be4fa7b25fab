// Where in a codex home a file lies, as its path tells.

import { dirname, isAbsolute, resolve, sep } from "node:path";
import type { Kept } from "rollbook-core";
import { isRecordingName, RECORDINGS } from "./recorded.ts";

const TREES = ["sessions", "archived_sessions"];

/** Files come folder by folder. */
let asked = "";
let answer: Pick<Kept, "home" | "archived"> = { home: "", archived: false };

/** Below the last directory that is named as Codex names its trees; a file that lies in none lies in no home. */
export function placeOf(path: string): Pick<Kept, "home" | "archived"> {
  const folder = dirname(path);
  // A relative path means another place in another working directory.
  if (folder === asked && isAbsolute(folder)) return answer;
  asked = folder;
  answer = placeIn(resolve(folder));
  return answer;
}

function placeIn(folder: string): Pick<Kept, "home" | "archived"> {
  const parts = folder.split(sep);
  const tree = parts.findLastIndex(
    (part, index) => TREES.includes(part) || (part === RECORDINGS && isRecordingName(parts[index + 1] ?? "")),
  );
  if (tree === -1) return { home: "", archived: false };
  return { home: parts.slice(0, tree).join(sep) || sep, archived: parts[tree] === "archived_sessions" };
}
