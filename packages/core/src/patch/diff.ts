// Reads unified diffs, as FileChange items and patch_apply_end events hold them: hunks and line counts.

import { splitLines, type PatchHunk } from "./change.ts";

const RANGES = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/** Lines added and removed by a unified diff. File headers, and text outside every hunk, count as neither. */
export function countDiff(unifiedDiff: string): { added: number; removed: number } {
  let added = 0;
  let removed = 0;
  for (const hunk of parseDiff(unifiedDiff)) {
    added += hunk.added;
    removed += hunk.removed;
  }
  return { added, removed };
}

/**
 * The hunks of a unified diff. A hunk ends when it has as many lines as its header says, so a removed line that reads
 * `-- a/file` is not taken for a file header. A bare `@@` promises no number: such a hunk ends at the next `@@`.
 */
export function parseDiff(unifiedDiff: string): PatchHunk[] {
  const hunks: PatchHunk[] = [];
  let header: string | null = null;
  let lines: string[] = [];
  let added = 0;
  let removed = 0;
  let olds = 0;
  let news = 0;
  let open = false;
  const close = (): void => {
    if (open) hunks.push({ header, added, removed, lines, at_end_of_file: false });
    open = false;
  };
  for (const line of splitLines(unifiedDiff)) {
    if (open && (olds > 0 || news > 0)) {
      const mark = line[0] ?? " ";
      if (mark === "+" && news > 0) {
        added += 1;
        news -= 1;
        lines.push(line);
        continue;
      }
      if (mark === "-" && olds > 0) {
        removed += 1;
        olds -= 1;
        lines.push(line);
        continue;
      }
      if (mark === " ") {
        olds -= 1;
        news -= 1;
        lines.push(line === "" ? " " : line);
        continue;
      }
      if (mark === "\\") continue;
    }
    if (!line.startsWith("@@")) continue;
    close();
    const ranges = RANGES.exec(line);
    header = line.slice(2).trim() || null;
    lines = [];
    added = 0;
    removed = 0;
    olds = ranges === null ? Number.POSITIVE_INFINITY : Number(ranges[1] ?? "1");
    news = ranges === null ? Number.POSITIVE_INFINITY : Number(ranges[2] ?? "1");
    open = true;
  }
  close();
  return hunks;
}
