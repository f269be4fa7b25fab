// A rollout's bytes, in chunks of any size → its readings, in the order of its bytes.

import type { ReaderMemory } from "./memory.ts";
import type { Reading } from "./reading.ts";
import { createDocumentReader, sniffDocument } from "./document.ts";
import { createLineReader } from "./line.ts";

export interface ReadOptions {
  /** `whole`: every string of a record is whole. `cut`: long strings may come as `CutText`. */
  readonly long: "whole" | "cut";
  /**
   * True for records whose value is not needed; asked once for each pair of types that first bytes show. They come as `passed`,
   * except where their types do not stand in the usual place or their line is damaged, and except a `session_meta`,
   * which says what the lines behind it are: these come as records.
   */
  readonly pass?: (outer: string, inner: string) => boolean;
  /**
   * Lines of more bytes than this are read without ever being held whole: their long strings come cut, and beyond a few
   * megabytes of values the rest is left out (`abridged`). By default 1 MiB for `cut`, and for `whole` what a string can
   * hold in V8 (512 MiB less 24).
   */
  readonly longest?: number;
  /**
   * What is read is the rest of a file of lines, from the beginning of one on, and this is what was remembered of the part
   * before. Places are counted from there.
   */
  readonly after?: ReaderMemory;
  /** Records that count tokens may come `abridged`: with their counts, and whose these are, and nothing else. */
  readonly counts?: boolean;
  /** Of records that are passed, the first of each pair of types and era is told, and all whose types no version names. */
  readonly silent?: boolean;
}

export interface RolloutReader {
  /** Takes the next bytes; the chunk is free for reuse afterwards. Calls `emit` for all that is settled by then. */
  push(chunk: Uint8Array): void;
  /** The file is over. Answers its size in bytes and in physical lines. */
  end(): { bytes: number; lines: number };
}

/** Settled after this many bytes at the latest: a document starts with its brace. */
const SNIFF = 4096;

/**
 * Reads a session file of any era; total: whatever the bytes, it throws nothing and every byte belongs to a reading or
 * to a line's terminator. Readings come in the order of their places, which do not overlap; a remark about a record that
 * was read (`invalid-utf8`, `lone-surrogate`, `joined`) comes behind it with an empty place of its own, and
 * `damage.at` names the bytes. The readings do not depend on how the bytes are cut into chunks, and the records of a
 * file's whole lines do not depend on what follows them.
 */
export function createReader(options: ReadOptions, emit: (reading: Reading) => void): RolloutReader {
  let inner: RolloutReader | null = options.after === undefined ? null : createLineReader(options, emit);
  let early = new Uint8Array(0);

  function settle(bytes: Uint8Array, over: boolean): RolloutReader | null {
    const sniffed = sniffDocument(bytes, Math.min(bytes.length, SNIFF));
    if (sniffed === "open" && !over && bytes.length < SNIFF) return null;
    inner = sniffed === "document" ? createDocumentReader(options, emit) : createLineReader(options, emit);
    return inner;
  }

  return {
    push(chunk) {
      if (inner !== null) return inner.push(chunk);
      if (early.length === 0) {
        const settled = settle(chunk, false);
        if (settled !== null) return settled.push(chunk);
      }
      const joined = new Uint8Array(early.length + chunk.length);
      joined.set(early);
      joined.set(chunk, early.length);
      early = joined;
      settle(early, false)?.push(early);
    },
    end() {
      if (inner !== null) return inner.end();
      const settled = settle(early, true) ?? createLineReader(options, emit);
      settled.push(early);
      return settled.end();
    },
  };
}

/** The readings of a whole buffer; strings whole unless `options` says otherwise. */
export function readRecords(bytes: Uint8Array, options: Partial<ReadOptions> = {}): Reading[] {
  const readings: Reading[] = [];
  const reader = createReader({ long: "whole", ...options }, (reading) => readings.push(reading));
  reader.push(bytes);
  reader.end();
  return readings;
}
