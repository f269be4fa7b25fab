// Hides secrets in bytes that come in pieces: a secret cut by the end of a piece is found all the same.

import { HIDDEN, type Secrets } from "./secrets.ts";

const MARK = Buffer.from(HIDDEN);

/** One stream of bytes. What goes in comes out, a little later, without the secrets known when it passes. */
export class SecretFilter {
  readonly #secrets: Secrets;
  #held: Buffer = Buffer.alloc(0);
  #hidden = 0;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  /** How many values were replaced so far. */
  get hidden(): number {
    return this.#hidden;
  }

  /** The pieces that may be written now. They may share memory with `bytes`. */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    return this.#pass(bytes, false);
  }

  /** What was held back, at the end of the stream. */
  end(): readonly Uint8Array[] {
    return this.#pass(new Uint8Array(0), true);
  }

  #pass(bytes: Uint8Array, last: boolean): readonly Uint8Array[] {
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { longest } = this.#secrets.needles;
    const held = this.#held.length;
    if (held === 0) return this.#hide(all, last);
    if (all.length < 2 * longest) return this.#hide(Buffer.concat([this.#held, all]), last);
    // Only the seam is copied. What begins in the bytes held ends in it, and the rest goes on where that ended.
    const seam = Buffer.concat([this.#held, all.subarray(0, longest - 1)]);
    const first = this.#replace(seam, held);
    return [...first.out, ...this.#hide(all.subarray(first.end - held), last)];
  }

  /** Passes what is sure, and holds the rest: what begins there may be the beginning of something longer. */
  #hide(all: Buffer, last: boolean): readonly Uint8Array[] {
    const sure = last ? all.length : Math.max(0, all.length - (this.#secrets.needles.longest - 1));
    const { out, end } = this.#replace(all, sure);
    // A copy: the caller's bytes are its own again when this returns.
    this.#held = Buffer.from(all.subarray(end));
    return out;
  }

  /** The bytes before `limit` without what begins there; `end` is where that ends. */
  #replace(all: Buffer, limit: number): { readonly out: readonly Uint8Array[]; readonly end: number } {
    const out: Uint8Array[] = [];
    let at = 0;
    for (const { start, end } of this.#secrets.needles.find(all)) {
      if (start >= limit) break;
      if (start > at) out.push(all.subarray(at, start));
      out.push(MARK);
      this.#hidden++;
      at = end;
    }
    if (limit > at) out.push(all.subarray(at, limit));
    return { out, end: Math.max(at, limit) };
  }
}
