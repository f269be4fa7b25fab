// The last bytes of a stream: from the first that is still needed to the last that came.

export interface Window {
  /** Takes the next chunk. It is read until `settle`, and free for reuse afterwards. */
  open(chunk: Uint8Array): void;
  /** Keeps what of the chunk is still needed. */
  settle(): void;
  /** The bytes `[from, to)`; null when some of them are not at hand. Valid until `settle`. */
  slice(from: number, to: number): Uint8Array | null;
  /** Bytes before this offset are needed no more. */
  release(offset: number): void;
}

/** Of a stretch that has outgrown the limit, what is kept: enough to see a line's terminator. */
const STUB = 2;
const NOTHING = new Uint8Array(0);

/** Keeps no more than `limit` bytes; of a longer stretch only the first two. */
export function createWindow(limit: number): Window {
  let needed = 0;
  let kept: Uint8Array = new Uint8Array(0);
  let keptFrom = 0;
  let keptTo = 0;
  let chunk: Uint8Array = NOTHING;
  let chunkFrom = 0;
  let cut = false; // the stretch has outgrown the limit

  function keep(from: number, to: number): void {
    const size = keptTo - keptFrom + to - from;
    if (size > kept.length) {
      const grown = new Uint8Array(Math.max(size, kept.length * 2));
      grown.set(kept.subarray(0, keptTo - keptFrom));
      kept = grown;
    }
    kept.set(chunk.subarray(from - chunkFrom, to - chunkFrom), keptTo - keptFrom);
    keptTo += to - from;
  }

  return {
    open(next) {
      chunk = next;
    },
    settle() {
      const end = chunkFrom + chunk.length;
      if (needed >= keptTo || keptFrom === keptTo) {
        keptFrom = keptTo = needed;
        cut = false;
      } else if (needed > keptFrom) {
        kept.copyWithin(0, needed - keptFrom, keptTo - keptFrom);
        keptFrom = needed;
        cut = false;
      }
      const from = Math.max(keptTo, chunkFrom);
      // A gap between what is kept and the chunk is a stretch that was cut: nothing can be added to it.
      if (!cut && from === keptTo && end > from) {
        cut = end - keptFrom > limit;
        keep(from, cut ? Math.min(end, Math.max(from, keptFrom + STUB)) : end);
        if (cut) keptTo = Math.min(keptTo, keptFrom + STUB);
        if (cut && kept.length > limit) kept = kept.slice(0, STUB);
      }
      chunkFrom = end;
      chunk = NOTHING;
    },
    slice(from, to) {
      if (from >= chunkFrom) {
        return to <= chunkFrom + chunk.length ? chunk.subarray(from - chunkFrom, to - chunkFrom) : null;
      }
      if (from < keptFrom || (to > keptTo && keptTo !== chunkFrom)) return null;
      if (to <= keptTo) return kept.subarray(from - keptFrom, to - keptFrom);
      if (to > chunkFrom + chunk.length) return null;
      const joined = new Uint8Array(to - from);
      joined.set(kept.subarray(from - keptFrom, keptTo - keptFrom));
      joined.set(chunk.subarray(0, to - chunkFrom), keptTo - from);
      return joined;
    },
    release(offset) {
      needed = Math.max(needed, offset);
    },
  };
}
