// Cutting from the bytes gives what decoding the whole string and cutting it would give.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CUT_FROM, cutString } from "./cut.ts";
import { CUT_HEAD, CUT_TAIL } from "./json.ts";
import { allocateChunk } from "./scan.ts";

const memory = allocateChunk(1 << 16);

/** A character of the string and how it is written. */
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("a", "word ", "0", "u", "d83d", " ") },
  { weight: 3, arbitrary: fc.constantFrom("\\n", '\\"', "\\\\", "\\t", "\\/", "\\u001b", "\\u00e9") },
  { weight: 2, arbitrary: fc.constantFrom("é", "日本", "😀", "\\ud83d\\ude00", "\\uD83D\\uDE00", "\uFFFD") },
  { weight: 1, arbitrary: fc.constantFrom("\\\\\\\\", '\\\\\\"', "\\ud83d", "\\ude00") },
);
/** A raw string of at least `CUT_FROM` bytes. */
const raw = fc.array(piece, { minLength: 3, maxLength: 60 }).chain((parts) =>
  fc.nat(400).map((more) => {
    const once = parts.join("");
    return once.repeat(Math.ceil((CUT_FROM + more) / once.length));
  }),
);

/** Every place in the raw bytes where a whole character starts, by reading from the beginning. */
function starts(bytes: Uint8Array): Set<number> {
  const found = new Set<number>();
  for (let at = 0; at < bytes.length;) {
    const escape = bytes[at] === 0x5c ? (bytes[at + 1] === 0x75 ? 6 : 2) : 1;
    const low = escape === 6 && /^\\u[dD][c-fC-F]/.test(String.fromCharCode(...bytes.subarray(at, at + 6)));
    if (!low && ((bytes[at] ?? 0) & 0xc0) !== 0x80) found.add(at);
    at += escape;
  }
  found.add(bytes.length);
  return found;
}

function from(places: Set<number>, at: number): number {
  while (!places.has(at)) at++;
  return at;
}

function decode(bytes: Uint8Array): string {
  return JSON.parse(`"${new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)}"`) as string;
}

describe("cutString", () => {
  test("head, middle and tail are those of the decoded string", () => {
    fc.assert(
      fc.property(raw, (text) => {
        const bytes = new TextEncoder().encode(text);
        const places = starts(bytes);
        const whole = decode(bytes);
        const pair = /^[\ud800-\udbff][\udc00-\udfff]$/.test(whole.slice(CUT_HEAD - 1, CUT_HEAD + 1));
        const half = bytes.length >> 1;
        const cut = cutString(bytes, 0, bytes.length);
        memory.fill(0x5c).set(bytes, 5);
        expect(cutString(memory, 5, 5 + bytes.length)).toEqual(cut);
        expect(cut?.bytes).toBe(bytes.length);
        expect(cut?.head).toBe(whole.slice(0, pair ? CUT_HEAD + 1 : CUT_HEAD));
        expect(cut?.tail).toBe(decode(bytes.subarray(from(places, bytes.length - CUT_TAIL))));
        expect(cut?.middle).toBe(decode(bytes.subarray(from(places, half - CUT_TAIL), from(places, half + CUT_TAIL))));
      }),
      { numRuns: 150 },
    );
  });

  test("bytes that are no UTF-8 are refused, unless it is lenient", () => {
    const bytes = new Uint8Array(CUT_FROM + 1).fill(0x61);
    bytes[10] = 0xe6;
    expect(cutString(bytes, 0, bytes.length)).toBeNull();
    expect(cutString(bytes, 0, bytes.length, true)?.head[10]).toBe("\uFFFD");
  });
});
