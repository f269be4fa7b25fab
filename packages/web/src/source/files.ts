// What became of the files a thread changed, of a thread that is at hand whole.

import { changeBody, EVERYTHING, fileDiffs, patchOf, readHistory, replay, shownPath } from "rollbook-core/replay";
import type { Thread } from "rollbook-core/thread";
import type { FileChange } from "./contract.ts";

export function filesOf(thread: Thread): readonly FileChange[] {
  const history = readHistory(thread);
  const { root } = history;
  return fileDiffs(replay(history, EVERYTHING)).map((diff): FileChange => {
    const { path, old_path, kind, lines_added, lines_removed, reasons, changes } = diff;
    return {
      ...{ kind, lines_added, lines_removed },
      name: shownPath(root, path),
      old_name: old_path === null || old_path === path ? null : shownPath(root, old_path),
      patch: patchOf(diff, root),
      reasons: reasons.map(({ text }) => text),
      changes: changes.map((change) => ({
        turn: change.item.turn_index,
        item: change.item.item_id,
        lines_added: change.lines_added,
        lines_removed: change.lines_removed,
        patch: change.kind === "arrive" ? null : changeBody(change, root),
      })),
    };
  });
}
