// A chain of files into the fold of its thread: each file to its cut, and behind it what was reverted.

import { chainFiles, chainTails, parseRolloutName, type Chain, type ChainFile, type Reading } from "rollbook-core";
import type { ThreadFold } from "rollbook-core/thread";
import { basename } from "node:path";
import { readChain } from "./chain.ts";
import { locateCut } from "./cut.ts";
import type { SourceError } from "./error.ts";

/** What a part of a chain is: where of it the thread's own history ends and what was reverted begins. */
export interface ChainPart {
  readonly file: ChainFile;
  /** Byte from which on it was reverted; null where nothing of it was. */
  readonly reverted_from: number | null;
}

export interface FoldChainOptions {
  /** Lines of more bytes than this come with their long texts cut, and beyond some megabytes without what is left. */
  readonly longest?: number;
  /** Sees each reading before the fold does. */
  readonly see?: (reading: Reading) => void;
  /** A file could not be read, or not to its end. */
  readonly unread?: (problem: SourceError) => void;
  /** The last file is opened and not read: whoever asks reads it as it grows. */
  readonly growing?: boolean;
}

/**
 * Reads a chain into `fold`, oldest file first, with the tails and segments it was reverted from; gives the bytes read
 * after each chunk, so that a caller may take what the fold gave, and in the end why the chain is not whole, in sentences.
 */
export async function* foldChain(
  chain: Chain,
  fold: ThreadFold,
  { longest, see, unread, growing = false }: FoldChainOptions = {},
): AsyncGenerator<number, readonly string[], undefined> {
  const gaps = [...chain.gaps];
  const options = { long: "whole", ...(longest === undefined ? {} : { longest }) } as const;
  for (const { file, reverted_from } of await partsOf(chain)) {
    fold.open(file, parseRolloutName(basename(file.path))?.thread_id ?? null);
    if (growing && file === chain.files.at(-1)) break;
    let reverted = false;
    const whole = reverted_from === null ? file : { ...file, end_ordinal: null, end_offset: null };
    for await (const { readings, bytes, end } of readChain([whole], options)) {
      for (const reading of readings) {
        see?.(reading);
        if (!reverted && reverted_from !== null && reading.at.offset >= reverted_from) {
          reverted = true;
          fold.revert();
        }
        fold.read(reading);
      }
      if (end !== null && end.gap !== null) gaps.push(end.gap);
      if (end !== null && end.problem !== null) {
        gaps.push(end.problem.message);
        unread?.(end.problem);
      }
      yield bytes;
    }
  }
  return gaps;
}

/** What a fold of the chain reads, in its order; the index of a part is that of `Whereabouts.file`. */
export async function partsOf(chain: Chain): Promise<readonly ChainPart[]> {
  const { files } = chain;
  const tails = chainTails(chain);
  return Promise.all(
    chainFiles(chain).map(async (file) => {
      if (!files.includes(file)) return { file, reverted_from: 0 };
      return { file, reverted_from: tails.has(file.path) ? (await locateCut(file)).end : null };
    }),
  );
}
