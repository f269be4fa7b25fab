// The columns that say how a file was touched.

import type { TouchedFile } from "rollbook-core/replay";
import { numbers } from "../check/facts.ts";
import type { Column } from "../format/columns.ts";

export const filesTable: {
  readonly columns: readonly Column[];
  readonly cells: (file: TouchedFile) => readonly string[];
} = {
  columns: [
    { title: "kinds" },
    { title: "changes", right: true },
    { title: "turns" },
    { title: "+", right: true },
    { title: "-", right: true },
  ],
  cells: ({ kinds, changes, uncertain, turns, lines_added, lines_removed }) => [
    kinds.join(", ") || "perhaps",
    numbers(changes) + (uncertain > 0 ? `+${numbers(uncertain)}?` : ""),
    turnsOf(turns),
    lines_added === null ? "?" : `+${numbers(lines_added)}`,
    lines_removed === null ? "?" : `-${numbers(lines_removed)}`,
  ],
};

/** `1-3, 7`: numbers from 1, neighbours as ranges. */
function turnsOf(indices: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const index of indices) {
    const last = parts.at(-1);
    if (last !== undefined && last[1] === index) last[1] = index + 1;
    else parts.push([index + 1, index + 1]);
  }
  return parts.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(", ");
}
