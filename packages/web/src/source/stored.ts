// A dropped file as bytes that can be read again: unpacked where it is compressed, whatever it is called.

import { Decompress } from "fzstd";

export interface Stored {
  readonly name: string;
  /** Bytes of the file as it was dropped, and when it was last written to, in Unix milliseconds. */
  readonly size: number;
  readonly mtime_ms: number;
  readonly packed: boolean;
  /** From the first byte on. Throws where it cannot be read, or not to its end. */
  readonly chunks: () => AsyncGenerator<Uint8Array, void, undefined>;
  /** What has been read of it by now, to look at parts of. */
  readonly bytes: () => Blob;
}

const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/** `name` is what it is called here. */
export async function storeFile(file: File, name: string): Promise<Stored> {
  const { size, lastModified: mtime_ms } = file;
  const packed = await isPacked(file);
  let unpacked = new Blob([]);
  return {
    ...{ name, size, mtime_ms, packed },
    async *chunks() {
      if (!packed) {
        yield* streamed(file);
        return;
      }
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      try {
        for await (const chunk of unpackedOf(file)) {
          pieces.push(chunk.slice());
          yield chunk;
        }
      } finally {
        // Who stopped early has seen less than whoever came before.
        const read = new Blob(pieces);
        if (read.size > unpacked.size) unpacked = read;
      }
    },
    bytes: () => (packed ? unpacked : file),
  };
}

async function isPacked(file: File): Promise<boolean> {
  try {
    const head = new Uint8Array(await file.slice(0, ZSTD.length).arrayBuffer());
    return ZSTD.every((byte, at) => head[at] === byte);
  } catch {
    // Whoever reads it is told why it cannot be read.
    return false;
  }
}

async function* streamed(file: Blob): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = file.stream().getReader();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
  } finally {
    await reader.cancel();
  }
}

async function* unpackedOf(file: Blob): AsyncGenerator<Uint8Array, void, undefined> {
  let ready: Uint8Array[] = [];
  const unpack = new Decompress((chunk) => ready.push(chunk));
  for await (const chunk of streamed(file)) {
    unpack.push(chunk);
    yield* ready;
    ready = [];
  }
  unpack.push(new Uint8Array(0), true);
  yield* ready;
}
