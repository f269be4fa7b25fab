// Keeps a stream of bytes without its secrets: a short one in memory, a long one in a file.

import { createHash, randomUUID } from "node:crypto";
import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { SecretFilter, type Secrets } from "../../secrets/index.ts";

/** What is longer goes to a file. */
const INLINE = 64 * 1024;

export interface Kept {
  readonly hidden: number;
  /** The bytes, or the file they are in. */
  readonly bytes: Buffer | null;
  readonly path: string | null;
}

/** One body. After a failed write it takes no more, and `end` throws what failed. */
export class Keeper {
  readonly #spool: string;
  readonly #filter: SecretFilter;
  #pieces: Buffer[] = [];
  #length = 0;
  #file: number | null = null;
  #path: string | null = null;
  #failed: unknown = null;

  constructor(spool: string, secrets: Secrets) {
    this.#spool = spool;
    this.#filter = new SecretFilter(secrets);
  }

  write(bytes: Uint8Array): void {
    this.#take(this.#filter.push(bytes));
  }

  end(): Kept {
    this.#take(this.#filter.end());
    this.#close();
    if (this.#failed !== null) {
      this.discard();
      throw this.#failed;
    }
    const { hidden } = this.#filter;
    if (this.#path !== null) return { hidden, bytes: null, path: this.#path };
    return { hidden, bytes: Buffer.concat(this.#pieces), path: null };
  }

  /** Nothing of it is wanted. */
  discard(): void {
    this.#close();
    this.#pieces = [];
    if (this.#path !== null) rmSync(this.#path, { force: true });
  }

  #take(pieces: readonly Uint8Array[]): void {
    if (this.#failed !== null) return;
    try {
      for (const piece of pieces) this.#put(piece);
    } catch (error) {
      this.#failed = error;
    }
  }

  #put(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#file === null && this.#length <= INLINE) {
      this.#pieces.push(Buffer.from(piece));
      return;
    }
    if (this.#file === null) {
      const path = join(this.#spool, `${randomUUID()}.part`);
      this.#file = openSync(path, "wx", 0o600);
      this.#path = path;
      for (const earlier of this.#pieces) writeWhole(this.#file, earlier);
      this.#pieces = [];
    }
    writeWhole(this.#file, piece);
  }

  #close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

/** Of a file whose content is not what was hashed as it came. */
export function hashFile(path: string): string {
  const hash = createHash("sha256");
  const file = openSync(path, "r");
  try {
    const piece = Buffer.alloc(INLINE);
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) hash.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}
