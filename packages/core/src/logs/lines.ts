// Bytes in chunks of any size → lines, of which no more is ever held than the start.

/** Bytes that are kept of a line; the rest is counted. */
export const KEPT = 1 << 18;

export interface Lines {
  /** Takes the next bytes; the chunk is free for reuse afterwards. */
  readonly push: (chunk: Uint8Array) => void;
  readonly end: () => void;
}

/**
 * `take` gets `bytes[from, to)`, at most the first `KEPT` of a line without its terminator, where it begins, and its
 * whole length. The bytes are only valid during the call.
 */
export type TakeLine = (bytes: Uint8Array, from: number, to: number, offset: number, length: number) => void;

const LF = 10;
const CR = 13;

/** `start` is where the first of the bytes stands in its file. */
export function createLines(start: number, take: TakeLine): Lines {
  let carry = new Uint8Array(0);
  let held = 0;
  let length = 0; // of the line so far, kept or not
  let last = 0; // its last byte
  let offset = start;

  function extend(bytes: Uint8Array, from: number, to: number): void {
    const room = Math.min(to - from, KEPT - held);
    if (held + room > carry.length) {
      const grown = new Uint8Array(Math.min(KEPT, Math.max(held + room, 2 * carry.length, 4096)));
      grown.set(carry.subarray(0, held));
      carry = grown;
    }
    carry.set(bytes.subarray(from, from + room), held);
    held += room;
    length += to - from;
    last = bytes[to - 1] ?? last;
  }

  function close(terminated: number): void {
    const cr = last === CR ? 1 : 0;
    const whole = length - cr;
    take(carry, 0, Math.min(held, whole), offset, whole);
    offset += length + terminated;
    held = 0;
    length = 0;
    last = 0;
  }

  return {
    push(chunk) {
      let from = 0;
      for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
        if (length > 0) {
          if (end > from) extend(chunk, from, end);
          close(1);
        } else {
          const to = end > from && chunk[end - 1] === CR ? end - 1 : end;
          take(chunk, from, Math.min(to, from + KEPT), offset, to - from);
          offset += end - from + 1;
        }
        from = end + 1;
      }
      if (from < chunk.length) extend(chunk, from, chunk.length);
    },
    end() {
      if (length > 0) close(0);
    },
  };
}
