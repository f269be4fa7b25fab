// The head of a session file: one small read, more only where the header is longer than that.

import { closeSync, openSync, readSync, statSync } from "node:fs";
import { createHeadReader, createPrintReader, type Head, type Kept, type Stem } from "rollbook-core";
import type { FoundRollout } from "./find.ts";
import { placeOf } from "./place.ts";
import { isCompressed } from "./unpack.ts";
import { zlib } from "./zstd.ts";

/** Holds most headers: their instructions are 12 kB as a rule. */
const SMALL = 1 << 15;
/** Zstd gives a block when all of it is there: 128 KiB, which do not always become smaller. */
const LARGE = 3 << 16;
/** What a small piece of a compressed file becomes at most, lest a hostile one fill the memory. */
const UNPACKED = 1 << 26;
const LF = 10;

/** What a file's name and place say; of its content nothing. A file that is gone has no size. */
export function keep({ path, name }: FoundRollout): Kept {
  return { path, name, ...placeOf(path), compressed: name?.compressed ?? path.endsWith(".zst"), size: 0, mtime_ms: 0 };
}

/** Reads a file's head. One that cannot be read, or has no header, is known by its name: reading it will tell why. */
export function readStem(found: FoundRollout): Stem & Pick<Head, "at"> {
  const reader = createHeadReader();
  let size = 0;
  let mtime_ms = 0;
  try {
    const stats = statSync(found.path);
    // A pipe can be read once only, and waits for its writer.
    if (stats.isFile()) {
      size = stats.size;
      mtime_ms = stats.mtimeMs;
      readHead(found.path, size, (bytes) => reader.push(bytes));
    }
  } catch {
    // Whoever reads the file is told.
  }
  return { ...keep(found), size, mtime_ms, ...reader.end(), prints: null };
}

/** The fingerprints of a file's items; none where it cannot be read. Reads all of it. */
export function readPrints(path: string): readonly string[] {
  const reader = createPrintReader();
  try {
    const file = openSync(path, "r");
    try {
      const bytes = Buffer.allocUnsafe(LARGE);
      for (let count = readSync(file, bytes); count > 0; count = readSync(file, bytes)) {
        reader.push(bytes.subarray(0, count));
      }
    } finally {
      closeSync(file);
    }
  } catch {
    return [];
  }
  return reader.end();
}

function readHead(path: string, size: number, push: (bytes: Uint8Array) => boolean): void {
  const file = openSync(path, "r");
  try {
    const start = readAt(file, 0, Math.min(size, SMALL));
    if (isCompressed(start)) {
      const few = unpack(start);
      push(few.includes(LF) || size <= SMALL ? few : unpack(readAt(file, 0, Math.min(size, LARGE))));
      return;
    }
    // The first line is the header, as a rule, and what stands behind it need not be looked at.
    const line = start.indexOf(LF) + 1;
    if (push(start.subarray(0, line)) || push(start.subarray(line))) return;
    for (let at = start.length; at < size; at += LARGE) {
      const bytes = readAt(file, at, Math.min(size - at, LARGE));
      if (bytes.length === 0 || push(bytes)) return;
    }
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, position));
}

/** What of a compressed file's first bytes can be unpacked. */
function unpack(bytes: Uint8Array): Uint8Array {
  const { constants, zstdDecompressSync } = zlib();
  return zstdDecompressSync(bytes, { finishFlush: constants.ZSTD_e_continue, maxOutputLength: UNPACKED });
}
