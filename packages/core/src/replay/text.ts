// Diffs as text in git's form.

import type { FileDiff, RecordedChange } from "./contract.ts";
import { formatGitDiff } from "./gitpatch.ts";
import type { Root } from "./history.ts";
import { pathBelow } from "./path.ts";

/** A path as it is shown: below the session's folder where it lies there. */
export function shownPath(root: Root, path: string): string {
  return pathBelow(root.path, path) ?? path;
}

/** The patch of a file; null where it is not known. */
export function patchOf({ old_path, path, kind, old_mode, mode, hunks }: FileDiff, root: Root): string | null {
  if (hunks === null) return null;
  const old_name = old_path === null ? null : shownPath(root, old_path);
  const new_name = kind === "deleted" ? null : shownPath(root, path);
  return formatGitDiff({ old_name, new_name, old_mode, mode, hunks });
}

/** One change by itself. Lines that begin with `#`, which git passes over, say what is not recorded. */
export function changeBody(change: RecordedChange, root: Root): string {
  const { kind, path, moved_to, hunks, unnumbered } = change;
  const shown = shownPath(root, path);
  const old_name = kind === "add" ? null : shown;
  const new_name = kind === "delete" ? null : shownPath(root, moved_to ?? path);
  const head = formatGitDiff({ old_name, new_name, old_mode: null, mode: null, hunks: hunks ?? [] });
  if (hunks !== null) return head;
  if (unnumbered === null) return head + "# its text is not recorded\n";
  return `${head}# where these lines are is not recorded\n${unnumbered}${unnumbered.endsWith("\n") ? "" : "\n"}`;
}
