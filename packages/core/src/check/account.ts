// The account of a file's bytes: every one belongs to a record, to damage, to a blank or to a line's terminator.

import type { Reading } from "../rollout/reading.ts";
import { remark, type Remark } from "./finding.ts";
import type { Window } from "./window.ts";

/** Bytes by what they belong to. `blank` is, in a TypeScript-era document, all that stands between its records. */
export interface ByteCounts {
  readonly records: number;
  readonly damaged: number;
  readonly blank: number;
  readonly terminators: number;
  readonly unaccounted: number;
}

export interface Account {
  /** Books a reading; call with all of them, in their order. Bytes before its end are released from the window. */
  book(reading: Reading): void;
  /** The file of `size` bytes is over. */
  end(size: number): ByteCounts;
}

const LF = 10;
const CR = 13;

/** `tell` is called for every stretch that belongs to nothing, or to two readings. */
export function createAccount(window: Window, tell: (found: Remark) => void): Account {
  const counts = { records: 0, damaged: 0, blank: 0, terminators: 0, unaccounted: 0 };
  let booked = 0; // all bytes before this are
  let number = 1;

  function wrong(from: number, to: number, message: string): void {
    const length = to - from;
    counts.unaccounted += length;
    tell(remark("bytes-unaccounted", { offset: from, length, number }, `${length} bytes ${message}`));
  }

  /** What lies between two readings must be one line's terminator. */
  function bookGap(to: number, last: boolean): void {
    const size = to - booked;
    if (size === 0) return;
    const bytes = size <= 2 ? window.slice(booked, to) : null;
    const single = size === 1 && (bytes?.[0] === LF || (last && bytes?.[0] === CR));
    if (single || (size === 2 && bytes?.[0] === CR && bytes[1] === LF)) counts.terminators += size;
    else wrong(booked, to, "belong to no reading");
  }

  return {
    book(reading) {
      const { at } = reading;
      // A remark about what was read before takes no place. An empty line does, behind a terminator.
      if (at.length === 0 && at.offset <= booked) {
        number = at.number;
        return;
      }
      if (at.offset < booked) wrong(at.offset, Math.min(booked, at.offset + at.length), "belong to two readings");
      else bookGap(at.offset, false);
      number = at.number;
      if (reading.kind === "damage") counts.damaged += at.length;
      else if (reading.kind === "blank") counts.blank += at.length;
      else counts.records += at.length;
      booked = Math.max(booked, at.offset + at.length);
      window.release(booked);
    },
    end(size) {
      bookGap(size, true);
      return counts;
    },
  };
}
