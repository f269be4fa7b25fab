// Bytes in chunks of any size → physical lines with their offset and number. Knows newlines, nothing else.

/**
 * What a framer tells. `bytes` is only valid during the call: it may be the caller's chunk.
 * A line ends at LF; a CR before it (or before the end of the file) belongs to the terminator.
 */
export interface LineSink {
  /** A whole line: `bytes[from, to)`. `ended` is false when the file stops without a newline. */
  line(bytes: Uint8Array, from: number, to: number, offset: number, number: number, ended: boolean): void;
  /** A line longer than the limit begins; its bytes follow in `part`, then `close`. */
  open(offset: number, number: number): void;
  part(bytes: Uint8Array, from: number, to: number): void;
  close(ended: boolean): void;
}

export interface Framer {
  /** Takes the next bytes of the file; the chunk is free for reuse afterwards. */
  push(chunk: Uint8Array): void;
  /** The file is over. Answers its size in bytes and in physical lines. */
  end(): { bytes: number; lines: number };
}

const LF = 10;
const CR = 13;
const ONE_CR = Uint8Array.of(CR);

/** `limit`: a line of more bytes than this is given in parts and never held whole. */
export function createFramer(limit: number, sink: LineSink, allocate = (size: number) => new Uint8Array(size)): Framer {
  let carry = new Uint8Array(0);
  let held = 0;
  let offset = 0; // of the line that is being read
  let number = 1;
  let consumed = 0; // bytes of the file before the current chunk
  let parts = false; // the current line is over the limit
  let cr = false; // a CR at the end of a part, kept back: it may belong to the terminator

  function keep(chunk: Uint8Array, from: number, to: number): void {
    const size = held + to - from;
    if (size > carry.length) {
      const grown = allocate(Math.min(limit, Math.max(size, carry.length * 2, 65536)));
      grown.set(carry.subarray(0, held));
      carry = grown;
    }
    carry.set(chunk.subarray(from, to), held);
    held = size;
  }

  function give(chunk: Uint8Array, from: number, to: number): void {
    if (from === to) return;
    if (cr) sink.part(ONE_CR, 0, 1);
    cr = chunk[to - 1] === CR;
    if (cr) to--;
    if (from < to) sink.part(chunk, from, to);
  }

  function begin(): void {
    parts = true;
    sink.open(offset, number);
    give(carry, 0, held);
    held = 0;
  }

  function line(bytes: Uint8Array, from: number, to: number, ended: boolean): void {
    if (to > from && bytes[to - 1] === CR) to--;
    sink.line(bytes, from, to, offset, number, ended);
  }

  /** The rest of a line that began in an earlier chunk, or the start of one that ends in a later chunk. */
  function extend(chunk: Uint8Array, from: number, to: number): void {
    if (!parts && held + to - from > limit) begin();
    if (parts) give(chunk, from, to);
    else keep(chunk, from, to);
  }

  function finish(ended: boolean): void {
    if (parts) sink.close(ended);
    else line(carry, 0, held, ended);
    parts = false;
    cr = false;
    held = 0;
  }

  return {
    push(chunk) {
      const size = chunk.length;
      let from = 0;
      if (held > 0 || parts) {
        const end = chunk.indexOf(LF);
        extend(chunk, 0, end === -1 ? size : end);
        if (end === -1) {
          consumed += size;
          return;
        }
        finish(true);
        from = end + 1;
        offset = consumed + from;
        number++;
      }
      for (let end = chunk.indexOf(LF, from); end !== -1; end = chunk.indexOf(LF, from)) {
        if (end - from > limit) {
          extend(chunk, from, end);
          finish(true);
        } else line(chunk, from, end, true);
        from = end + 1;
        offset = consumed + from;
        number++;
      }
      if (from < size) extend(chunk, from, size);
      consumed += size;
    },
    end() {
      const open = held > 0 || parts;
      if (open) finish(false);
      return { bytes: consumed, lines: open ? number : number - 1 };
    },
  };
}
