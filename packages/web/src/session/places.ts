// Places in the transcript: sorts of lines, and lines that stand near others.

import type { Row } from "../source/contract.ts";
import { isError, type Outline } from "../source/outline.ts";
import type { Line } from "./lines.ts";

export const isPrompt = ({ row }: Line): boolean => row?.kind === "prompt";
export const isChange = ({ row }: Line): boolean => row?.kind === "change";
export const isFailed = ({ row, turn }: Line): boolean => (row === null ? turn.head.status === "failed" : isError(row));

/** The first item at or behind the place of a line that is no longer shown. */
export function nearest(lines: readonly Line[], outline: Outline, key: string | null): number {
  const turn = key?.startsWith("t") ? Number(key.slice(1)) : outline.byPosition.get(Number(key))?.turn;
  if (turn === undefined) return 0;
  const index = lines.findIndex((line) => line.turn.head.index >= turn && line.row !== null);
  return index === -1 ? Math.max(0, lines.length - 1) : index;
}

/** The item whose first record stands at those bytes, or the last before them; null while there may be a better one. */
export function keyAt({ byPosition, done }: Outline, bytes: string): string | null {
  const [file = 0, offset = 0] = bytes.slice(1).split(".").map(Number);
  let best: Row | null = null;
  for (const row of byPosition.values()) {
    const { source } = row;
    if (source.file !== file || source.offset > offset) continue;
    if (best === null || source.offset > best.source.offset) best = row;
  }
  return best === null || (!done && best.source.offset !== offset) ? null : String(best.position);
}
