// The readings of a chain into a fold from any place on, a chunk at a time: how a history is read, and gone on with.

import { basename } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createReader, parseRolloutName, type Reading } from "rollbook-core";
import type { ThreadFold } from "rollbook-core/thread";
import { locateCut, readChunks, SourceError, unreadable, type ChainPart } from "../../../home/index.ts";
import { lineEnds, readAt, readerAt } from "./middle.ts";

export interface Part extends ChainPart {
  /** Lines of it can be found by their bytes: it is neither compressed nor one JSON document. */
  readonly plain: boolean;
  /** How much of it counts. */
  readonly end: number;
  /** Why it is not cut where the file behind it says; a sentence. */
  readonly gap: string | null;
}

/** A line's beginning. What stands before it the fold was given, and nothing behind it. */
export interface Place {
  readonly part: number;
  readonly offset: number;
  /** Lines before it. */
  readonly lines: number;
  /** The fold knows that this part is being read. */
  readonly opened: boolean;
}

export const BEGINNING: Place = { part: 0, offset: 0, lines: 0, opened: false };

/** Places in order, as numbers. */
export function orderOf({ part, offset }: Pick<Place, "part" | "offset">): number {
  return part * 2 ** 44 + offset;
}

/** What a reading has done after each chunk. */
export interface Step {
  /** Where it may be gone on with; null within a part that is not plain. */
  readonly place: Place | null;
  /** Read since the reading began, and how many of them stand before the place. */
  readonly bytes: number;
  readonly settled: number;
}

export interface PartsOptions {
  readonly from: Place;
  /** Is told of each record before the fold: the order of its end. */
  readonly see?: (order: number) => void;
  readonly stop: AbortSignal;
  readonly unread: (problem: SourceError) => void;
  /** The last file may grow: of it only whole lines are read. */
  readonly open: boolean;
}

export async function cutParts(
  parts: readonly ChainPart[],
  isPlain: (path: string) => boolean,
): Promise<readonly Part[]> {
  return Promise.all(
    parts.map(async (part): Promise<Part> => {
      const { file, reverted_from } = part;
      const { end, why } = reverted_from === null ? await locateCut(file) : { end: null, why: null };
      const gap = why === null ? null : `${file.path} is continued at a place that is not as it was: ${why}.`;
      return { ...part, plain: isPlain(file.path), end: end ?? Number.POSITIVE_INFINITY, gap };
    }),
  );
}

export async function* readParts(
  parts: readonly Part[],
  fold: ThreadFold,
  { from, see, stop, unread, open }: PartsOptions,
): AsyncGenerator<Step, void, undefined> {
  let bytes = 0;
  for (const [index, part] of parts.entries()) {
    if (index < from.part) continue;
    const begun = index === from.part && from.opened;
    const { file, reverted_from, plain } = part;
    if (!begun) {
      // Opening a file ends what was open in the one before.
      see?.(orderOf({ part: index, offset: 1 }));
      fold.open(file, parseRolloutName(basename(file.path))?.thread_id ?? null);
    }
    let reverted = false;
    const take = (reading: Reading): void => {
      if (!reverted && reverted_from !== null && reading.at.offset >= reverted_from) {
        reverted = true;
        fold.revert();
      }
      see?.(orderOf({ part: index, offset: reading.at.offset + reading.at.length }));
      fold.read(reading);
    };
    let offset = begun ? from.offset : 0;
    let lines = begun ? from.lines : 0;
    let line = { offset, lines };
    const reader = begun ? readerAt(file.path, from, take) : createReader({ long: "whole" }, take);
    let problem: SourceError | null = null;
    try {
      for await (const chunk of pieces(begun ? readAt(file.path, offset) : readChunks(file.path))) {
        const counted = chunk.length <= part.end - offset ? chunk : chunk.subarray(0, part.end - offset);
        reader.push(counted);
        if (plain) {
          const ends = lineEnds(counted);
          lines += ends.count;
          if (ends.last !== -1) line = { offset: offset + ends.last + 1, lines };
        }
        offset += counted.length;
        bytes += counted.length;
        const settled = plain ? bytes - (offset - line.offset) : 0;
        yield { place: plain ? { part: index, ...line, opened: true } : null, bytes, settled };
        if (offset >= part.end) break;
        await nextTurn();
        stop.throwIfAborted();
      }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      problem = error;
    }
    if (open && plain && index === parts.length - 1 && problem === null) return;
    reader.end();
    if (problem !== null) {
      take(unreadable(offset, lines + 1));
      unread(problem);
    }
    yield { place: { part: index + 1, offset: 0, lines: 0, opened: false }, bytes, settled: bytes };
  }
}

/** So many bytes take a few milliseconds, and the first of them, which somebody waits for, few of these. */
const PIECES = { first: 1 << 14, most: 1 << 17 };

async function* pieces(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let size = PIECES.first;
  for await (const chunk of chunks) {
    for (let at = 0, end = 0; at < chunk.length; at = end) {
      end = at + size;
      yield chunk.subarray(at, end);
      size = Math.min(2 * size, PIECES.most);
    }
  }
}
