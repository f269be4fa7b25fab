// Hides secrets in bytes that come in pieces: a secret cut by the end of a piece is found all the same.

import { HIDDEN, type Secrets } from "./secrets.ts";

const MARK = Buffer.from(HIDDEN);

/** One stream of bytes. What goes in comes out, a little later, without the secrets known when it passes. */
export class SecretFilter {
  readonly #secrets: Secrets;
  #forms: readonly string[] = [];
  #needles: readonly Buffer[] = [];
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
    if (this.#forms !== this.#secrets.forms) {
      this.#forms = this.#secrets.forms;
      this.#needles = this.#forms.map((form) => Buffer.from(form));
    }
    const all =
      this.#held.length > 0
        ? Buffer.concat([this.#held, bytes])
        : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // What begins later may be the beginning of something longer.
    const sure = last ? all.length : Math.max(0, all.length - ((this.#needles[0]?.length ?? 1) - 1));
    const out: Uint8Array[] = [];
    let at = 0;
    for (const { start, end } of this.#find(all)) {
      if (start >= sure) break;
      if (start > at) out.push(all.subarray(at, start));
      out.push(MARK);
      this.#hidden++;
      at = end;
    }
    const kept = Math.max(at, sure);
    if (kept > at) out.push(all.subarray(at, kept));
    // A copy: the caller's bytes are its own again when this returns.
    this.#held = Buffer.from(all.subarray(kept));
    return out;
  }

  /** Where secrets stand, in order and without overlaps; of two that begin together the longer. */
  #find(bytes: Buffer): readonly { readonly start: number; readonly end: number }[] {
    const found: { start: number; end: number }[] = [];
    for (const needle of this.#needles) {
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + needle.length)) {
        const end = at + needle.length;
        if (!found.some((other) => at < other.end && other.start < end)) found.push({ start: at, end });
      }
    }
    return found.toSorted((a, b) => a.start - b.start);
  }
}
