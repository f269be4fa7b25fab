// A patch's text as the `changes` map of a FileChange item.

import { own, put } from "../bytes/own.ts";
import { fullPath } from "../action/change.ts";
import { isAbsolute, resolvePath } from "../action/path.ts";
import type { JsonObject } from "../bytes/json.ts";
import { parsePatch, parseUpdatedFiles, type PatchChange } from "../patch/index.ts";
import type { Notes } from "./notes.ts";

/**
 * path → `{type: "add" | "delete", content}` or `{type: "update", unified_diff, move_path}`; null when the patch names
 * no file. Paths are absolute where `base` is known, or where `printed`, the output, has them in full (0.1.2505, 0.8). A
 * patch numbers no lines, so neither does the diff: its hunks begin with `@@` and what the patch wrote behind it, and
 * what it says of the end of the file stays.
 */
export function changesOfText(patch: string, base: string | null, printed: string, notes: Notes): JsonObject | null {
  const { changes } = parsePatch(patch);
  const files = parseUpdatedFiles(printed).map((file) => file.path);
  const place = (written: string): string => {
    const path = resolvePath(base, written);
    return isAbsolute(path) ? path : (fullPath(files, path) ?? path);
  };
  if (changes.length === 0) return null;
  const map: Record<string, JsonObject> = {};
  for (const change of changes) {
    const path = place(change.path);
    const entry = entryOf(change, place, notes);
    const before = own(map, path);
    // One patch may name a file twice; a map can hold it once. The header says that the lines are sought anew.
    const again = `*** Update File: ${change.path}\n`;
    const twice = before?.["type"] === "update" && entry["type"] === "update";
    put(map, path, twice ? { ...entry, unified_diff: diffOf(before) + again + diffOf(entry) } : entry);
  }
  return map;
}

function entryOf(change: PatchChange, place: (path: string) => string, notes: Notes): JsonObject {
  if (change.kind === "add") return { type: "add", content: change.content ?? "" };
  if (change.kind === "delete") {
    notes.made("deleted_text");
    return { type: "delete", content: "" };
  }
  notes.made("line_numbers");
  const lines = change.hunks.flatMap((hunk) => [
    hunk.header === null ? "@@" : `@@ ${hunk.header}`,
    ...hunk.lines,
    ...(hunk.at_end_of_file ? ["*** End of File"] : []),
  ]);
  const move_path = change.moved_to === null ? null : place(change.moved_to);
  return { type: "update", unified_diff: lines.map((line) => `${line}\n`).join(""), move_path };
}

function diffOf(entry: JsonObject): string {
  return typeof entry["unified_diff"] === "string" ? entry["unified_diff"] : "";
}
