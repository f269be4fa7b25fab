// Many texts in little room: packed a block at a time into a file without a name, which is gone with the process.

import { randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

export interface Spool {
  /** Takes a text without line ends; the answer names it. */
  readonly add: (text: string) => number;
  readonly get: (name: number) => string;
  /** What is added from then on is forgotten, and asking for what was added throws. */
  readonly close: () => void;
}

/** Characters of a block, and so more than texts in one. */
const BLOCK = 1 << 17;
/** Characters of blocks that are kept unpacked: who asks for one text asks for those beside it. */
const UNPACKED = 1 << 21;
const PACKING = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** `directories`: where such a file may be, the first that can be written to; in memory where none can. */
export function createSpool(directories: readonly string[]): Spool {
  const file = openNameless(directories);
  const held: Uint8Array[] = [];
  /** Where each block begins; the last is where the next one will. */
  const starts: number[] = [0];
  const unpacked = new Map<number, readonly string[]>();
  let unpackedSize = 0;
  let open: string[] = [];
  let size = 0;
  // The system gives the number of a closed file to the next one that is opened.
  let closed = false;

  function pack(): void {
    const bytes = zstdCompressSync(Buffer.from(open.join("\n")), PACKING);
    const at = starts.at(-1) ?? 0;
    if (file === null || !writeAll(file, bytes, at)) held[starts.length - 1] = bytes;
    starts.push(at + bytes.length);
    open = [];
    size = 0;
  }

  function bytesOf(block: number): Uint8Array {
    const inMemory = held[block];
    if (inMemory !== undefined || file === null) return inMemory ?? new Uint8Array(0);
    const start = starts[block] ?? 0;
    const bytes = Buffer.allocUnsafe((starts[block + 1] ?? start) - start);
    for (let read = 0; read < bytes.length;) {
      const count = readSync(file, bytes, read, bytes.length - read, start + read);
      if (count === 0) throw new Error("a file of the viewer's own was cut short");
      read += count;
    }
    return bytes;
  }

  function textsOf(block: number): readonly string[] {
    if (block === starts.length - 1) return open;
    const before = unpacked.get(block);
    if (before !== undefined) return before;
    const whole = zstdDecompressSync(bytesOf(block)).toString("utf8");
    const texts = whole.split("\n");
    if (unpackedSize + whole.length > UNPACKED) {
      unpacked.clear();
      unpackedSize = 0;
    }
    unpacked.set(block, texts);
    unpackedSize += whole.length;
    return texts;
  }

  return {
    add(text) {
      if (closed) return 0;
      const name = (starts.length - 1) * BLOCK + open.length;
      open.push(text);
      size += text.length + 1;
      if (size >= BLOCK) pack();
      return name;
    },
    get(name) {
      if (closed) throw new Error("this session was put aside for others; ask again");
      return textsOf(Math.floor(name / BLOCK))[name % BLOCK] ?? "";
    },
    close() {
      if (closed) return;
      closed = true;
      open = [];
      held.length = 0;
      unpacked.clear();
      if (file !== null) closeSync(file);
    },
  };
}

function openNameless(directories: readonly string[]): number | null {
  for (const directory of directories) {
    const path = join(directory, `viewer-${randomUUID()}`);
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const file = openSync(path, "wx+", 0o600);
      unlinkSync(path);
      return file;
    } catch {
      // The next one, then.
    }
  }
  return null;
}

/** False where the disk is full. */
function writeAll(file: number, bytes: Uint8Array, at: number): boolean {
  try {
    for (let written = 0; written < bytes.length;) {
      written += writeSync(file, bytes, written, bytes.length - written, at + written);
    }
    return true;
  } catch {
    return false;
  }
}
