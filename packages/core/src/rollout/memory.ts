// What a reader remembers of a file: what the records before a line say of it.

import { historyMode } from "./classify.ts";
import type { Reading } from "./reading.ts";

/** Plain data. */
export interface ReaderMemory {
  /** No record stands before it. */
  first: boolean;
  /** The file's first `session_meta` states a `history_mode`. */
  moded: boolean;
  /** The last record that stood alone on its line had no envelope. */
  bare: boolean;
  /** A `session_meta` was met. */
  headed: boolean;
}

export function createReaderMemory(): ReaderMemory {
  return { first: true, moded: false, bare: false, headed: false };
}

/** Takes in what was read. */
export function remember(memory: ReaderMemory, reading: Reading): void {
  if (reading.kind === "passed") memory.bare = false;
  else if (reading.kind === "record") {
    const { era, outer, salvaged, value } = reading;
    if (outer === "session_meta" && !memory.headed) {
      memory.headed = true;
      memory.moded = historyMode(value) !== null;
    }
    if (!salvaged && era !== null && era !== "document") memory.bare = era === "bare";
  } else return;
  memory.first = false;
}
