// Regular files of a codex home: what must not be opened because it is none, such as a pipe that would wait for ever.

import { statSync, type Stats } from "node:fs";
import { join } from "node:path";

/** What is known of a regular file; null where there is none, or something else of that name. */
export function statRegular(path: string): Stats | null {
  try {
    const stats = statSync(path);
    return stats.isFile() ? stats : null;
  } catch {
    return null;
  }
}

/** The directories of a codex home that hold sessions, of those that are there. */
export function sessionRooms(home: string): readonly string[] {
  return ["sessions", "archived_sessions"].map((room) => join(home, room)).filter(isDirectory);
}

export function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
