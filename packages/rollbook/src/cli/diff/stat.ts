// How many lines of which files, as a table.

import { shownPath, type FileDiff, type Root } from "rollbook-core/replay";
import { numbers, plural } from "../check/facts.ts";
import type { ChangeHiding } from "../changes/hiding.ts";
import type { Console } from "../console.ts";
import { printColumns } from "../format/columns.ts";
import { printable } from "../printable.ts";

export async function printStat(
  diffs: readonly FileDiff[],
  root: Root,
  hiding: ChangeHiding,
  { columns }: Console,
): Promise<string> {
  if (diffs.length === 0) return "no file was changed\n";
  const rows: string[][] = [];
  for (const diff of diffs) {
    rows.push([
      diff.kind,
      diff.lines_added === null ? "?" : `+${numbers(diff.lines_added)}`,
      diff.lines_removed === null ? "?" : `-${numbers(diff.lines_removed)}`,
      printable(await hiding.hide(namesOf(diff, root))),
    ]);
  }
  const titles = [{ title: "" }, { title: "+", right: true }, { title: "-", right: true }, { title: "", rest: true }];
  const table = printColumns(titles, rows, columns, []);
  const sum = (count: (diff: FileDiff) => number | null): string =>
    numbers(diffs.reduce((total, diff) => total + (count(diff) ?? 0), 0));
  const unknown = diffs.filter(({ hunks }) => hunks === null).length;
  const rest = unknown === 0 ? "" : `, and ${plural(unknown, "file")} of which no whole diff is known`;
  return `${table}${plural(diffs.length, "file")}, +${sum((diff) => diff.lines_added)} -${sum((diff) => diff.lines_removed)}${rest}\n`;
}

function namesOf({ old_path, path }: FileDiff, root: Root): string {
  const now = shownPath(root, path);
  return old_path === null || old_path === path ? now : `${shownPath(root, old_path)} → ${now}`;
}
