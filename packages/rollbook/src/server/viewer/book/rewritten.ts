// Whether a file that may grow still begins with what was read of it.

import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

export interface FileMark {
  /** Looks again; a file that cannot be read holds nothing. */
  readonly holds: () => boolean;
}

/** So many pieces are looked at, of so many bytes each: all of a small file, and both ends of any. */
const PIECES = 32;
const PIECE = 4096;

/** Null where the file cannot be read. `end`: so many of its bytes were read. */
export function markFile(path: string, end: number): FileMark | null {
  const before = printOf(path, end);
  return before === null ? null : { holds: () => printOf(path, end) === before };
}

function printOf(path: string, end: number): string | null {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return null;
  }
  try {
    const hash = createHash("sha256");
    const piece = Buffer.allocUnsafe(PIECE);
    const count = Math.min(PIECES, Math.ceil(end / PIECE));
    const last = Math.max(0, end - PIECE);
    for (let index = 0; index < count; index++) {
      const at = count === 1 ? 0 : Math.floor((last * index) / (count - 1));
      const wanted = Math.min(PIECE, end - at);
      if (readSync(file, piece, 0, wanted, at) !== wanted) return null;
      hash.update(piece.subarray(0, wanted));
    }
    return hash.digest("base64");
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}
