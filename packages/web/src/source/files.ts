// What became of the files a thread changed, of a thread that is at hand whole.

import {
  changeBody,
  EVERYTHING,
  fileDiffs,
  fileStates,
  patchOf,
  readHistory,
  type Reason,
  replay,
  shownPath,
} from "rollbook-core/replay";
import type { Thread } from "rollbook-core/thread";
import type { Doubt, FileChange, FileState } from "./contract.ts";

export function filesOf(thread: Thread): readonly FileChange[] {
  const history = readHistory(thread);
  const { root } = history;
  return fileDiffs(replay(history, EVERYTHING)).map((diff): FileChange => {
    const { path, old_path, kind, lines_added, lines_removed, reasons, changes } = diff;
    return {
      ...{ path, kind, lines_added, lines_removed },
      name: shownPath(root, path),
      old_name: old_path === null || old_path === path ? null : shownPath(root, old_path),
      patch: patchOf(diff, root),
      reasons: reasons.map(doubtOf),
      changes: changes.map((change) => ({
        turn: change.item.turn_index,
        item: change.item.item_id,
        kind: change.kind,
        lines_added: change.lines_added,
        lines_removed: change.lines_removed,
        patch: change.kind === "arrive" ? null : changeBody(change, root),
      })),
    };
  });
}

/** Null: after the last turn. */
export function stateOf(thread: Thread, path: string, turn: number | null): FileState {
  const until = turn ?? thread.turns.at(-1)?.index ?? 0;
  const found = fileStates(replay(readHistory(thread), { ...EVERYTHING, until })).find((each) => each.path === path);
  if (found === undefined) throw new Error("No patch had touched this file by then.");
  const { state, text, known_lines, reasons } = found;
  return { state, text, known_lines, reasons: reasons.map(doubtOf) };
}

function doubtOf({ kind, text, count, item }: Reason): Doubt {
  return { kind, text, count, turn: item?.turn_index ?? null, item: item?.item_id ?? null };
}
