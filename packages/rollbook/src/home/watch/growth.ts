// One session file that grows: what is new in it since it was last read, as long as what was read is still there.

import { closeSync, fstatSync, openSync, readSync, type BigIntStats } from "node:fs";
import { allocateChunk } from "rollbook-core";
import { readChunks } from "../chunks.ts";
import { type SourceError, sourceError } from "../error.ts";
import { isCompressed } from "../unpack.ts";

/**
 * - `read`: all there was by now has been given
 * - `replaced`: the file no longer begins with what was given: it is shorter, or was written anew. Nothing more can be
 *   given; who wants the file as it is now begins with a new `Growth`
 * - `unread`: it could not be read, or not further; gone counts as such. It may be asked for again
 */
export type GrowthEnd =
  | { readonly kind: "read" }
  | { readonly kind: "replaced"; readonly shorter: boolean }
  | { readonly kind: "unread"; readonly problem: SourceError };

export interface Growth {
  /** Bytes given so far, of the uncompressed file. */
  readonly bytes: () => number;
  /**
   * The bytes behind those given before, `most` of them at most; a chunk is valid until the next is asked for. The path
   * may be another one each time: a file that was moved, compressed or unpacked is gone on with.
   */
  readonly read: (path: string, most?: number) => AsyncGenerator<Uint8Array, GrowthEnd, undefined>;
}

/** So many bytes at the start and before the end of what was given are remembered, to know it again. */
const KNOWN = 512;
const CHUNK = 1 << 18;
/** Buffers that no file is read into now. */
const idle: Uint8Array[] = [];

export function openGrowth(): Growth {
  let bytes = 0;
  let head: Uint8Array = new Uint8Array(0);
  let tail: Uint8Array = new Uint8Array(0);
  /** The packed file as it was when all of it had been given. */
  let done = "";

  function take(chunk: Uint8Array): Uint8Array {
    bytes += chunk.length;
    if (head.length < KNOWN) head = joined(head, chunk.subarray(0, KNOWN - head.length));
    tail = joined(tail, chunk.subarray(-KNOWN)).slice(-KNOWN);
    return chunk;
  }

  async function* readPlain(file: number, size: number, most: number): AsyncGenerator<Uint8Array, GrowthEnd> {
    if (size < bytes) return { kind: "replaced", shorter: true };
    if (!isAt(file, 0, head) || !isAt(file, bytes - tail.length, tail)) return { kind: "replaced", shorter: false };
    const end = Math.min(size, bytes + most);
    if (bytes === end) return { kind: "read" };
    const buffer = idle.pop() ?? allocateChunk(CHUNK);
    try {
      while (bytes < end) {
        const count = readSync(file, buffer, 0, Math.min(buffer.length, end - bytes), bytes);
        if (count === 0) break;
        yield take(buffer.subarray(0, count));
      }
    } finally {
      idle.push(buffer);
    }
    return { kind: "read" };
  }

  /** From its start: what was given is unpacked, compared and passed over. */
  async function* readPacked(path: string, state: string, most: number): AsyncGenerator<Uint8Array, GrowthEnd> {
    if (state === done) return { kind: "read" };
    const end = bytes + most;
    const before = bytes;
    let at = 0;
    let start: Uint8Array = new Uint8Array(0);
    let close: Uint8Array = new Uint8Array(0);
    for await (const chunk of readChunks(path)) {
      const old = chunk.subarray(0, Math.max(0, before - at));
      if (start.length < head.length) start = joined(start, old.subarray(0, head.length - start.length));
      close = joined(close, old.subarray(-KNOWN)).slice(-KNOWN);
      at += chunk.length;
      if (at < before) continue;
      if (old.length > 0 && !(isSame(start, head) && isSame(close.slice(-tail.length), tail))) {
        return { kind: "replaced", shorter: false };
      }
      const fresh = chunk.subarray(old.length, old.length + end - bytes);
      if (fresh.length > 0) yield take(fresh);
      if (bytes === end) return { kind: "read" };
    }
    if (at < before) return { kind: "replaced", shorter: true };
    done = state;
    return { kind: "read" };
  }

  return {
    bytes: () => bytes,
    async *read(path, most = Number.POSITIVE_INFINITY) {
      let file: number | null = null;
      try {
        file = openSync(path, "r");
        const stats = fstatSync(file, { bigint: true });
        if (!stats.isFile() || path.endsWith(".zst") || isCompressed(startOf(file))) {
          return yield* readPacked(path, stateOf(path, stats), most);
        }
        // Whether it is a session at all is looked at once.
        if (bytes === 0 && most > 0) for await (const _ of readChunks(path)) break;
        return yield* readPlain(file, Number(stats.size), most);
      } catch (cause) {
        return { kind: "unread", problem: sourceError(path, cause, bytes) };
      } finally {
        if (file !== null) closeSync(file);
      }
    },
  };
}

function stateOf(path: string, { dev, ino, size, mtimeNs }: BigIntStats): string {
  return [path, dev, ino, size, mtimeNs].join("\n");
}

function startOf(file: number): Uint8Array {
  const start = Buffer.alloc(4);
  return start.subarray(0, readSync(file, start, 0, 4, 0));
}

function isAt(file: number, position: number, known: Uint8Array): boolean {
  if (known.length === 0) return true;
  const found = Buffer.allocUnsafe(known.length);
  return readSync(file, found, 0, found.length, position) === known.length && isSame(found, known);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
