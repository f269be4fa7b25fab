// Framing: the same lines for any chunking, every terminator, every limit.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFramer } from "./frame.ts";

interface Line {
  text: string;
  offset: number;
  number: number;
  ended: boolean;
  parts: boolean;
}

function frame(
  bytes: Uint8Array,
  sizes: readonly number[],
  limit: number,
): { lines: Line[]; bytes: number; count: number } {
  const lines: Line[] = [];
  let open: Line | null = null;
  const text = (chunk: Uint8Array, from: number, to: number): string =>
    String.fromCharCode(...chunk.subarray(from, to));
  const framer = createFramer(limit, {
    line: (chunk, from, to, offset, number, ended) =>
      lines.push({ text: text(chunk, from, to), offset, number, ended, parts: false }),
    open: (offset, number) => (open = { text: "", offset, number, ended: false, parts: true }),
    part: (chunk, from, to) => {
      if (open !== null) open.text += text(chunk, from, to);
    },
    close: (ended) => {
      if (open !== null) lines.push({ ...open, ended });
      open = null;
    },
  });
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes.length === 0 ? bytes.length : Math.max(1, sizes[i % sizes.length] ?? 1);
    // The chunk is overwritten behind the call: nothing may keep it.
    const chunk = bytes.slice(at, at + size);
    framer.push(chunk);
    chunk.fill(0x23);
    at += size;
  }
  const end = framer.end();
  return { lines, bytes: end.bytes, count: end.lines };
}

/** The obvious way, for a whole text. */
function split(text: string, limit: number): Line[] {
  const lines: Line[] = [];
  let offset = 0;
  const pieces = text.split("\n");
  pieces.forEach((piece, i) => {
    const ended = i < pieces.length - 1;
    if (ended || piece.length > 0) {
      lines.push({ text: piece.replace(/\r$/, ""), offset, number: i + 1, ended, parts: piece.length > limit });
    }
    offset += piece.length + 1;
  });
  return lines;
}

const someText = fc
  .array(fc.constantFrom("\n", "\r", "a", "bc", "\r\n", "defghij"), { maxLength: 60 })
  .map((parts) => parts.join(""));

describe("createFramer", () => {
  test("agrees with splitting the whole text, for any chunking and limit", () => {
    fc.assert(
      fc.property(
        someText,
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 12 }),
        (text, sizes, limit) => {
          const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
          const framed = frame(bytes, sizes, limit);
          const expected = split(text, limit);
          expect(framed.lines).toEqual(expected);
          expect(framed.bytes).toBe(bytes.length);
          expect(framed.count).toBe(expected.length);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("an empty file has no line", () => {
    expect(frame(new Uint8Array(0), [], 10)).toEqual({ lines: [], bytes: 0, count: 0 });
  });
});
