// A string whose bytes come in pieces: held while it is short, by both ends when it is long.

import { CUT_FROM, cutString, headOf, tailOf } from "./cut.ts";
import { CUT_HEAD, CUT_TAIL, CutText } from "./json.ts";
import { decodeText, isIllFormed, unescapeText } from "./text.ts";

/** Raw bytes that are held of a string that may be cut or is a key; of a longer one only the ends are. */
export const KEEP = 256 * 1024;
const HEAD_BYTES = 6 * (CUT_HEAD + 2);
/** Raw bytes that are held of the end of a long string. */
const END = 4 * CUT_TAIL;

export class KeptString {
  /** A string that came out of here holds bytes that are no UTF-8. */
  replaced = false;
  #limit = KEEP;
  #cut = false;
  #length = 0;
  #start = new Uint8Array(256);
  #held = 0;
  /** The last bytes once there are more than the limit: up to twice as many as are needed, to move them down seldom. */
  #end = new Uint8Array(0);
  #ended = 0;

  /** Begins another string. `cut`: it comes as a `CutText` if it has more than `CUT_FROM` bytes. */
  open(cut: boolean, isKey: boolean): void {
    this.#cut = cut && !isKey;
    this.#limit = cut || isKey ? KEEP : Infinity;
    this.#length = 0;
    this.#held = 0;
    this.#ended = 0;
  }

  add(bytes: Uint8Array, from: number, to: number): void {
    const end = Math.min(to, from + Math.max(0, this.#limit - this.#held));
    this.#length += to - from;
    if (end > from) {
      const size = this.#held + end - from;
      if (size > this.#start.length) {
        const grown = new Uint8Array(Math.max(size, this.#start.length * 2));
        grown.set(this.#start.subarray(0, this.#held));
        this.#start = grown;
      }
      this.#start.set(bytes.subarray(from, end), this.#held);
      this.#held = size;
    }
    if (end < to) this.#addEnd(bytes, Math.max(end, from, to - END), to);
  }

  #addEnd(bytes: Uint8Array, from: number, to: number): void {
    if (this.#end.length === 0) this.#end = new Uint8Array(2 * END);
    const end = this.#end;
    if (this.#ended === 0) {
      end.set(this.#start.subarray(this.#held - END, this.#held));
      this.#ended = END;
    }
    if (this.#ended + to - from > end.length) {
      end.copyWithin(0, this.#ended - END, this.#ended);
      this.#ended = END;
    }
    if (to - from === 1) end[this.#ended] = bytes[from] ?? 0;
    else end.set(bytes.subarray(from, to), this.#ended);
    this.#ended += to - from;
  }

  /**
   * The string, of which `bytes[from, to)` are the last bytes. Null for one that is to be cut and whose ends hold an
   * escape JSON does not know. The way a string comes out does not hang on how it was cut into pieces.
   */
  close(bytes: Uint8Array, from: number, to: number): string | CutText | null {
    if (this.#length === 0 && to - from <= KEEP) return this.#whole(bytes, from, to);
    this.add(bytes, from, to);
    if (this.#ended === 0) return this.#whole(this.#start, 0, this.#held);
    const head = this.#lenient((lenient) => headOf(this.#start, 0, HEAD_BYTES, lenient)) ?? "";
    // A key of this length is no key Codex wrote; its start is enough to tell it from others.
    if (!this.#cut) return head;
    const last = this.#ended;
    const tail = this.#lenient((lenient) => tailOf(this.#end, last - END, last, lenient)) ?? "";
    return new CutText(head, "", tail, this.#length);
  }

  #whole(bytes: Uint8Array, from: number, to: number): string | CutText | null {
    if (this.#cut && to - from > CUT_FROM) return this.#lenient((lenient) => cutString(bytes, from, to, lenient));
    const text = decodeText(bytes, from, to);
    if (isIllFormed(text, bytes, from, to)) this.replaced = true;
    return unescapeText(text) ?? text;
  }

  #lenient<T>(read: (lenient: boolean) => T | null): T | null {
    const strict = read(false);
    if (strict !== null) return strict;
    this.replaced = true;
    return read(true);
  }
}
