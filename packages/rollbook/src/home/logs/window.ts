// Bytes of an open log by their place: where events begin, and where those of a time do.

import { readSync } from "node:fs";
import { LONGEST_HEAD, mayBeHead, readHead, type LogHead } from "rollbook-core/logs";

const BLOCK = 1 << 16;
const LF = 10;
/** The search by time ends when so little is left that reading it costs less. */
const NEAR = 1 << 18;

export interface FoundHead {
  readonly at: number;
  readonly head: LogHead;
}

/** The first event that begins on a line of its own in `[from, to)`; null when there is none. */
export function firstHead(file: number, from: number, to: number): FoundHead | null {
  const buffer = Buffer.alloc(1 + BLOCK + LONGEST_HEAD);
  for (let block = from; block < to; block += BLOCK) {
    // The byte before tells whether a line begins with the block.
    const base = Math.max(0, block - 1);
    const held = buffer.subarray(0, readSync(file, buffer, 0, buffer.length, base));
    let line = block === 0 ? 0 : held.indexOf(LF) + 1;
    if (line === 0 && block !== 0) continue;
    while (base + line < Math.min(to, block + BLOCK)) {
      const head = headAt(held, line);
      if (head !== null) return { at: base + line, head };
      const end = held.indexOf(LF, line);
      if (end === -1) break;
      line = end + 1;
    }
  }
  return null;
}

function headAt(held: Buffer, from: number): LogHead | null {
  if (!mayBeHead(held, from, held.length)) return null;
  return readHead(held.toString("utf8", from, Math.min(held.length, from + LONGEST_HEAD)));
}

/**
 * A place in `[0, size]` before which no event is of that time or later, as far as times grow through the file; the
 * event there begins on a line of its own.
 */
export function seekTime(file: number, size: number, time_ms: number): number {
  let [low, high] = [0, size];
  while (high - low > NEAR) {
    const middle = Math.floor((low + high) / 2);
    const found = firstHead(file, middle, high);
    if (found === null || found.head.time_ms >= time_ms) high = middle;
    else low = found.at;
  }
  return low;
}
