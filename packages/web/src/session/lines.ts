// The lines of the transcript: turns, and under them the items that are shown.

import type { Row } from "../source/contract.ts";
import type { Outline, TurnOutline } from "../source/outline.ts";
import { withCells } from "./cells.ts";
import type { Filter } from "./filter.ts";
import type { Recording } from "./recording.ts";

export type Line =
  | { readonly key: string; readonly turn: TurnOutline; readonly row: null; readonly shown: number }
  /** `inside`: it was done by the cell above it. */
  | { readonly key: string; readonly turn: TurnOutline; readonly row: Row; readonly inside: boolean };

/** `hits` are the items in whose texts the words of the filter were found; null while they are looked for. */
export function linesOf(
  outline: Outline,
  filter: Filter,
  hits: ReadonlySet<number> | null,
  recording: Recording | null = null,
): readonly Line[] {
  const scriptOf = (row: Row): string | null => recording?.callOf(row)?.script ?? null;
  return outline.turns.flatMap((turn): readonly Line[] => {
    const rows = turn.rows.filter(
      (row) => filter.passes(row) && (filter.words === "" || hits?.has(row.position) === true),
    );
    if (filter.active && rows.length === 0) return [];
    const head: Line = { key: `t${turn.head.index}`, turn, row: null, shown: rows.length };
    const items = withCells(rows, scriptOf).map(({ row, inside }): Line => ({
      key: String(row.position),
      turn,
      row,
      inside,
    }));
    return [head, ...items];
  });
}

/** The next line from `from` on, in the direction of `step`, of which `wanted` is true; `from` itself where none is. */
export function seek(lines: readonly Line[], from: number, step: 1 | -1, wanted: (line: Line) => boolean): number {
  for (let at = from + step; at >= 0 && at < lines.length; at += step) {
    const line = lines[at];
    if (line !== undefined && wanted(line)) return at;
  }
  return from;
}
