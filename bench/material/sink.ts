// Writes a file in large blocks, and counts what went into it by kind of record.

import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

const BLOCK = 4 << 20;

export interface Count {
  lines: number;
  bytes: number;
}

/** One file that is being written. Text is UTF-8; `copy` takes bytes as they are. */
export class Sink {
  bytes = 0;
  readonly counts = new Map<string, Count>();
  readonly #file: number;
  readonly #block: Buffer;
  #held = 0;
  #begun = 0;

  constructor(path: string, block: Buffer = Buffer.allocUnsafe(BLOCK)) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, "w");
    this.#block = block;
  }

  text(text: string): void {
    if (this.#held + text.length * 3 > this.#block.length) this.#flush();
    if (text.length * 3 > this.#block.length) {
      const bytes = Buffer.from(text);
      this.copy(bytes, 0, bytes.length);
      return;
    }
    const size = this.#block.write(text, this.#held);
    this.#held += size;
    this.bytes += size;
  }

  copy(from: Buffer, start: number, end: number): void {
    for (let at = start; at < end;) {
      if (this.#held === this.#block.length) this.#flush();
      const size = Math.min(end - at, this.#block.length - this.#held);
      from.copy(this.#block, this.#held, at, at + size);
      this.#held += size;
      at += size;
    }
    this.bytes += end - start;
  }

  /** Ends the line; everything since the last one is a record of this kind. */
  endLine(kind: string): void {
    this.text("\n");
    const count = this.counts.get(kind) ?? { lines: 0, bytes: 0 };
    count.lines += 1;
    count.bytes += this.bytes - this.#begun;
    this.counts.set(kind, count);
    this.#begun = this.bytes;
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    for (let at = 0; at < this.#held;) at += writeSync(this.#file, this.#block, at, this.#held - at);
    this.#held = 0;
  }
}
