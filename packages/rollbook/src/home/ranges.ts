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
  const found = inPlain(path, (file) =>
    ranges.map(({ offset, length }) => {
      const bytes = Buffer.allocUnsafe(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
    }),
  );
  return found ?? unpackRanges(path, ranges);
}

/** The same one after another; `bytes` are valid only until `visit` returns. */
export async function visitRanges(
  path: string,
  ranges: readonly Range[],
  visit: (bytes: Buffer, index: number) => void,
): Promise<void> {
  const visited = inPlain(path, (file) => {
    const buffer = Buffer.allocUnsafe(Math.max(0, ...ranges.map(({ length }) => length)));
    for (const [index, { offset, length }] of ranges.entries()) {
      visit(buffer.subarray(0, readSync(file, buffer, 0, length, offset)), index);
    }
    return true;
  });
  if (visited !== null) return;
  for (const [index, bytes] of (await unpackRanges(path, ranges)).entries()) visit(bytes, index);
}

/** Null where the file is compressed. */
function inPlain<Value>(path: string, read: (file: number) => Value): Value | null {
  if (path.endsWith(".zst")) return null;
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    throw sourceError(path, cause);
  }
  try {
    return isPacked(file) ? null : read(file);
  } catch (cause) {
    throw sourceError(path, cause);
  } finally {
    closeSync(file);
  }
}

async function unpackRanges(path: string, ranges: readonly Range[]): Promise<readonly Buffer[]> {
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

function isPacked(file: number): boolean {
  const start = Buffer.alloc(4);
  readSync(file, start, 0, 4, 0);
  return isCompressed(start);
}
