// Reads on in a file that another process writes, line by line, as far as it is whole.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const CHUNK = 1 << 18;
/** Longer lines are no events; they are passed over. */
const LONGEST = 1 << 24;

export class Tail {
  #file: number | null = null;
  #offset: number;
  #rest: Buffer[] = [];
  #held = 0;
  #line = 0;
  readonly #path: string;

  /** `from` is where to begin; what is before it is not read, and its lines are not counted. */
  constructor(path: string, from = 0) {
    this.#path = path;
    this.#offset = from;
  }

  /** Gives every whole line that is new, with its number. A file that is not there yet has none. Throws on a read error. */
  read(take: (line: string, number: number) => void): void {
    if (this.#file === null) {
      try {
        this.#file = openSync(this.#path, "r");
      } catch {
        return;
      }
    }
    const size = fstatSync(this.#file).size;
    while (this.#offset < size) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, size - this.#offset));
      const got = readSync(this.#file, chunk, 0, chunk.length, this.#offset);
      if (got === 0) return;
      this.#offset += got;
      this.#take(chunk.subarray(0, got), take);
    }
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #take(chunk: Buffer, take: (line: string, number: number) => void): void {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      this.#line += 1;
      const part = chunk.subarray(from, end);
      const whole = this.#held === 0 ? part : Buffer.concat([...this.#rest, part]);
      if (this.#held + part.length <= LONGEST) take(whole.toString("utf8"), this.#line);
      this.#rest = [];
      this.#held = 0;
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    this.#held += rest.length;
    if (this.#held <= LONGEST) this.#rest.push(rest);
    else this.#rest = [];
  }
}
