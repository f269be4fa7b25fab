// Lines too long to hold: read part by part, with the memory of a few megabytes.

import { envelopeEra, isSalvageable } from "./classify.ts";
import type { Peek } from "./peek.ts";
import { tellStretch } from "./repair.ts";
import { createSalvager, type Salvager, type Stretch } from "./salvage.ts";
import type { Source } from "./source.ts";

/** What the values of one giant record may hold, strings cut. */
export const RETAIN = 4 << 20;
/** The first bytes of a line, for its types and its byte order mark. */
const START = 512;

export interface GiantReader {
  open(offset: number, number: number): void;
  part(bytes: Uint8Array, from: number, to: number): void;
  close(ended: boolean): void;
}

/**
 * In a giant line's damage, `salvaged` counts the records found up to there: those behind are not known yet. The record
 * of a passed line is read all the same, to find its end and what may be glued behind it.
 */
export function createGiantReader(source: Source, peek: Peek): GiantReader {
  let line = { offset: 0, length: 0, number: 0 };
  let salvager: Salvager | null = null;
  let saved = 0;
  let others = 0;
  const start = new Uint8Array(START);
  let started = 0;

  function begin(): void {
    let skip = 0;
    if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) {
      source.damage("bom", { ...line, length: 3 }, 0);
      skip = 3;
      line = { ...line, offset: line.offset + 3 };
    }
    const passes = peek.read(start, skip, started) && peek.kind.passes;
    const { kind, numbered } = peek;
    const { bare } = source;
    saved = 0;
    others = 0;
    const tell = (stretch: Stretch): void => {
      if (stretch.kind === "record") saved++;
      else others++;
      if (passes && stretch.kind === "record" && stretch.from === 0) {
        const at = { ...line, offset: line.offset, length: stretch.to };
        source.passed(at, envelopeEra(numbered, kind.late, source.moded), kind);
      } else tellStretch(source, stretch, line, saved);
    };
    salvager = createSalvager({ cut: true, retain: RETAIN }, (value) => isSalvageable(value, bare), bare, tell);
    salvager.push(start, skip, started);
    line = { ...line, length: started - skip };
  }

  return {
    open(offset, number) {
      line = { offset, length: 0, number };
      started = 0;
      salvager = null;
    },
    part(bytes, from, to) {
      if (salvager === null) {
        const taken = Math.min(START - started, to - from);
        start.set(bytes.subarray(from, from + taken), started);
        started += taken;
        from += taken;
        if (started === START) begin();
      }
      if (salvager === null || from === to) return;
      salvager.push(bytes, from, to);
      line = { ...line, length: line.length + to - from };
    },
    close(ended) {
      if (salvager === null) begin();
      salvager?.end(ended);
      if (saved > 1 && others === 0) source.remark("joined", line, saved);
    },
  };
}
