// Lines that do not parse: the stretches of a line become readings, each damage told with how many records were saved.

import type { Place } from "../bytes/place.ts";
import { isSalvageable } from "./classify.ts";
import { createSalvager, type Stretch } from "./salvage.ts";
import type { Source } from "./source.ts";

const WHOLE = { cut: false, retain: Infinity };

export type Repair = (bytes: Uint8Array, from: number, to: number, line: Place, ended: boolean) => void;

export function createRepair(source: Source): Repair {
  return (bytes, from, to, line, ended) => {
    const stretches: Stretch[] = [];
    const { bare } = source;
    const salvager = createSalvager(
      WHOLE,
      (value) => isSalvageable(value, bare),
      bare,
      (stretch) => stretches.push(stretch),
    );
    salvager.push(bytes, from, to);
    salvager.end(ended);
    const saved = stretches.filter((stretch) => stretch.kind === "record").length;
    for (const stretch of stretches) tellStretch(source, stretch, line, saved);
    if (saved > 1 && saved === stretches.length) source.remark("joined", line, saved);
  };
}

/** `line`: where the line's first byte stands. */
export function tellStretch(source: Source, stretch: Stretch, line: Place, saved: number): void {
  const at = { offset: line.offset + stretch.from, length: stretch.to - stretch.from, number: line.number };
  if (stretch.kind === "blank") source.blank(at);
  else if (stretch.kind === "record") {
    source.record(stretch.value, at, stretch.salvaged, stretch.abridged);
    if (stretch.replaced) source.remark("invalid-utf8", at, 1);
  } else source.damage(stretch.kind, at, saved);
}
