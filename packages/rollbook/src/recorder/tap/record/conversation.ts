// One direction of a WebSocket as messages: fragments joined, permessage-deflate removed.

import type { InflateRaw } from "node:zlib";
import { zlib } from "../builtin.ts";
import { FrameError, FrameReader } from "./frames.ts";

export type Opcode = "text" | "binary" | "ping" | "pong" | "close";

const OPCODES: Readonly<Record<number, Opcode>> = { 1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong" };

/** Takes the payload of one message, inflated. */
export interface MessageSink {
  write(bytes: Uint8Array): void;
  end(frames: number): Promise<void>;
}

/** What of permessage-deflate (RFC 7692) the handshake agreed on for a direction; null: nothing. */
export interface Compression {
  /** Each message is compressed for itself. */
  readonly fresh: boolean;
}

export function compressionOf(extensions: string | null, side: "client" | "server"): Compression | null {
  const offer = (extensions ?? "").split(",").find((one) => one.trim().toLowerCase().startsWith("permessage-deflate"));
  if (offer === undefined) return null;
  const words = offer.split(";").map((word) => word.trim().toLowerCase());
  return { fresh: words.includes(`${side}_no_context_takeover`) };
}

interface Open {
  readonly sink: MessageSink;
  readonly inflate: boolean;
  frames: number;
}

/** What every compressed message ends with, left out on the wire. */
const TAIL = Buffer.from([0, 0, 0xff, 0xff]);

export class Conversation {
  readonly #compression: Compression | null;
  readonly #reader: FrameReader;
  readonly #begin: (opcode: Opcode) => MessageSink;
  #inflater: InflateRaw | null = null;
  #wrong: Error | null = null;
  /** Inflating went on as far as it could. */
  #settle: () => void = () => {};
  #message: Open | null = null;
  /** A control frame may stand between the fragments of a message. */
  #control: Open | null = null;
  /** The frame at hand is the last of its message. */
  #fin = false;

  constructor(compression: Compression | null, begin: (opcode: Opcode) => MessageSink) {
    this.#compression = compression;
    this.#reader = new FrameReader(compression !== null);
    this.#begin = begin;
  }

  /** Rejects with a `FrameError` when the bytes cannot be read; then nothing more can be. */
  async push(bytes: Uint8Array): Promise<void> {
    let current: Open | null = this.#control ?? this.#message;
    for (const part of this.#reader.push(bytes)) {
      if (part.kind === "head") {
        current = this.#open(part.opcode, part.compressed);
        this.#fin = part.fin;
        continue;
      }
      if (current === null) throw new FrameError("a payload has no frame");
      if (part.kind === "payload") {
        if (current.inflate) await this.#inflate(part.bytes, current.sink);
        else current.sink.write(part.bytes);
        continue;
      }
      if (!this.#fin) continue;
      if (current.inflate) await this.#inflate(TAIL, current.sink, true);
      if (current === this.#control) this.#control = null;
      else this.#message = null;
      await current.sink.end(current.frames);
      current = this.#message;
    }
  }

  /** Gives back what the inflater holds. */
  close(): void {
    this.#inflater?.close();
    this.#inflater = null;
  }

  #open(opcode: number, compressed: boolean): Open {
    if (opcode === 0) {
      if (this.#message === null) throw new FrameError("a fragment goes on with a message that was not begun");
      this.#message.frames++;
      return this.#message;
    }
    const name = OPCODES[opcode];
    if (name === undefined) throw new FrameError(`there is no opcode ${opcode}`);
    const open = { sink: this.#begin(name), inflate: compressed, frames: 1 };
    if (opcode >= 8) this.#control = open;
    else if (this.#message !== null) throw new FrameError("a message begins within another");
    else this.#message = open;
    return open;
  }

  async #inflate(bytes: Uint8Array, sink: MessageSink, last = false): Promise<void> {
    this.#inflater ??= this.#createInflater();
    const inflater = this.#inflater;
    const take = (piece: Uint8Array): void => sink.write(piece);
    inflater.on("data", take);
    await new Promise<void>((done) => {
      this.#settle = done;
      inflater.write(Buffer.from(bytes));
      inflater.flush(zlib().constants.Z_SYNC_FLUSH, () => done());
    });
    inflater.off("data", take);
    if (this.#wrong !== null) throw new FrameError(`a compressed message cannot be inflated: ${this.#wrong.message}`);
    if (last && this.#compression?.fresh === true) inflater.reset();
  }

  #createInflater(): InflateRaw {
    const flush = zlib().constants.Z_SYNC_FLUSH;
    const made = zlib().createInflateRaw({ flush, finishFlush: flush });
    made.on("error", (error) => {
      this.#wrong ??= error;
      this.#settle();
    });
    return made;
  }
}
