// Many texts in little room: packed a block at a time into a file without a name, which is gone with the process.

import { randomUUID } from "node:crypto";
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { makeIn } from "./room.ts";

export interface Spool {
  /** Takes a text without line ends; the answer names it. */
  readonly add: (text: string) => number;
  /** Its bytes, UTF-8: good until the next text is added. */
  readonly get: (name: number) => Buffer;
  /** What is added from then on is forgotten, and asking for what was added throws. */
  readonly close: () => void;
}

/** A block is packed when it has so many bytes: each text in it begins before them. */
const BLOCK = 1 << 15;
/** Of a block that is begun. */
const SMALLEST = 1 << 13;
/** One text may be of many megabytes: so much room is kept for the next. */
const LARGEST = 1 << 18;
/** Bytes of blocks that are kept unpacked: who asks for one text asks for those beside it. */
const UNPACKED = 1 << 17;
const LF = 10;
const PACKING = { chunkSize: 2 * BLOCK, info: true, params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** `directories`: where such a file may be, the first that can be written to; in memory where none can. */
export function createSpool(directories: readonly string[]): Spool {
  /** Undefined until something is packed: whoever opens a session waits for no file. */
  let file: number | null | undefined;
  const held: Uint8Array[] = [];
  /** Where each block begins; the last is where the next one will. */
  const starts: number[] = [0];
  /** Bytes of each before it was packed. */
  const sizes: number[] = [];
  const unpacked = new Map<number, Buffer>();
  let unpackedSize = 0;
  /** Room for one that is being unpacked. */
  let packed = Buffer.allocUnsafeSlow(0);
  /** The block that is being filled, as far as `size`. */
  let open = Buffer.allocUnsafeSlow(0);
  let size = 0;
  // The system gives the number of a closed file to the next one that is opened.
  let closed = false;

  function pack(): void {
    const bytes = alone(zstdCompressSync(open.subarray(0, size), { ...PACKING, pledgedSrcSize: size }));
    const at = starts.at(-1) ?? 0;
    if (file === undefined) file = makeIn(directories, openNameless);
    if (file === null || !writeAll(file, bytes, at)) held[starts.length - 1] = new Uint8Array(bytes);
    starts.push(at + bytes.length);
    sizes.push(size);
    size = 0;
    if (open.length > LARGEST) open = Buffer.allocUnsafeSlow(2 * BLOCK);
  }

  /** Room for a text and its end. */
  function makeRoom(text: string): void {
    // A unit of UTF-16 takes three bytes at most.
    if (open.length - size > 3 * text.length) return;
    const needed = size + Buffer.byteLength(text) + 1;
    if (needed <= open.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * open.length, SMALLEST));
    open.copy(larger, 0, 0, size);
    open = larger;
  }

  function bytesOf(block: number): Uint8Array {
    const inMemory = held[block];
    if (inMemory !== undefined || file === null || file === undefined) return inMemory ?? new Uint8Array(0);
    const start = starts[block] ?? 0;
    const length = (starts[block + 1] ?? start) - start;
    if (packed.length < length) packed = Buffer.allocUnsafeSlow(2 * length);
    const bytes = packed.subarray(0, length);
    for (let read = 0; read < bytes.length;) {
      const count = readSync(file, bytes, read, bytes.length - read, start + read);
      if (count === 0) throw new Error("a file of the viewer's own was cut short");
      read += count;
    }
    return bytes;
  }

  function unpack(block: number): Buffer {
    const before = unpacked.get(block);
    if (before !== undefined) return before;
    const whole = alone(zstdDecompressSync(bytesOf(block), { chunkSize: (sizes[block] ?? 0) + 1, info: true }));
    for (const [oldest, { length }] of unpacked) {
      if (unpackedSize + whole.length <= UNPACKED) break;
      unpacked.delete(oldest);
      unpackedSize -= length;
    }
    unpacked.set(block, whole);
    unpackedSize += whole.length;
    return whole;
  }

  return {
    add(text) {
      if (closed) return 0;
      const name = (starts.length - 1) * BLOCK + size;
      makeRoom(text);
      size += open.write(text, size);
      open[size] = LF;
      size += 1;
      if (size >= BLOCK) pack();
      return name;
    },
    get(name) {
      if (closed) throw new Error("this session was put aside for others; ask again");
      const number = Math.floor(name / BLOCK);
      const block = number === starts.length - 1 ? open.subarray(0, size) : unpack(number);
      const start = name % BLOCK;
      return block.subarray(start, block.indexOf(LF, start));
    },
    close() {
      if (closed) return;
      closed = true;
      open = Buffer.allocUnsafeSlow(0);
      packed = Buffer.allocUnsafeSlow(0);
      size = 0;
      held.length = 0;
      unpacked.clear();
      if (file !== null && file !== undefined) closeSync(file);
    },
  };
}

/**
 * What was packed or unpacked, and nothing else: V8 keeps what did it until it looks at all memory there is, and with it,
 * unless it is told to let go, the room for what came out.
 */
function alone(given: unknown): Buffer {
  const { buffer, engine } = given as { readonly buffer: Buffer; readonly engine: Record<string, unknown> };
  engine["_outBuffer"] = null;
  return buffer;
}

function openNameless(directory: string): number {
  const path = join(directory, `viewer-${randomUUID()}`);
  const file = openSync(path, "wx+", 0o600);
  unlinkSync(path);
  return file;
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
