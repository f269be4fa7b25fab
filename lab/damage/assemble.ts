// Puts lines together to a damaged file and says, from what was put together, where its damage is.

import type { HealthyFile } from "./healthy.ts";

/** The names of core's damage kinds; the expectation is the generator's own all the same. */
export type DamageName =
  | "torn"
  | "glued"
  | "joined"
  | "nul"
  | "invalid-utf8"
  | "bom"
  | "not-json"
  | "not-an-object"
  | "lone-surrogate"
  | "unreadable";

/** One physical line to write. */
export interface Part {
  readonly bytes: Buffer;
  /** How many whole records it holds; one if it is not said. */
  readonly records?: number;
  /** What was done to it: `from` and `to` are bytes of this line. */
  readonly damage?: {
    readonly kind: DamageName;
    readonly from: number;
    readonly to: number;
    readonly salvaged?: number;
  };
  /** What the order or the content of healthy lines has against it. */
  readonly anomaly?: Anomaly;
  /** `"\n"` if it is not said; `""` for a last line without end. */
  readonly ending?: string;
}

export interface Anomaly {
  readonly kind: string;
  readonly [detail: string]: unknown;
}

export interface ExpectedDamage {
  readonly kind: DamageName;
  /** Physical line, counted from 1. */
  readonly line: number;
  /** Byte of the file where the line begins. */
  readonly line_offset: number;
  /** The damaged bytes themselves. */
  readonly offset: number;
  readonly length: number;
  /** Whole records that share the line with it; not said of damage within a record's text, or before it (BOM). */
  readonly salvaged?: number;
}

export interface ExpectedFile {
  /** Relative to the specimen's directory, or to `specimens/` with `specimen`. */
  readonly path?: string;
  /** A real specimen that has this trait as it is. */
  readonly specimen?: string;
  /** Null when nothing in the file or its name tells it. */
  readonly thread_id: string | null;
  readonly bytes: number;
  /** Physical lines, blank and damaged ones included. */
  readonly lines: number;
  /** Whole records, salvaged ones included. */
  readonly records: number;
  readonly damage: readonly ExpectedDamage[];
  readonly anomalies: readonly (Anomaly & { readonly line?: number })[];
}

export interface Assembled {
  readonly path: string;
  readonly bytes: Buffer;
  readonly expected: ExpectedFile;
}

/** `path` stands for the healthy file's own where the damage changes the name too. */
export function assemble(from: HealthyFile, parts: readonly Part[], path = from.path): Assembled {
  const pieces: Buffer[] = [];
  const damage: ExpectedDamage[] = [];
  const anomalies: (Anomaly & { line: number })[] = [];
  let offset = 0;
  let records = 0;
  for (const [index, part] of parts.entries()) {
    const line = index + 1;
    if (part.damage !== undefined) {
      const { kind, from: start, to, salvaged } = part.damage;
      damage.push({
        kind,
        line,
        line_offset: offset,
        offset: offset + start,
        length: to - start,
        ...(salvaged === undefined ? {} : { salvaged }),
      });
    }
    if (part.anomaly !== undefined) anomalies.push({ ...part.anomaly, line });
    const ending = Buffer.from(part.ending ?? "\n");
    pieces.push(part.bytes, ending);
    offset += part.bytes.length + ending.length;
    records += part.records ?? 1;
  }
  const bytes = Buffer.concat(pieces);
  const lines = parts.length;
  const expected = { path, thread_id: from.threadId, bytes: bytes.length, lines, records, damage, anomalies };
  return { path, bytes, expected };
}

export function healthyParts(lines: readonly Buffer[]): Part[] {
  return lines.map((bytes) => ({ bytes }));
}

/** The first bytes of a record, cut off at a share of its length. */
export function tornPart(line: Buffer, share: number): Part {
  const bytes = line.subarray(0, Math.floor(line.length * share));
  return { bytes, records: 0, damage: { kind: "torn", from: 0, to: bytes.length, salvaged: 0 } };
}
