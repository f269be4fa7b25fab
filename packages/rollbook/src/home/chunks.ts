// The bytes of one session file, uncompressed, in chunks: from a path (plain or zstd) or from standard input.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { allocateChunk } from "rollbook-core";
import { SourceError, sourceError } from "./error.ts";
import { isCompressed, unpack } from "./unpack.ts";

/** Large enough for few calls, small enough to stay in a processor's own cache while it is searched. */
const CHUNK = 1 << 19;
/** So few bytes are not worth a memory that is searched by vectors, where there is none yet. */
const LITTLE = 1 << 12;
/** Buffers that no file is read into now. Each is a memory of its own for core's searches, so they are used again. */
const idle: Uint8Array[] = [];

/** The path that stands for standard input. */
export const STDIN = "-";

/** The bytes of a plain regular file from an offset on. As `readChunks`; what stands before it was read before. */
export function readRest(path: string, from: number): AsyncGenerator<Uint8Array, void, undefined> {
  return readFile(path, from);
}

/**
 * The bytes of `source`, a path or `-`. A chunk is valid only until the next is asked for. Zstd is recognised by its
 * magic number or by the name's `.zst`, and unpacked on the way, any number of frames. A regular file is read to the
 * size it had when it was opened, so one that grows meanwhile comes to an end. Throws a `SourceError`, also half way.
 */
export async function* readChunks(source: string): AsyncGenerator<Uint8Array, void, undefined> {
  const raw = source === STDIN ? readStdin() : readFile(source);
  const [start, rest] = await peekStart(raw);
  if (source.endsWith(".zst") || isCompressed(start)) yield* unpack(source, rest, refuseBinary);
  else {
    refuseBinary(source, start);
    yield* rest;
  }
}

async function* readFile(path: string, from = 0): AsyncGenerator<Uint8Array, void, undefined> {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    throw sourceError(path, cause);
  }
  let read = from;
  let buffer: Uint8Array | undefined;
  try {
    const stats = fstatSync(file);
    if (stats.isDirectory()) throw new SourceError("directory", path, `${path}: it is a directory.`);
    const size = stats.isFile() ? stats.size : Infinity;
    buffer = idle.pop() ?? (size - read <= LITTLE ? Buffer.alloc(LITTLE) : allocateChunk(CHUNK));
    while (read < size) {
      const count = readSync(file, buffer, 0, Math.min(buffer.length, size - read), from === 0 ? null : read);
      if (count === 0) return;
      read += count;
      yield count === buffer.length ? buffer : buffer.subarray(0, count);
    }
  } catch (cause) {
    throw sourceError(path, cause, read);
  } finally {
    closeSync(file);
    if (buffer !== undefined && buffer.length === CHUNK) idle.push(buffer);
  }
}

async function* readStdin(): AsyncGenerator<Uint8Array, void, undefined> {
  let read = 0;
  try {
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      yield chunk;
      read += chunk.length;
    }
  } catch (cause) {
    throw sourceError("standard input", cause, read);
  }
}

/** The first chunk, and all of them again. */
async function peekStart(chunks: AsyncGenerator<Uint8Array>): Promise<[Uint8Array, AsyncGenerator<Uint8Array>]> {
  const first = await chunks.next();
  if (first.done === true) return [new Uint8Array(0), chunks];
  async function* all(start: Uint8Array): AsyncGenerator<Uint8Array> {
    try {
      yield start;
      yield* chunks;
    } finally {
      await chunks.return(undefined);
    }
  }
  return [first.value, all(first.value)];
}

/** A file with NUL bytes and other control characters at its start, and no object, is no session with damage in it. */
function refuseBinary(source: string, start: Uint8Array): void {
  const head = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, 8192));
  if (!head.includes(0) || head.includes('{"') || head.every((byte) => byte === 0)) return;
  throw new SourceError("binary", source, `${source}: it is a binary file and holds no session.`);
}
