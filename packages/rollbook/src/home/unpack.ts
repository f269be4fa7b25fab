// Zstd → bytes, streamed; a frame that breaks, or what is none, is a typed error behind all that could be unpacked.

import { Readable } from "node:stream";
import { SourceError } from "./error.ts";
import { zlib } from "./zstd.ts";

const CHUNK = 1 << 18;

/** A zstd frame, or one of the frames a reader skips. */
export function isCompressed(start: Uint8Array): boolean {
  if (start.length < 4) return false;
  if (start[0] === 0x28 && start[1] === 0xb5 && start[2] === 0x2f && start[3] === 0xfd) return true;
  return ((start[0] ?? 0) & 0xf0) === 0x50 && start[1] === 0x2a && start[2] === 0x4d && start[3] === 0x18;
}

/** `inspect` sees the first unpacked bytes and may throw. */
export async function* unpack(
  source: string,
  packed: AsyncGenerator<Uint8Array>,
  inspect: (source: string, start: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  // With nothing buffered ahead an error can not overtake bytes that were unpacked before it.
  const stream = zlib().createZstdDecompress({ chunkSize: CHUNK, readableHighWaterMark: 1 } as { chunkSize: number });
  let fed = 0;
  const input = Readable.from(
    copies(packed, (count) => (fed += count)),
    { objectMode: true, highWaterMark: 1 },
  );
  input.on("error", (cause) => stream.destroy(cause));
  let bytes = 0;
  try {
    for await (const chunk of input.pipe(stream) as AsyncIterable<Buffer>) {
      if (bytes === 0) inspect(source, chunk);
      bytes += chunk.length;
      yield chunk;
    }
    // The stream ends without a word at the first byte that begins no frame.
    const end = stream.bytesWritten;
    if (end < fed) {
      throw new SourceError(
        "not_compressed",
        source,
        `${source}: from byte ${end} of the compressed file on it is not zstd; that was not read, only the ${bytes} bytes of content before it.`,
        bytes,
        end,
      );
    }
  } catch (cause) {
    if (cause instanceof SourceError)
      throw cause.bytes === 0 ? cause : new SourceError(cause.problem, source, cause.message, bytes, cause.packed);
    throw new SourceError(
      "broken_compression",
      source,
      `${source}: the compressed data breaks after ${bytes} bytes of content.`,
      bytes,
    );
  } finally {
    input.destroy();
    stream.destroy();
  }
}

/** The reader reuses its chunk, and the stream keeps what it is given. */
async function* copies(chunks: AsyncGenerator<Uint8Array>, note: (count: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    note(chunk.length);
    yield Uint8Array.from(chunk);
  }
}
