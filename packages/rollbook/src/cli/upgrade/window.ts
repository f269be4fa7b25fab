// The bytes last read, kept as long as a record in them may still be asked for.

export interface Window {
  /** Takes the next bytes of the file; they are copied. */
  push(chunk: Uint8Array): void;
  /** The text of a byte range of the file that has not been dropped. */
  text(offset: number, length: number): string;
  /** Forgets what stands before this offset. */
  drop(offset: number): void;
}

export function createWindow(): Window {
  const held: { readonly from: number; readonly bytes: Buffer }[] = [];
  let end = 0;
  return {
    push(chunk) {
      held.push({ from: end, bytes: Buffer.from(chunk) });
      end += chunk.length;
    },
    text(offset, length) {
      const parts = held.flatMap(({ from, bytes }) => {
        const start = Math.max(offset - from, 0);
        const stop = Math.min(offset + length - from, bytes.length);
        return start < stop ? [bytes.subarray(start, stop)] : [];
      });
      return Buffer.concat(parts).toString("utf8");
    },
    drop(offset) {
      const first = held.findIndex(({ from, bytes }) => from + bytes.length > offset);
      held.splice(0, first === -1 ? held.length : first);
    },
  };
}
