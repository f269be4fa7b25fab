// Reads a thread and has it told as it is read: all of it, or from near its end where only the last turn is wanted.

import { basename } from "node:path";
import { parseRolloutName, type Reading } from "rollbook-core";
import { createThreadFold } from "rollbook-core/thread";
import { type FileTail, foldChain, openTail, type SourceError } from "../../home/index.ts";
import { plural } from "../check/facts.ts";
import { describeUnread } from "../input.ts";
import { createBook, type TurnPart } from "./book.ts";
import type { Ending, Subject } from "./head.ts";
import { createCounting } from "./tally.ts";
import type { Telling } from "./telling.ts";

/** While no more bytes than this were read, nothing is told: then the head can tell all of the thread. */
const HELD = 16e6;
/** Bytes of one turn that are held before what is settled of it is told. */
const MOST = 8e6;

export interface ThreadOptions {
  /** Only the last turn is wanted. */
  readonly last: boolean;
  /** Of the last turn, near which to begin; null to read all. */
  readonly tail: FileTail | null;
  /** Lines of more bytes come with their long texts cut. */
  readonly longest: number;
  /** Turns are told as soon as they are over, whatever is known of the thread by then. */
  readonly soon: boolean;
  /** Called before anything is told of a thread that was read whole; may throw. */
  readonly check: (reading: ThreadReading, parts: readonly TurnPart[]) => void;
  /** So many bytes were read; false when no more is wanted. */
  readonly pause: (bytes: number) => Promise<boolean>;
}

export interface ThreadReading {
  /** Sentences: why files could not be read, or not to their end. */
  readonly problems: readonly string[];
  /** A record of a known shape was met. */
  readonly recognised: boolean;
  readonly bytes: number;
  readonly turns: number;
}

/** The last turn of a chain of one plain file, without reading the others. Null where all must be read. */
export function tailOf({ chain }: Subject, longest: number): FileTail | null {
  const [file, another] = chain.files;
  if (file === undefined || another !== undefined || chain.abandoned.length > 0) return null;
  try {
    return openTail(file.path, longest);
  } catch {
    // Whoever reads the file is told why it cannot be read.
    return null;
  }
}

export async function tellThread(subject: Subject, telling: Telling, options: ThreadOptions): Promise<ThreadReading> {
  const { last, tail, longest, soon, check, pause } = options;
  const book = createBook({ most: MOST, last: last ? { offset: tail?.last ?? null } : null });
  const fold = createThreadFold(book);
  const counting = createCounting();
  const problems: string[] = [];
  let gaps: readonly string[] = subject.chain.gaps;
  let begun = false;
  let recognised = false;
  let abridged = 0;
  let bytes = 0;

  const see = (reading: Reading): void => {
    if (reading.kind !== "record") return;
    if (reading.era !== null) recognised = true;
    if (reading.abridged === true) abridged += 1;
  };
  const tell = async (parts: readonly TurnPart[]): Promise<void> => {
    counting.count(parts);
    if (parts.length === 0) return;
    if (!begun) await telling.begin(null);
    begun = true;
    await telling.tell(parts);
  };
  const step = async (size: number): Promise<boolean> => {
    bytes += size;
    if (soon || tail !== null || bytes > HELD) await tell(book.take());
    return pause(size);
  };
  const reading = (): ThreadReading => ({ problems, recognised, bytes, turns: counting.tally().turns });

  if (tail !== null) {
    for (const file of subject.chain.files) fold.open(file, parseRolloutName(basename(file.path))?.thread_id ?? null);
    for (const readings of tail.readings()) {
      for (const one of readings) {
        see(one);
        fold.read(one);
      }
      if (!(await step(0))) return reading();
    }
  } else {
    const unread = (problem: SourceError): void => {
      problems.push(describeUnread(problem, "what stands before it is shown"));
    };
    const chunks = foldChain(subject.chain, fold, { longest, see, unread });
    let chunk = await chunks.next();
    for (; chunk.done !== true; chunk = await chunks.next()) {
      if (!(await step(chunk.value))) return reading();
    }
    gaps = chunk.value;
  }
  const summary = fold.end();
  const rest = book.end();
  counting.count(rest);
  if (abridged > 0) gaps = [...gaps, `${plural(abridged, "record")} too large to hold, and left out`];
  const ending: Ending = { summary, tally: counting.tally(), gaps, counted: tail === null || tail.whole };
  if (!begun) {
    check(reading(), rest);
    await telling.begin(ending);
  }
  await telling.tell(rest);
  await telling.end(ending);
  return reading();
}
