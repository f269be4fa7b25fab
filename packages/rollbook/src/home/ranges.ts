// Byte ranges of a session file, uncompressed: what provenance points at.

import { closeSync, openSync, readSync } from "node:fs";
import { readChunks } from "./chunks.ts";
import { sourceError } from "./error.ts";
import { isCompressed } from "./unpack.ts";

export interface Range {
  readonly offset: number;
  readonly length: number;
}

/**
 * The bytes of each range, as far as the file holds them. A compressed file is unpacked up to the last of them, once.
 * Throws a `SourceError`.
 */
export async function readRanges(path: string, ranges: readonly Range[]): Promise<readonly Uint8Array[]> {
  return isPacked(path) ? unpackRanges(path, ranges) : readPlain(path, ranges);
}

function readPlain(path: string, ranges: readonly Range[]): readonly Uint8Array[] {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    throw sourceError(path, cause);
  }
  try {
    return ranges.map(({ offset, length }) => {
      const bytes = Buffer.allocUnsafe(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
    });
  } catch (cause) {
    throw sourceError(path, cause);
  } finally {
    closeSync(file);
  }
}

async function unpackRanges(path: string, ranges: readonly Range[]): Promise<readonly Uint8Array[]> {
  const found = ranges.map(({ length }) => ({ bytes: Buffer.alloc(length), filled: 0 }));
  const end = Math.max(0, ...ranges.map(({ offset, length }) => offset + length));
  let at = 0;
  for await (const chunk of readChunks(path)) {
    for (const [index, { offset, length }] of ranges.entries()) {
      const from = Math.max(offset, at);
      const to = Math.min(offset + length, at + chunk.length);
      const slot = found[index];
      if (slot === undefined || from >= to) continue;
      slot.bytes.set(chunk.subarray(from - at, to - at), from - offset);
      slot.filled = to - offset;
    }
    at += chunk.length;
    if (at >= end) break;
  }
  return found.map(({ bytes, filled }) => bytes.subarray(0, filled));
}

function isPacked(path: string): boolean {
  if (path.endsWith(".zst")) return true;
  try {
    const file = openSync(path, "r");
    try {
      const start = Buffer.alloc(4);
      readSync(file, start, 0, 4, 0);
      return isCompressed(start);
    } finally {
      closeSync(file);
    }
  } catch {
    // Reading it will tell why.
    return false;
  }
}
