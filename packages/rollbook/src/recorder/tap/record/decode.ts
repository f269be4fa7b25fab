// Removes content-encodings from a body that comes in pieces. What is cut off gives what there was of it.

import type { Transform } from "node:stream";
import { zlib } from "../builtin.ts";

const flushed = () => ({ finishFlush: zlib().constants.Z_SYNC_FLUSH });

const DECODERS: Readonly<Record<string, (first: number) => Transform>> = {
  gzip: () => zlib().createGunzip(flushed()),
  "x-gzip": () => zlib().createGunzip(flushed()),
  // By the book it has a zlib header; some servers send it without.
  deflate: (first) => ((first & 0x0f) === 8 ? zlib().createInflate(flushed()) : zlib().createInflateRaw(flushed())),
  br: () => zlib().createBrotliDecompress({ finishFlush: zlib().constants.BROTLI_OPERATION_FLUSH }),
  zstd: () => zlib().createZstdDecompress({ finishFlush: zlib().constants.ZSTD_e_flush }),
};

/** The encodings of a header's value that are to be removed, the last one put on first; null: one is not known. */
function chainOf(encoding: string): readonly ((first: number) => Transform)[] | null {
  const names = encoding
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  const chain = names.toReversed().map((name) => DECODERS[name]);
  return chain.every((one) => one !== undefined) ? chain : null;
}

export interface Decoder {
  /** Resolves when the bytes are used and may be overwritten. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves with what was wrong with the encoded bytes, or null. */
  end(): Promise<string | null>;
}

/** A decoder for a content-encoding that gives what it decodes to `take`; null for one that changes nothing. */
export function createDecoder(encoding: string | null, take: (bytes: Uint8Array) => void): Decoder | null {
  const chain = chainOf(encoding ?? "");
  if (chain?.length === 0) return null;
  if (chain === null) {
    const wrong = `the content-encoding ${encoding ?? ""} is not known`;
    return { write: async () => {}, end: async () => wrong };
  }
  let steps: readonly Transform[] | null = null;
  let wrong: string | null = null;
  let over: Promise<void> = Promise.resolve();
  const begin = (first: number): readonly Transform[] => {
    const made = chain.map((create) => create(first));
    over = new Promise((done) => {
      for (const [at, step] of made.entries()) {
        step.on("error", (error) => {
          wrong ??= error.message;
          done();
        });
        const next = made[at + 1];
        if (next !== undefined) step.pipe(next);
        else step.on("data", take).on("end", done);
      }
    });
    return made;
  };
  return {
    write: async (bytes) => {
      if (bytes.length === 0 || wrong !== null) return;
      steps ??= begin(bytes[0] ?? 0);
      const [first] = steps;
      // A copy: the decoder keeps what it is given until it has got to it.
      const written = new Promise<void>((done) => void first?.write(Buffer.from(bytes), () => done()));
      await Promise.race([written, over]);
    },
    end: async () => {
      if (wrong === null) steps?.[0]?.end();
      await over;
      return wrong;
    },
  };
}
