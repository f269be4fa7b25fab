// Pictures in the bytes of sessions: how many, how large, and how often the same one.

import { createHash, type Hash } from "node:crypto";

export interface ImageSums {
  /** However often each. */
  readonly count: number;
  readonly bytes: number;
  readonly different: number;
  /** What would be saved if each were kept once. */
  readonly repeated_bytes: number;
}

/** How a picture begins where Codex writes one, as base64 in a data URL. */
const BEGINNING = Buffer.from("data:image/");
const QUOTE = 0x22;

export interface ImageSearch {
  /** The next bytes of a file; they are free for reuse afterwards. */
  push(chunk: Uint8Array): void;
  /** The file is over. */
  end(): void;
  sums(): ImageSums;
}

/** Looks at bytes, not at records: nothing is parsed, and a picture may be cut anywhere. */
export function createImageSearch(): ImageSearch {
  const seen = new Set<string>();
  const sums = { count: 0, bytes: 0, different: 0, repeated_bytes: 0 };
  let open: { readonly hash: Hash; bytes: number } | null = null;
  /** The last bytes before, that a beginning may have begun in. */
  let tail = Buffer.alloc(0);

  function settle(): void {
    if (open === null) return;
    const digest = open.hash.digest("base64");
    sums.count += 1;
    sums.bytes += open.bytes;
    if (seen.has(digest)) sums.repeated_bytes += open.bytes;
    else sums.different += 1;
    seen.add(digest);
    open = null;
  }

  return {
    push(chunk) {
      let rest =
        tail.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([tail, chunk]);
      tail = Buffer.alloc(0);
      while (rest.length > 0) {
        if (open === null) {
          const at = rest.indexOf(BEGINNING);
          if (at === -1) {
            tail = Buffer.from(rest.subarray(Math.max(0, rest.length - BEGINNING.length + 1)));
            return;
          }
          open = { hash: createHash("sha1"), bytes: 0 };
          rest = rest.subarray(at);
        }
        const end = rest.indexOf(QUOTE);
        const part = end === -1 ? rest : rest.subarray(0, end);
        open.hash.update(part);
        open.bytes += part.length;
        if (end === -1) return;
        settle();
        rest = rest.subarray(end);
      }
    },
    end() {
      settle();
      tail = Buffer.alloc(0);
    },
    sums: () => ({ ...sums }),
  };
}
