// Tells what a session file is from its own bytes: era and line count, without the reader under test.

import { zstdDecompressSync } from "node:zlib";

export type SpecimenEra = "document" | "bare" | "envelope" | "legacy" | "paginated";

/** Oldest first. A home that mixes eras is filed under the newest one in it. */
export const SPECIMEN_ERAS: readonly SpecimenEra[] = ["document", "bare", "envelope", "legacy", "paginated"];

/** The bytes a reader sees: those of a `.zst` file unpacked, any other as they are. */
export function plainBytes(name: string, stored: Uint8Array): Uint8Array {
  return name.endsWith(".zst") ? zstdDecompressSync(stored) : stored;
}

/** Physical lines: newlines, and one more for a last line without one. */
export function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) if (byte === 10) lines++;
  return bytes.length > 0 && bytes[bytes.length - 1] !== 10 ? lines + 1 : lines;
}

/**
 * The era a file was begun in, read from the beginning of its first line alone.
 * The needles are looked for before the prompt texts begin, so that no session can spell them.
 */
export function eraOfFile(name: string, bytes: Uint8Array): SpecimenEra {
  if (name.endsWith(".json")) return "document";
  const newline = bytes.indexOf(10);
  const line = Buffer.from(bytes.subarray(0, newline < 0 ? bytes.length : newline)).toString("utf8");
  if (!/^\{"timestamp":"[^"]*",(?:"ordinal":\d+,)?"type":/.test(line)) return "bare";
  const header: unknown = JSON.parse(line);
  const mode = (header as { payload?: { history_mode?: unknown } }).payload?.history_mode;
  if (mode === "paginated") return "paginated";
  return mode === "legacy" ? "legacy" : "envelope";
}

export function newestEra(eras: readonly SpecimenEra[]): SpecimenEra | null {
  let newest = -1;
  for (const era of eras) newest = Math.max(newest, SPECIMEN_ERAS.indexOf(era));
  return SPECIMEN_ERAS[newest] ?? null;
}
