// File changes of an action from the two places that tell them: a patch's own text, and Codex's `changes` map.

import { isObject, type Json } from "../bytes/json.ts";
import { text } from "../lineage/field.ts";
import { changesOfItem, parsePatch, parseUpdatedFiles, type PatchChange } from "../patch/index.ts";
import type { FileChange } from "./contract.ts";
import { isAbsolute, resolvePath } from "./path.ts";

/** Changes a patch names, sorted by path; null when it names none. */
export function changesOfPatch(patch: string, cwd: string | null): readonly FileChange[] | null {
  const { changes } = parsePatch(patch);
  return changes.length === 0 ? null : sorted(changes, cwd);
}

export function changesOfMap(changes: Json | undefined): readonly FileChange[] | null {
  if (changes === undefined) return null;
  return sorted(changesOfItem(changes), null);
}

function sorted(changes: readonly PatchChange[], cwd: string | null): readonly FileChange[] {
  return changes
    .map((change) => ({
      path: resolvePath(cwd, change.path),
      kind: change.kind,
      moved_to: change.moved_to === null ? null : resolvePath(cwd, change.moved_to),
      lines_added: change.lines_added,
      lines_removed: change.lines_removed,
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Every path the changes touch, old and new names of a move findAlike, without repeats. */
export function pathsOf(changes: readonly FileChange[] | null): readonly string[] | null {
  if (changes === null) return null;
  return [
    ...new Set(
      changes.flatMap((change) => (change.moved_to === null ? [change.path] : [change.path, change.moved_to])),
    ),
  ];
}

/** Changes whose relative paths apply_patch printed in full (0.1.2505, 0.8). */
export function printedInFull(changes: readonly FileChange[], printed: string): readonly FileChange[] {
  const files = parseUpdatedFiles(printed).map((file) => file.path);
  const full = (path: string): string => (isAbsolute(path) ? path : (fullPath(files, path) ?? path));
  return changes.map((change) => ({
    ...change,
    path: full(change.path),
    moved_to: change.moved_to === null ? null : full(change.moved_to),
  }));
}

/** The one that was printed of a path: of those that end with it the shortest, for others end so by chance. */
export function fullPath(printed: readonly string[], path: string): string | null {
  const found = printed.filter((file) => isAbsolute(file) && file.endsWith(`/${path}`));
  return found.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

/** For `--include patch` where only the item is left: its diffs, one after the other. */
export function textOfMap(changes: Json): string | null {
  if (!isObject(changes)) return null;
  const parts = Object.entries(changes).map(([path, change]) => {
    const body = isObject(change) ? (text(change["unified_diff"]) ?? text(change["content"])) : null;
    return body === null ? null : `*** ${path}\n${body}`;
  });
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : known.join("\n");
}
