// A print of what stands before a place in a file: when it is another one, the file was not only appended to.

import { closeSync, openSync, readSync } from "node:fs";
import { sha256 } from "./hash.ts";

/** Bytes that have to be as they were. */
const LENGTH = 4096;

/** Null for a file that cannot be read. */
export function printOf(path: string, before: number): string | null {
  const from = Math.max(0, before - LENGTH);
  const bytes = Buffer.alloc(before - from);
  try {
    const file = openSync(path, "r");
    try {
      if (readSync(file, bytes, 0, bytes.length, from) < bytes.length) return null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
  return sha256().update(bytes).digest("base64url").slice(0, 22);
}
