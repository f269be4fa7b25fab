// The end of a string's characters against the obvious way to find it, in vectors' memory and elsewhere.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { skipCharacters } from "./escape.ts";
import { allocateChunk } from "./scan.ts";

const memory = allocateChunk(1 << 14);
const CHARACTER = /(?:[\x20!\x23-\x5b\x5d-\xff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

function reference(text: string, from: number): number {
  CHARACTER.lastIndex = from;
  CHARACTER.exec(text);
  return CHARACTER.lastIndex;
}

const piece = fc.oneof(
  fc.constantFrom("\\n", '\\"', "\\\\", "\\/\\b\\f\\r\\t", "\\u001b", "\\uD83d\\uDe00", "\x7f\u00ff"),
  fc.nat(90).map((count) => "a".repeat(count)),
  fc.nat(40).map((count) => "\\\\".repeat(count)),
);
const stop = fc.constantFrom(
  "",
  '"',
  "\\",
  "\\x",
  "\\u00",
  "\\u00g0",
  "\\u:000",
  "\\u000@",
  "\n",
  "\0",
  "\x1f",
  "\\u12",
);
const stretch = fc
  .tuple(fc.array(piece, { maxLength: 12 }), stop, fc.array(piece, { maxLength: 3 }))
  .map(([before, broken, after]) => before.join("") + broken + after.join(""));

describe("skipCharacters", () => {
  test("stops where a string's grammar stops, wherever the bytes lie", () => {
    fc.assert(
      fc.property(stretch, fc.nat(200), fc.nat(9), fc.nat(100), (text, less, skip, shift) => {
        const data = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
        const to = Math.max(0, data.length - less);
        const from = Math.min(skip, to);
        const expected = reference(text.slice(0, to), from);
        expect(skipCharacters(data, from, to)).toBe(expected);
        // What lies behind the stretch would go on with it, or end it.
        for (const beyond of [0x30, 0x22]) {
          memory.fill(0x5c, 0, shift).set(data, shift);
          memory.fill(beyond, shift + to, shift + to + 200);
          expect(skipCharacters(memory.subarray(shift, shift + data.length), from, to)).toBe(expected);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each(Array.from({ length: 256 }, (_, byte) => byte))("byte %i, plain and escaped", (byte) => {
    for (const before of [0, 100]) {
      const plain = `${"a".repeat(before)}${String.fromCharCode(byte)}aaa`;
      const escaped = `${"a".repeat(before)}\\${String.fromCharCode(byte)}aaa`;
      for (const text of [plain, escaped]) {
        const data = memory.subarray(9, 9 + text.length);
        data.set(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
        expect(skipCharacters(data, 0, data.length)).toBe(reference(text, 0));
      }
    }
  });
});
