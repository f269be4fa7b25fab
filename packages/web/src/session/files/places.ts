// Where in the transcript something that changed a file stands.

import type { Outline } from "../../source/outline.ts";

/** The key of its line; of the turn, where the item is not there. */
export function lineOf({ turns }: Outline, turn: number, item: string | null): string {
  const rows = turns.find(({ head }) => head.index === turn)?.rows ?? [];
  const position = rows.find(({ id }) => id === item)?.position;
  return position === undefined ? `t${turn}` : String(position);
}

/** What was asked in a turn, its beginning. */
export function promptOf({ turns }: Outline, turn: number): string {
  return (
    turns
      .find(({ head }) => head.index === turn)
      ?.prompt.split("\n", 1)[0]
      ?.slice(0, 160) ?? ""
  );
}
