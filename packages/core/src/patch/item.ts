// Reads the `changes` map of FileChange items and of patch_apply_end events.

import { isObject, type Json } from "../bytes/json.ts";
import { countLines, type PatchChange } from "./change.ts";
import { parseDiff } from "./diff.ts";

/**
 * The files of a `changes` map, in its order: path → `{type: "add" | "delete", content}` or
 * `{type: "update", unified_diff, move_path}` (patch_apply_end since 0.104, FileChange since 0.148). A text too long to
 * have been read whole leaves its counts null. An entry of a type not known here, and a value that is no map, give no
 * change.
 */
export function changesOfItem(changes: Json): PatchChange[] {
  if (!isObject(changes)) return [];
  const found: PatchChange[] = [];
  for (const [path, entry] of Object.entries(changes)) {
    if (!isObject(entry)) continue;
    const moved = typeof entry.move_path === "string" ? entry.move_path : null;
    const base = {
      path,
      moved_to: null,
      lines_added: null,
      lines_removed: null,
      hunks: [],
      content: null,
    };
    if (entry.type === "add" || entry.type === "delete") {
      const content = typeof entry.content === "string" ? entry.content : null;
      const lines = content === null ? null : countLines(content);
      found.push(
        entry.type === "add"
          ? { ...base, kind: "add", lines_added: lines, lines_removed: 0, content }
          : { ...base, kind: "delete", lines_added: 0, lines_removed: lines, content },
      );
    } else if (entry.type === "update") {
      if (typeof entry.unified_diff !== "string") {
        found.push({ ...base, kind: "update", moved_to: moved });
        continue;
      }
      const hunks = parseDiff(entry.unified_diff);
      let added = 0;
      let removed = 0;
      for (const hunk of hunks) {
        added += hunk.added;
        removed += hunk.removed;
      }
      found.push({
        ...base,
        kind: "update",
        moved_to: moved,
        lines_added: added,
        lines_removed: removed,
        hunks,
      });
    }
  }
  return found;
}
