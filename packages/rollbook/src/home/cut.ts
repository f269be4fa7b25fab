// Where a base is cut off: a look at the place its continuation names, and a search only where that is not it.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { createCutSearch, createReader, type ChainFile, type FoundCut } from "rollbook-core";
import { readChunks } from "./chunks.ts";
import { SourceError } from "./error.ts";
import { isCompressed } from "./unpack.ts";

/** Enough for a record's timestamp and ordinal. */
const GLANCE = 128;
const RECORD = /^\n\{"timestamp":"[^"\\]{0,64}","ordinal":(\d{1,15}),/;

/** How many of a file's bytes, uncompressed, belong to the chain. Never throws: reading the file tells what is wrong. */
export async function locateCut(file: Pick<ChainFile, "path" | "end_ordinal" | "end_offset">): Promise<FoundCut> {
  const { path, end_ordinal, end_offset } = file;
  const said: FoundCut = { end: end_offset, why: null, lost: false };
  if (end_ordinal === null) return said;
  if (end_offset !== null && stands(path, end_ordinal, end_offset)) return said;
  const search = createCutSearch(file);
  let done = false;
  let size = 0;
  const reader = createReader({ long: "cut" }, (reading) => {
    done ||= search.step(reading);
  });
  try {
    for await (const chunk of readChunks(path)) {
      size += chunk.length;
      reader.push(chunk);
      if (done) break;
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
  }
  if (!done) reader.end();
  return search.end(size);
}

/** Whether the record of that ordinal begins at that byte of a plain file, or the file ends there with a whole line. */
function stands(path: string, ordinal: number, offset: number): boolean {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return false;
  }
  try {
    const stats = fstatSync(file);
    const bytes = Buffer.alloc(GLANCE);
    if (!stats.isFile() || offset < 1 || offset > stats.size) return false;
    if (isCompressed(bytes.subarray(0, readSync(file, bytes, 0, 4, 0)))) return false;
    const text = bytes.toString("latin1", 0, readSync(file, bytes, 0, GLANCE, offset - 1));
    return text === "\n" || Number(RECORD.exec(text)?.[1] ?? -1) === ordinal;
  } catch {
    return false;
  } finally {
    closeSync(file);
  }
}
