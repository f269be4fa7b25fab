// The readings of a chain of files, each as far as it counts, a chunk at a time.

import { createReader, type ChainFile, type Reading, type ReadOptions } from "rollbook-core";
import { readChunks } from "./chunks.ts";
import { locateCut } from "./cut.ts";
import { SourceError } from "./error.ts";

/** What a chunk of one file holds. */
export interface ChainBatch {
  /** Its index among the files that were asked for. */
  readonly file: number;
  readonly readings: readonly Reading[];
  /** Bytes of the chunk, uncompressed. */
  readonly bytes: number;
  /** With the last batch of a file, and only with that. */
  readonly end: ChainFileEnd | null;
}

export interface ChainFileEnd {
  /** As far as the file was read: less than its size where it is cut off, or could not be read further. */
  readonly bytes: number;
  readonly lines: number;
  /** Where the cut is not what the continuing file says: a sentence. */
  readonly gap: string | null;
  /** Why it could not be read, or not further; then its last reading is damage of kind `unreadable`. */
  readonly problem: SourceError | null;
}

/**
 * Reads files one after the other, each up to where it is cut off; never holds more than a chunk of one. A file that
 * cannot be read is told in its end, and the next one is read. Throws nothing that the files are to blame for.
 */
export async function* readChain(
  files: readonly Pick<ChainFile, "path" | "end_ordinal" | "end_offset">[],
  options: ReadOptions,
): AsyncGenerator<ChainBatch, void, undefined> {
  for (const [index, file] of files.entries()) yield* readFile(file, index, options);
}

async function* readFile(
  file: Pick<ChainFile, "path" | "end_ordinal" | "end_offset">,
  index: number,
  options: ReadOptions,
): AsyncGenerator<ChainBatch, void, undefined> {
  const { path } = file;
  const cut = await locateCut(file);
  const most = cut.end ?? Number.POSITIVE_INFINITY;
  let readings: Reading[] = [];
  let bytes = 0;
  let number = 0;
  let problem: SourceError | null = null;
  const reader = createReader(options, (reading) => {
    number = reading.at.number;
    readings.push(reading);
  });
  try {
    for await (const chunk of readChunks(path)) {
      const part = chunk.length <= most - bytes ? chunk : chunk.subarray(0, most - bytes);
      bytes += part.length;
      reader.push(part);
      yield { file: index, readings, bytes: part.length, end: null };
      readings = [];
      if (bytes === most) break;
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    problem = error;
  }
  const { lines } = reader.end();
  if (problem !== null) readings.push(unreadable(bytes, number + 1));
  const gap = cut.why === null ? null : `${path} is continued at a place that is not as it was: ${cut.why}.`;
  yield { file: index, readings, bytes: 0, end: { bytes, lines, gap, problem } };
}

/** What stands for the rest of a file that could not be read further. */
export function unreadable(offset: number, number: number): Reading {
  const at = { offset, length: 0, number };
  const message = "The file could not be read further.";
  return { kind: "damage", at, damage: { kind: "unreadable", at, message, salvaged: 0 } };
}
