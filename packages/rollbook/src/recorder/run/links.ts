// Session files in a recording: linked to where Codex keeps them, never moved and never changed.

import { constants, copyFileSync, linkSync, lstatSync, readlinkSync, statSync, symlinkSync, unlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { RECORDED } from "rollbook-core";

export type LinkKind = "hard" | "symbolic" | "copy";

/** Under its own name Codex would take it for the session, and archive or migrate it in that one's place. */
export function linkedName(path: string): string {
  return basename(path) + RECORDED;
}

/**
 * Sees to it that `directory` holds the file at `path`, by a hard link or else a symbolic one, or a
 * copy where neither can be had (`last`: the file is at its end, and a copy is worth while). A file that was written
 * anew is linked again. Null where there is nothing in the directory yet; throws the system's error.
 */
export function linkInto(directory: string, path: string, last: boolean): LinkKind | null {
  const target = join(directory, linkedName(path));
  const source = statSync(path, { throwIfNoEntry: false });
  const there = lstatSync(target, { throwIfNoEntry: false });
  if (source === undefined) return there === undefined ? null : there.isSymbolicLink() ? "symbolic" : "hard";
  if (there !== undefined) {
    if (there.ino === source.ino && there.dev === source.dev) return "hard";
    if (there.isSymbolicLink() && readlinkSync(target) === path) return "symbolic";
    unlinkSync(target);
  }
  const made = tryLink(path, target);
  if (made !== null || !last) return made;
  copyFileSync(path, target, constants.COPYFILE_FICLONE);
  return "copy";
}

function tryLink(path: string, target: string): LinkKind | null {
  try {
    linkSync(path, target);
    return "hard";
  } catch {
    try {
      symlinkSync(path, target);
      return "symbolic";
    } catch {
      return null;
    }
  }
}
