// Framing: the same lines for any chunking, every terminator, every limit.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFramer, NONE, UNKNOWN } from "./frame.ts";
import { createOpenings } from "./opening.ts";
import { allocateChunk } from "./scan.ts";

const memory = allocateChunk(1 << 17);
const OPENINGS = createOpenings({ head: "00/", number: "n=", names: [["some", ""]] });

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
  inMemory: boolean,
): { lines: Line[]; bytes: number; count: number } {
  const lines: Line[] = [];
  let open: Line | null = null;
  const text = (chunk: Uint8Array, from: number, to: number): string =>
    String.fromCharCode(...chunk.subarray(from, to));
  const framer = createFramer(
    limit,
    {
      line: (chunk, from, to, offset, number, ended, marked) => {
        const line = text(chunk, from, to);
        lines.push({ text: line, offset, number, ended, parts: false });
        if (marked !== UNKNOWN) expect(marked === NONE ? -1 : marked - from).toBe(line.lastIndexOf('{"mark'));
      },
      skip: () => {},
      open: (offset, number) => (open = { text: "", offset, number, ended: false, parts: true }),
      part: (chunk, from, to) => {
        if (open !== null) open.text += text(chunk, from, to);
      },
      close: (ended) => {
        if (open !== null) lines.push({ ...open, ended });
        open = null;
      },
    },
    Uint8Array.from("mark", (c) => c.charCodeAt(0)),
    () => OPENINGS,
  );
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes.length === 0 ? bytes.length : Math.max(1, sizes[i % sizes.length] ?? 1);
    // The chunk is overwritten behind the call: nothing may keep it.
    const own = bytes.slice(at, at + size);
    const chunk = inMemory ? memory.subarray(7, 7 + own.length) : own;
    chunk.set(own);
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
  .array(fc.constantFrom("\n", "\r", "a", "bc", "\r\n", "defghij", '{"mark', '{"', "x".repeat(50)), { maxLength: 60 })
  .map((parts) => parts.join(""));
const someSizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 500 })), {
  maxLength: 5,
});

describe("createFramer", () => {
  test("agrees with splitting the whole text, for any chunking and limit", () => {
    fc.assert(
      fc.property(
        someText,
        someSizes,
        fc.constantFrom(1, 5, 12, 70, 1000),
        fc.boolean(),
        (text, sizes, limit, inMemory) => {
          const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
          const framed = frame(bytes, sizes, limit, inMemory);
          const expected = split(text, limit);
          expect(framed.lines).toEqual(expected);
          expect(framed.bytes).toBe(bytes.length);
          expect(framed.count).toBe(expected.length);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("more lines than are listed at once, and chunks of more than is copied at once", () => {
    const text = '{"mark\n\n'.repeat(10_000);
    const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
    expect(frame(bytes, [1 << 17], 100, true).lines).toEqual(split(text, 100));
    const long = Uint8Array.from("0123456\n".repeat(140_000), (c) => c.charCodeAt(0));
    expect(frame(long, [], 100, false).count).toBe(140_000);
  });

  test("an empty file has no line", () => {
    expect(frame(new Uint8Array(0), [], 10, false)).toEqual({ lines: [], bytes: 0, count: 0 });
  });
});
