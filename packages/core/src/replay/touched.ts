// Which files a thread touched, and how often.

import type { ChangeKind, TouchedFile } from "./contract.ts";
import type { Replay } from "./replay.ts";
import type { Track } from "./track.ts";

/** By path. */
export function touchedFiles({ tracks }: Replay): readonly TouchedFile[] {
  return [...tracks.values()]
    .filter(({ changes, uncertain }) => changes.length + uncertain.length > 0)
    .map(touchedFile)
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function touchedFile({ path, changes, uncertain }: Track): TouchedFile {
  const sum = (counts: readonly (number | null)[]): number | null =>
    counts.reduce<number | null>((total, count) => (total === null || count === null ? null : total + count), 0);
  const turns = [...changes.map(({ item }) => item), ...uncertain].map(({ turn_index }) => turn_index);
  const kinds: readonly ChangeKind[] = changes.map(({ kind }) => kind);
  return {
    path,
    kinds: [...new Set(kinds)],
    changes: changes.length,
    turns: [...new Set(turns)].toSorted((a, b) => a - b),
    lines_added: sum(changes.map(({ lines_added }) => lines_added)),
    lines_removed: sum(changes.map(({ lines_removed }) => lines_removed)),
    moved_to: changes.findLast(({ moved_to }) => moved_to !== null)?.moved_to ?? null,
    moved_from: changes.findLast(({ moved_from }) => moved_from !== null)?.moved_from ?? null,
    uncertain: uncertain.length,
  };
}
