// The first and the last bytes of a file, without reading what is between them.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createReader, readRecords, type Reading, type ReadOptions } from "rollbook-core";
import { readChunks } from "./chunks.ts";
import { sourceError } from "./error.ts";
import { isCompressed } from "./unpack.ts";

/** Holds most headers and first prompts; behind it more is read at a time. */
const SMALL = 48 << 10;
const LARGE = 1 << 19;
/** Most of what is looked for stands in the first; what stands before the last is not found. */
const WINDOWS = [64 << 10, 1 << 20, 8 << 20] as const;
/** Records of a compressed file that are kept. */
const KEPT = 64;
const LF = 10;

/**
 * Gives a file's bytes from its start, up to `end` (of the uncompressed file), until `take` wants no more. Gives way to
 * other work in between. Throws a `SourceError`.
 */
export async function readBeginning(
  path: string,
  end: number | null,
  take: (chunk: Uint8Array) => boolean,
): Promise<void> {
  const most = end ?? Number.POSITIVE_INFINITY;
  const first = readAt(path, 0, Math.min(SMALL, most));
  if (!isCompressed(first.bytes)) {
    for (let { bytes } = first, at = 0; bytes.length > 0;) {
      at += bytes.length;
      if (take(bytes) || at >= most) return;
      await nextTurn();
      ({ bytes } = readAt(path, at, Math.min(LARGE, most - at)));
    }
    return;
  }
  let left = most;
  for await (const chunk of readChunks(path)) {
    if (take(chunk.length <= left ? chunk : chunk.subarray(0, left))) return;
    left -= chunk.length;
    if (left <= 0) return;
    await nextTurn();
  }
}

/**
 * Gives `enough` the readings of a file's last bytes, up to `end` (of the uncompressed file), and again those of more
 * bytes until it is satisfied: at most 8 MiB, or the last records of a compressed file. Throws a `SourceError`.
 */
export async function readEnding(
  path: string,
  end: number | null,
  options: ReadOptions,
  enough: (readings: readonly Reading[]) => boolean,
): Promise<void> {
  if (isCompressed(readAt(path, 0, 4).bytes)) {
    enough(await lastOf(path, end, options));
    return;
  }
  for (const window of WINDOWS) {
    const { bytes, from } = readAt(path, -window, window, end);
    const line = from === 0 ? 0 : bytes.indexOf(LF) + 1;
    if (enough(readRecords(bytes.subarray(line), options)) || from === 0) return;
    await nextTurn();
  }
}

/** A negative position counts from the end. */
function readAt(
  path: string,
  position: number,
  length: number,
  end: number | null = null,
): { readonly bytes: Buffer; readonly from: number } {
  let file: number | null = null;
  try {
    file = openSync(path, "r");
    const size = Math.min(fstatSync(file).size, end ?? Number.POSITIVE_INFINITY);
    const from = position < 0 ? Math.max(0, size + position) : position;
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - from)));
    return { bytes: bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from)), from };
  } catch (cause) {
    throw sourceError(path, cause);
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** Of a compressed file, which has no end to begin with: it is read from its start. */
async function lastOf(path: string, end: number | null, options: ReadOptions): Promise<readonly Reading[]> {
  const last: Reading[] = [];
  const reader = createReader(options, (reading) => {
    if (reading.kind !== "record") return;
    if (last.length === KEPT) last.shift();
    last.push(reading);
  });
  await readBeginning(path, end, (chunk) => {
    reader.push(chunk);
    return false;
  });
  reader.end();
  return last;
}
