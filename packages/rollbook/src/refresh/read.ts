// Reads one session for the index: whole, or on from where it was left.

import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { createReader, moveReading } from "rollbook-core";
import { createDigest, resumeDigest } from "rollbook-core/digest";
import { createPricing, PRICES } from "rollbook-core/usage";
import { readChunks, readRest, SourceError, unreadable } from "../home/index.ts";
import type { Entry, IndexedFile } from "../index/index.ts";
import { createWholeLines } from "./lines.ts";
import type { Job } from "./plan.ts";
import { printOf } from "./print.ts";
import { LONGEST } from "./retell.ts";
import { createTold } from "./told.ts";

/** Characters of text that may wait to be written, unless told otherwise. */
const ENOUGH = 16 << 20;
/** There is no more than one passage to so many bytes, as a rule. */
const SPARSE = 256;

/** Responses of so much input cost more; an index made with other prices has to be made anew. */
const { longAbove } = createPricing(PRICES);

/** What was kept of a session when it was read before. */
export interface Kept {
  readonly state: Uint8Array;
  /** Its passages that stand in whole lines. */
  readonly settled: number;
}

export interface Piece {
  readonly entry: Entry;
  /** Of the texts in it. */
  readonly characters: number;
}

/**
 * What a session tells the index: of a large one several pieces, each of which may be written before the next is asked
 * for. `kept` is what an `append` goes on from. Throws nothing that the files are to blame for.
 */
export async function* readSession(
  job: Job,
  kept: Kept | null,
  read: (bytes: number) => void,
  enough: number = ENOUGH,
): AsyncGenerator<Piece, void, undefined> {
  const last = job.before.at(-1);
  // What the file is gone on from has to stand there still.
  const resumed = last !== undefined && kept !== null && printOf(last.path, last.bytes) === last.print;
  const told = createTold(resumed ? kept.settled : 0);
  const options = { ...job.session, longAbove };
  const digest = resumed
    ? resumeDigest(zstdDecompressSync(kept.state).toString(), options, told.give)
    : createDigest(options, told.give);
  const files: IndexedFile[] = resumed ? job.before.slice(0, -1) : [];
  const problems: string[] = [];
  let mode: Entry["mode"] = resumed ? "append" : "replace";
  let left = job.size;

  /** `rest`: bytes that are still to be read; null at the end. */
  async function piece(file: IndexedFile, settled: number, state: string | null, rest: number | null): Promise<Piece> {
    // Calls that nothing has ended are told at the end.
    const end = rest === null ? digest.end() : null;
    const { passages, characters } = await told.take(job.session.parts.map(({ path }) => path));
    const entry: Entry = {
      head: job.head,
      mode,
      newest: job.newest,
      files: [...files, file],
      passages,
      settled,
      cut: passages.filter(({ cut }) => cut).length,
      partial: rest === null ? null : Math.ceil(rest / SPARSE),
      facets: end?.facets ?? null,
      cells: end?.cells ?? [],
      problems: [...problems],
      state: state === null ? null : zstdCompressSync(state),
    };
    mode = "append";
    return { entry, characters };
  }

  for (let part = files.length; part < job.session.parts.length; part++) {
    const open = job.session.parts[part];
    if (open === undefined) return;
    const { path } = open;
    const from = resumed && part === job.before.length - 1 ? last : null;
    const start = { bytes: from?.bytes ?? 0, lines: from?.lines ?? 0 };
    const again = from === null ? null : digest.reopen();
    const target = again ?? digest.open(open);
    const whole = createWholeLines(start);
    const after = again === null ? {} : { after: again.after };
    const how = { long: "whole", longest: LONGEST, pass: target.pass, ...after } as const;
    let number = start.lines;
    // A document is no row of lines, and is written anew each time.
    let lined = true;
    const reader = createReader(how, (reading) => {
      number = start.lines + reading.at.number;
      if (reading.kind !== "damage" && reading.kind !== "blank") lined &&= reading.era !== "document";
      target.read(from === null ? reading : moveReading(reading, start));
    });
    const fileAt = (goesOn: boolean): IndexedFile => {
      const { ino = 0, size = 0, mtime_us = 0 } = job.stamps[part] ?? {};
      const { bytes, lines } = whole.told();
      return { path, ino, size, mtime_us, bytes, lines, print: goesOn ? printOf(path, bytes) : null };
    };
    let bytes = start.bytes;
    let problem: SourceError | null = null;
    const plain = !path.endsWith(".zst");
    try {
      for await (const chunk of from === null ? readChunks(path) : readRest(path, start.bytes)) {
        bytes += chunk.length;
        left -= chunk.length;
        reader.push(chunk);
        whole.step(chunk);
        read(chunk.length);
        if (told.characters() < enough) continue;
        const goesOn = plain && lined;
        yield await piece(fileAt(goesOn), told.count(), goesOn ? digest.save() : null, Math.max(0, left));
      }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      problem = error;
      problems.push(error.message);
    }
    const goesOn = plain && lined && problem === null && part === job.session.parts.length - 1;
    // What stands in an unfinished line is not settled: it is read again when it has been finished.
    const state = goesOn ? digest.save() : null;
    const settled = told.count();
    const { lines } = reader.end();
    if (problem !== null) target.read(unreadable(bytes, number + 1));
    digest.close({ bytes, lines: start.lines + lines, gap: null, lost: problem !== null });
    const file = fileAt(goesOn);
    if (part === job.session.parts.length - 1) yield await piece(file, settled, state, null);
    else files.push(file);
  }
}
