// Text to a file descriptor: in batches, the first one at once, waiting for a reader who is slow.

import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { EXIT, Failure, systemCode } from "../exit.ts";

/** Where a command puts its text. */
export interface Output {
  /**
   * Takes text, or its UTF-8, which is not to be changed any more; the very first is written at once, the rest in
   * batches. Throws `Failure` when it cannot be written.
   */
  readonly write: (text: string | Uint8Array) => void;
  /** Waits until what was taken is written, as far as it waits for a slow reader. Call between pieces of work. */
  readonly settle: () => Promise<void>;
  /** Writes the rest and makes it final. */
  readonly finish: () => Promise<void>;
  /** Gives up: what was written to a file so far goes away. */
  readonly discard: () => void;
  /** The reader has gone (a closed pipe): nothing more is wanted. */
  readonly isClosed: () => boolean;
}

const BATCH = 64 * 1024;
const PATIENCE_MS = 20;

/** `name` is how messages call the place, such as `standard output`. */
export function writeToDescriptor(fd: number, name: string): Output {
  let taken: string[] = [];
  let characters = 0;
  /** What is to be written before the texts taken. */
  const encoded: Uint8Array[] = [];
  let rest: Uint8Array | null = null;
  let started = false;
  let closed = false;

  function encode(): void {
    if (characters > 0) encoded.push(Buffer.from(taken.join("")));
    taken = [];
    characters = 0;
  }

  /** Forgets what was not written. */
  function drop(): void {
    encoded.length = 0;
    taken = [];
    characters = 0;
    rest = null;
  }

  /** Writes what it can; false when the reader is slow and something is left. */
  function push(): boolean {
    while (!closed) {
      if (rest === null) {
        if (encoded.length === 0) encode();
        rest = encoded.shift() ?? null;
        if (rest === null) return true;
      }
      try {
        const written = writeSync(fd, rest);
        rest = written < rest.length ? rest.subarray(written) : null;
      } catch (error) {
        const code = systemCode(error);
        if (code === "EAGAIN") return false;
        if (code !== "EPIPE") throw outputFailure(name, error);
        closed = true;
      }
    }
    drop();
    return true;
  }

  async function settle(): Promise<void> {
    for (let wait = 1; !push(); wait = Math.min(wait * 2, PATIENCE_MS)) await sleep(wait);
  }

  return {
    write(text) {
      if (closed || text.length === 0) return;
      if (typeof text === "string") {
        taken.push(text);
        characters += text.length;
      } else {
        encode();
        encoded.push(text);
      }
      if (started && (rest !== null || (encoded.length === 0 && characters < BATCH))) return;
      started = true;
      push();
    },
    settle,
    finish: settle,
    discard: drop,
    isClosed: () => closed,
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left there; free some or write elsewhere",
  EDQUOT: "the disk quota is used up; free some space or write elsewhere",
  EACCES: "permission denied; write to a place you own",
  EPERM: "permission denied; write to a place you own",
  EROFS: "the file system is read-only; write elsewhere",
  ENOENT: "its directory does not exist; make it first",
  ENOTDIR: "its directory is a file; write elsewhere",
  EISDIR: "it is a directory; give the name of a file",
  EIO: "the device reports an error",
  EFBIG: "the file would be too large for its file system",
};

export function outputFailure(name: string, error: unknown): Failure {
  const code = systemCode(error);
  if (code === null) throw error;
  return new Failure(EXIT.output, `cannot write to ${name}: ${REASONS[code] ?? `the system says ${code}`}`);
}
