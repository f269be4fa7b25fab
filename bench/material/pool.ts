// Text that is escaped once and cut many times: what makes a gigabyte quick to write.

import type { Random } from "./random.ts";
import { printedLines } from "./lines.ts";

/** Lines as they stand inside a JSON string, each with its newline. */
export interface Pool {
  readonly bytes: Buffer;
  readonly starts: Uint32Array;
}

export interface Cut {
  readonly from: number;
  readonly to: number;
}

export interface Pools {
  /** Inside a JSON string. */
  readonly once: Pool;
  /** Inside a JSON string that stands inside a JSON string. */
  readonly twice: Pool;
  /** Once, with a plus sign before every line. */
  readonly added: Pool;
  /** Plain ASCII of no structure, as encrypted reasoning is. */
  readonly base64: Buffer;
}

const PRINTED = 6 << 20;
const RANDOM_BYTES = 3 << 20;

export function createPools(random: Random): Pools {
  const lines = printedLines(random, PRINTED);
  const bytes = Buffer.alloc(RANDOM_BYTES);
  for (let at = 0; at < bytes.length; at++) bytes[at] = random.int(0, 255);
  return {
    once: poolOf(lines.map((line) => escaped(`${line}\n`))),
    twice: poolOf(lines.map((line) => escaped(escaped(`${line}\n`)))),
    added: poolOf(lines.map((line) => escaped(`+${line}\n`))),
    base64: Buffer.from(bytes.toString("base64url")),
  };
}

/** The text as it stands between the quotes of a JSON string. */
export function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function poolOf(lines: readonly string[]): Pool {
  const starts = new Uint32Array(lines.length + 1);
  let total = 0;
  for (const [index, line] of lines.entries()) {
    starts[index] = total;
    total += line.length;
  }
  starts[lines.length] = total;
  return { bytes: Buffer.from(lines.join(""), "latin1"), starts };
}

/** Whole lines of about that many bytes, from anywhere; never more than the pool holds. */
export function cutLines(pool: Pool, random: Random, size: number): Cut {
  const wanted = Math.min(size, pool.bytes.length);
  const last = lineAt(pool, pool.bytes.length - wanted);
  const first = random.int(0, last);
  const from = pool.starts[first] ?? 0;
  const to = pool.starts[Math.max(first + 1, lineAt(pool, from + wanted))] ?? pool.bytes.length;
  return { from, to };
}

/** The last line that starts at or before this byte. */
function lineAt(pool: Pool, byte: number): number {
  let low = 0;
  let high = pool.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pool.starts[middle] ?? 0) <= byte) low = middle;
    else high = middle - 1;
  }
  return low;
}
