// How far whole lines go in what was read of a file: from there it is gone on with when it has grown.

const LF = 10;

export interface WholeLines {
  /** Takes the next bytes. */
  step(chunk: Uint8Array): void;
  /** Bytes to the end of the last whole line, and how many lines these are. */
  told(): { readonly bytes: number; readonly lines: number };
}

/** Goes on from a place where a line ended. */
export function createWholeLines(from: { readonly bytes: number; readonly lines: number }): WholeLines {
  let { bytes, lines } = from;
  let read = from.bytes;
  return {
    step(chunk) {
      for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, at + 1)) {
        lines += 1;
        bytes = read + at + 1;
      }
      read += chunk.length;
    },
    told: () => ({ bytes, lines }),
  };
}
