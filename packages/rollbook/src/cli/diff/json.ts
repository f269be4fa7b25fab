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
import type { TextHiding } from "../changes/hiding.ts";
import { hiddenReasons } from "../changes/reasons.ts";
import type { Session } from "../changes/session.ts";
import type { TurnRange } from "../changes/turns.ts";

export async function diffJson(
  { thread, gaps }: Session,
  { history, base, trusted }: Told,
  range: TurnRange,
  diffs: readonly FileDiff[],
  hiding: TextHiding,
): Promise<string> {
  const { root } = history;
  const files = [];
  for (const diff of diffs) {
    const { path, old_path, kind, old_mode, mode, lines_added, lines_removed } = diff;
    const patch = patchOf(diff, root);
    const changes = [];
    for (const change of diff.changes) changes.push(await changeJson(change, root, hiding));
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
      diff: patch === null ? null : await hiding.hide(patch),
      reasons: await hiddenReasons(diff.reasons, hiding),
      changes,
    });
  }
  const head = { schema_version: REPLAY_SCHEMA_VERSION, thread_id: thread.id, root, base, trusted, gaps };
  return `${JSON.stringify({ ...head, first_turn: range.from, last_turn: range.until, files })}\n`;
}

async function changeJson(change: RecordedChange, root: Root, hiding: TextHiding): Promise<object> {
  const { item, seq, path, kind, moved_to, moved_from, lines_added, lines_removed, hunks, unnumbered } = change;
  const told = { ...item, seq, path, kind, moved_to, moved_from, lines_added, lines_removed };
  const body = kind === "arrive" || (hunks === null && unnumbered === null) ? null : changeBody(change, root);
  return { ...told, numbered: hunks !== null, diff: body === null ? null : await hiding.hide(body) };
}
