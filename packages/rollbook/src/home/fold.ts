// A chain of files into the fold of its thread: each file to its cut, and behind it what was reverted.

import { parseRolloutName, type AbandonedPart, type Chain, type ChainFile } from "rollbook-core";
import type { ThreadFold } from "rollbook-core/thread";
import { basename } from "node:path";
import { readChain } from "./chain.ts";
import { locateCut } from "./cut.ts";

/** What a part of a chain is: where of it the thread's own history ends and what was reverted begins. */
interface Part {
  readonly file: ChainFile;
  /** Byte from which on it was reverted; null where nothing of it was. */
  readonly reverted_from: number | null;
}

/**
 * Reads a chain into `fold`, oldest file first, with the tails and segments it was reverted from; gives the bytes read
 * after each chunk, so that a caller may take what the fold gave, and in the end why the chain is not whole, in sentences.
 */
export async function* foldChain(chain: Chain, fold: ThreadFold): AsyncGenerator<number, readonly string[], undefined> {
  const gaps = [...chain.gaps];
  for (const { file, reverted_from } of await partsOf(chain)) {
    fold.open(file, parseRolloutName(basename(file.path))?.thread_id ?? null);
    let reverted = false;
    const whole = reverted_from === null ? file : { ...file, end_ordinal: null, end_offset: null };
    for await (const { readings, bytes, end } of readChain([whole], { long: "whole" })) {
      for (const reading of readings) {
        if (!reverted && reverted_from !== null && reading.at.offset >= reverted_from) {
          reverted = true;
          fold.revert();
        }
        fold.read(reading);
      }
      if (end !== null && end.gap !== null) gaps.push(end.gap);
      if (end !== null && end.problem !== null) gaps.push(end.problem.message);
      yield bytes;
    }
  }
  return gaps;
}

/** Abandoned segments stand before the last file, for that is what the thread was reverted to. */
async function partsOf({ files, abandoned }: Chain): Promise<readonly Part[]> {
  const tails = new Map(abandoned.filter(isTail).map((part) => [part.path, part]));
  const parts: Part[] = [];
  for (const [index, file] of files.entries()) {
    if (index === files.length - 1) {
      for (const part of abandoned) if (!isTail(part)) parts.push({ file: segment(part, file), reverted_from: 0 });
    }
    const cut = tails.has(file.path) ? (await locateCut(file)).end : null;
    parts.push({ file, reverted_from: cut });
  }
  return parts;
}

function isTail({ start_ordinal, start_offset }: AbandonedPart): boolean {
  return start_ordinal !== null || start_offset !== null;
}

function segment({ path, rollout_id }: AbandonedPart, { thread_id }: ChainFile): ChainFile {
  return { path, rollout_id, thread_id, end_ordinal: null, end_offset: null };
}
