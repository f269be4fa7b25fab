// Lines to a file descriptor without waiting in its place: who is slow to read them holds up nothing else.

import { write } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { systemCode } from "../exit.ts";
import { outputFailure } from "./descriptor.ts";

export interface LineOutput {
  /** Resolves when the line was written, whole and behind all that were given before; or when nobody listens any more. */
  readonly write: (line: string) => Promise<void>;
  /** Aborted when the reader has gone, with the failure for a reason where that is not why no more can be written. */
  readonly gone: AbortSignal;
}

const writeSome = promisify(write);
const PATIENCE_MS = 10;

/** `name` is how messages call the place. */
export function writeLines(fd: number, name: string): LineOutput {
  const gone = new AbortController();
  let last = Promise.resolve();

  async function put(line: string): Promise<void> {
    let rest: Uint8Array = Buffer.from(line);
    while (rest.length > 0 && !gone.signal.aborted) {
      try {
        const { bytesWritten } = await writeSome(fd, rest);
        rest = rest.subarray(bytesWritten);
      } catch (error) {
        const code = systemCode(error);
        if (code === "EAGAIN") await sleep(PATIENCE_MS);
        else gone.abort(code === "EPIPE" ? undefined : outputFailure(name, error));
      }
    }
  }

  return {
    write(line) {
      last = last.then(() => put(line));
      return last;
    },
    gone: gone.signal,
  };
}
