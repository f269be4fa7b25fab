// Many short texts in little room: packed once there are enough of them, and unpacked a block at a time.

import { zstdCompressSync, zstdDecompressSync } from "node:zlib";

export interface Pack {
  /** Takes a text without line ends; the answer names it. */
  readonly add: (text: string) => number;
  readonly get: (name: number) => string;
}

/** Characters of a block, and so more than texts in one. */
const BLOCK = 1 << 18;

export function createPack(): Pack {
  const packed: Uint8Array[] = [];
  let open: string[] = [];
  let size = 0;
  /** The block that was asked for last: who asks for one text asks for the next. */
  let last = { block: -1, texts: [] as readonly string[] };

  function textsOf(block: number): readonly string[] {
    if (block === packed.length) return open;
    const bytes = packed[block];
    if (last.block !== block && bytes !== undefined) {
      last = { block, texts: zstdDecompressSync(bytes).toString("utf8").split("\n") };
    }
    return last.texts;
  }

  return {
    add(text) {
      const name = packed.length * BLOCK + open.length;
      open.push(text);
      size += text.length + 1;
      if (size >= BLOCK) {
        packed.push(zstdCompressSync(Buffer.from(open.join("\n"))));
        open = [];
        size = 0;
      }
      return name;
    },
    get: (name) => textsOf(Math.floor(name / BLOCK))[name % BLOCK] ?? "",
  };
}
