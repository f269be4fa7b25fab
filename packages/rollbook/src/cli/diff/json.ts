// The diff as one JSON object (contracts/diff.schema.json).

import {
  changeBody,
  type FileDiff,
  patchOf,
  type RecordedChange,
  REPLAY_SCHEMA_VERSION,
  type Root,
  shownPath,
} from "rollbook-core/replay";
import type { Told } from "../changes/history.ts";
import type { ChangeHiding } from "../changes/hiding.ts";
import type { Session } from "../changes/session.ts";
import type { TurnRange } from "../changes/turns.ts";

export async function diffJson(
  { thread, gaps }: Session,
  { history, base, trusted }: Told,
  range: TurnRange,
  diffs: readonly FileDiff[],
  hiding: ChangeHiding,
): Promise<string> {
  const { root } = history;
  const files = [];
  for (const diff of diffs) {
    const { path, old_path, kind, old_mode, mode, lines_added, lines_removed } = diff;
    const patch = patchOf(diff, root);
    files.push({
      path,
      name: shownPath(root, path),
      old_path,
      kind,
      old_mode,
      mode,
      known: patch !== null,
      lines_added,
      lines_removed,
      diff: patch,
      reasons: diff.reasons,
      changes: diff.changes.map((change) => changeJson(change, root)),
    });
  }
  const head = { schema_version: REPLAY_SCHEMA_VERSION, thread_id: thread.id, root, base, trusted, gaps };
  const told = { ...head, first_turn: range.from, last_turn: range.until, files };
  return `${JSON.stringify(await hiding.hide(told))}\n`;
}

function changeJson(change: RecordedChange, root: Root): object {
  const { item, seq, path, kind, moved_to, moved_from, lines_added, lines_removed, hunks, unnumbered } = change;
  const told = { ...item, seq, path, kind, moved_to, moved_from, lines_added, lines_removed };
  const body = kind === "arrive" || (hunks === null && unnumbered === null) ? null : changeBody(change, root);
  return { ...told, numbered: hunks !== null, diff: body };
}
