// Plain text against JSON.parse.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainText } from "./plain.ts";
import { allocateChunk } from "./scan.ts";

const memory = allocateChunk(1 << 14);
const SHIFT = 11;

/** What the text is when only whole ASCII characters may be in it. */
function reference(raw: string, most: number): string | null {
  let text = "";
  for (let rest = raw; rest !== "" && text.length < most;) {
    const found = /^(?:\\u00[0-7][0-9a-fA-F]|\\["\\/bfnrt]|[ -[\]-\x7f])/.exec(rest);
    if (found === null) return null;
    text += JSON.parse(found[0] === '"' ? '"\\""' : `"${found[0]}"`) as string;
    rest = rest.slice(found[0].length);
  }
  return text;
}

function plain(raw: string, most: number): string | null {
  memory.fill(0x61);
  memory.set(
    Uint8Array.from(raw, (letter) => letter.charCodeAt(0)),
    SHIFT,
  );
  return plainText(memory, SHIFT, SHIFT + raw.length, most);
}

const piece = fc.oneof(
  { weight: 8, arbitrary: fc.nat(40).map((count) => "word ".repeat(9).slice(0, count)) },
  {
    weight: 5,
    arbitrary: fc.constantFrom("\\n", '\\"', "\\\\", "\\/", "\\b\\f\\r\\t", "\\u001b", "\\u007F", "\\u0000"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("\\u0080", "\\u00e9", "\\u1041", "\\u01", "\\u003g", "\\x", "\xe9", "\n", "\\"),
  },
);

describe("plainText", () => {
  test("is what JSON.parse reads, or null", () => {
    let read = 0;
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(6),
        (parts, most, less) => {
          const whole = parts.join("");
          const raw = whole.slice(0, Math.max(0, whole.length - less));
          const text = plain(raw, most);
          expect(text).toBe(reference(raw, most));
          if (text !== null) read++;
        },
      ),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(500);
  });

  test.each(Array.from({ length: 256 }, (_, byte) => byte))("byte %i, plain and escaped", (byte) => {
    const letter = String.fromCharCode(byte);
    for (const raw of [letter, `\\${letter}`, `\\u00${letter}0`, `\\u001${letter}`, `\\u${letter}010`]) {
      expect(plain(`aaa${raw}bb`, 1000)).toBe(reference(`aaa${raw}bb`, 1000));
    }
  });

  test("a text that does not fit is not read", () => {
    expect(plain("a".repeat(3000), Infinity)).toBeNull();
    expect(plain("a".repeat(3000), 2000)).toBe("a".repeat(2000));
    expect(plain("a".repeat(2048), Infinity)).toBe("a".repeat(2048));
  });
});
