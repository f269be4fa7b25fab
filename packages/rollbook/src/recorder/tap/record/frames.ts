// Reads WebSocket frames (RFC 6455) out of bytes that come in any pieces.

export type FramePart =
  | {
      readonly kind: "head";
      readonly opcode: number;
      readonly fin: boolean;
      /** The payload is compressed, where permessage-deflate was agreed on. */
      readonly compressed: boolean;
      readonly length: number;
    }
  /** Unmasked; as many of them as the payload came in. */
  | { readonly kind: "payload"; readonly bytes: Uint8Array }
  | { readonly kind: "end" };

/** The bytes are no frames of WebSocket, or there were extensions that nobody agreed on. */
export class FrameError extends Error {
  override readonly name = "FrameError";
}

const LONGEST_HEAD = 14;

/** One direction of a connection. What is pushed comes out as the same parts, however it was cut. */
export class FrameReader {
  readonly #compression: boolean;
  readonly #head = Buffer.alloc(LONGEST_HEAD);
  #filled = 0;
  /** Payload that is still to come; null within a head. */
  #left: number | null = null;
  #mask: Buffer | null = null;
  #masked = 0;
  #offset = 0;
  #broken = false;

  constructor(compression: boolean) {
    this.#compression = compression;
  }

  /** Throws a `FrameError`, after which nothing more can be read. */
  *push(bytes: Uint8Array): Generator<FramePart> {
    let at = 0;
    while (at < bytes.length || this.#left === 0) {
      if (this.#broken) return;
      if (this.#left === null) {
        at += this.#fillHead(bytes.subarray(at));
        const head = this.#readHead();
        if (head === null) continue;
        yield head;
        continue;
      }
      if (this.#left > 0) {
        const piece = bytes.subarray(at, at + this.#left);
        at += piece.length;
        this.#left -= piece.length;
        this.#offset += piece.length;
        yield { kind: "payload", bytes: this.#unmask(piece) };
      }
      if (this.#left > 0) continue;
      this.#left = null;
      yield { kind: "end" };
    }
  }

  #fillHead(bytes: Uint8Array): number {
    const taken = bytes.subarray(0, this.#headLength() - this.#filled);
    this.#head.set(taken, this.#filled);
    this.#filled += taken.length;
    this.#offset += taken.length;
    return taken.length;
  }

  /** As far as it is known by what is there. */
  #headLength(): number {
    if (this.#filled < 2) return 2;
    const second = this.#head[1] ?? 0;
    const size = second & 0x7f;
    return 2 + (size === 126 ? 2 : size === 127 ? 8 : 0) + ((second & 0x80) > 0 ? 4 : 0);
  }

  #readHead(): FramePart | null {
    if (this.#filled < 2 || this.#filled < this.#headLength()) return null;
    const [first = 0, second = 0] = this.#head;
    const [opcode, fin, compressed] = [first & 0x0f, (first & 0x80) > 0, (first & 0x40) > 0];
    const size = second & 0x7f;
    const extended = size === 126 || size === 127;
    const length = size === 126 ? this.#head.readUInt16BE(2) : size === 127 ? this.#longLength() : size;
    if ((first & 0x30) > 0) this.#fail("a reserved bit is set");
    if ((opcode > 2 && opcode < 8) || opcode > 10) this.#fail(`there is no opcode ${opcode}`);
    if (opcode >= 8 && (!fin || extended)) this.#fail("a control frame is long or in fragments");
    if (compressed && (!this.#compression || opcode === 0 || opcode >= 8))
      this.#fail("it is compressed and may not be");
    const masked = (second & 0x80) > 0;
    this.#mask = masked ? Buffer.from(this.#head.subarray(this.#filled - 4, this.#filled)) : null;
    this.#masked = 0;
    this.#filled = 0;
    this.#left = length;
    return { kind: "head", opcode, fin, compressed, length };
  }

  #longLength(): number {
    const length = this.#head.readBigUInt64BE(2);
    if (length > BigInt(Number.MAX_SAFE_INTEGER)) this.#fail("it is longer than anything");
    return Number(length);
  }

  #unmask(piece: Uint8Array): Uint8Array {
    const mask = this.#mask;
    if (mask === null) return piece;
    const plain = Buffer.from(piece);
    for (let at = 0; at < plain.length; at++) plain[at] = (plain[at] ?? 0) ^ (mask[(this.#masked + at) & 3] ?? 0);
    this.#masked = (this.#masked + plain.length) & 3;
    return plain;
  }

  #fail(why: string): never {
    this.#broken = true;
    throw new FrameError(`the frame that begins before byte ${this.#offset} cannot be read: ${why}`);
  }
}
