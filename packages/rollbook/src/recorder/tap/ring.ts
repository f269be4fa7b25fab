// A ring of shared memory between two threads: one copies bytes in, the other gives the room back.

const CONSUMED = 0;
const HANDLED = 1;

/** What the other thread needs to know the ring. */
export interface SharedRing {
  readonly bytes: SharedArrayBuffer;
  readonly counters: SharedArrayBuffer;
}

/** The place of a piece. It may go round the end of the ring. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

/** The side that writes. */
export class RingWriter {
  readonly shared: SharedRing;
  readonly #bytes: Uint8Array;
  readonly #counters: Int32Array;
  readonly #notes: number;
  #start = 0;
  #written = 0;
  #noted = 0;

  /** `notes` bounds how many spans may be under way. */
  constructor(size: number, notes: number) {
    this.shared = { bytes: new SharedArrayBuffer(size), counters: new SharedArrayBuffer(8) };
    this.#bytes = new Uint8Array(this.shared.bytes);
    this.#counters = new Int32Array(this.shared.counters);
    this.#notes = notes;
  }

  /** Bytes that wait to be given back. */
  get used(): number {
    return (this.#written - Atomics.load(this.#counters, CONSUMED)) | 0;
  }

  fits(bytes: number): boolean {
    const waiting = (this.#noted - Atomics.load(this.#counters, HANDLED)) | 0;
    return bytes <= this.#bytes.length - this.used && waiting < this.#notes;
  }

  /** Null where there is no room now. */
  put(piece: Uint8Array): Span | null {
    if (!this.fits(piece.length)) return null;
    const size = this.#bytes.length;
    // An empty ring begins anew: as long as the other side keeps up, little of the memory is ever touched.
    const start = this.used === 0 ? 0 : this.#start;
    const first = piece.subarray(0, size - start);
    this.#bytes.set(first, start);
    this.#bytes.set(piece.subarray(first.length), 0);
    this.#start = (start + piece.length) % size;
    this.#written = (this.#written + piece.length) | 0;
    this.#noted = (this.#noted + 1) | 0;
    return { start, length: piece.length };
  }
}

/** The side that reads, span after span in the order they were put. */
export class RingReader {
  readonly #bytes: Buffer;
  readonly #counters: Int32Array;

  constructor(shared: SharedRing) {
    this.#bytes = Buffer.from(shared.bytes);
    this.#counters = new Int32Array(shared.counters);
  }

  /** One or two views of the ring; they hold until the span is given back. */
  views({ start, length }: Span): readonly Buffer[] {
    const end = start + length;
    if (end <= this.#bytes.length) return [this.#bytes.subarray(start, end)];
    return [this.#bytes.subarray(start), this.#bytes.subarray(0, end - this.#bytes.length)];
  }

  giveBack({ length }: Span): void {
    Atomics.add(this.#counters, CONSUMED, length);
    Atomics.add(this.#counters, HANDLED, 1);
  }
}
