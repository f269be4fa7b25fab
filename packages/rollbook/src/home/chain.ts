// The readings of a chain of files, each as far as it counts, a chunk at a time.

import { createReader, type ChainFile, type Reading, type ReadOptions, type RolloutReader } from "rollbook-core";
import { readChunks } from "./chunks.ts";
import { locateCut } from "./cut.ts";
import { SourceError } from "./error.ts";

/** A file, and how much of it counts; all of it where both are null. */
export type FilePart = Pick<ChainFile, "path" | "end_ordinal" | "end_offset">;

/** How the reading of a file ended. */
export interface FileEnd {
  /** As far as it was read: less than its size where it is cut off, or could not be read further. */
  readonly bytes: number;
  readonly lines: number;
  /** Where the cut is not what the continuing file says: a sentence. */
  readonly gap: string | null;
  /** Records that the continuing file goes on from are not there. */
  readonly lost: boolean;
  /** Why it could not be read, or not further. */
  readonly problem: SourceError | null;
}

/** What a chunk of one file holds. */
export interface ChainBatch {
  /** Its index among the files that were asked for. */
  readonly file: number;
  readonly readings: readonly Reading[];
  /** Bytes of the chunk, uncompressed. */
  readonly bytes: number;
  /** With the last batch of a file, and only with that. */
  readonly end: FileEnd | null;
}

/**
 * Reads files one after the other, each up to where it is cut off; never holds more than a chunk of one. The last
 * reading of a file that cannot be read further is damage of kind `unreadable`; then the next one is read. Throws
 * nothing that the files are to blame for.
 */
export async function* readChain(
  files: readonly FilePart[],
  options: ReadOptions,
): AsyncGenerator<ChainBatch, void, undefined> {
  for (const [file, part] of files.entries()) {
    let readings: Reading[] = [];
    let number = 0;
    const reader = createReader(options, (reading) => {
      number = reading.at.number;
      readings.push(reading);
    });
    const chunks = pushFile(part, reader);
    for (;;) {
      const step = await chunks.next();
      const end = step.done === true ? step.value : null;
      if (end !== null && end.problem !== null) readings.push(unreadable(end.bytes, number + 1));
      yield { file, readings, bytes: step.done === true ? 0 : step.value, end };
      if (end !== null) break;
      readings = [];
    }
  }
}

/** Pushes a file into a reader, up to where it is cut off, and gives the size of each chunk behind it; ends the reader. */
export async function* pushFile(part: FilePart, reader: RolloutReader): AsyncGenerator<number, FileEnd, undefined> {
  const { path } = part;
  const { end, why, lost } = await locateCut(part);
  const most = end ?? Number.POSITIVE_INFINITY;
  let bytes = 0;
  let problem: SourceError | null = null;
  try {
    for await (const chunk of readChunks(path)) {
      const counted = chunk.length <= most - bytes ? chunk : chunk.subarray(0, most - bytes);
      bytes += counted.length;
      reader.push(counted);
      yield counted.length;
      if (bytes === most) break;
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    problem = error;
  }
  const { lines } = reader.end();
  const gap = why === null ? null : `${path} is continued at a place that is not as it was: ${why}.`;
  return { bytes, lines, gap, lost, problem };
}

/** What stands for the rest of a file that could not be read further. */
export function unreadable(offset: number, number: number): Reading {
  const at = { offset, length: 0, number };
  const message = "The file could not be read further.";
  return { kind: "damage", at, damage: { kind: "unreadable", at, message, salvaged: 0 } };
}
