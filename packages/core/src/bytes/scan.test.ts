// The searches against the obvious way to do them.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findObject, findQuote } from "./scan.ts";

const bytes = fc
  .array(fc.constantFrom(0x22, 0x5c, 0x7b, 0x74, 0x61), { maxLength: 200 })
  .map((list) => Uint8Array.from(list));

describe("findQuote", () => {
  test("is where reading the string from its beginning ends", () => {
    fc.assert(
      fc.property(bytes, fc.nat(20), fc.nat(20), (data, skip, less) => {
        const to = Math.max(0, data.length - less);
        let expected = -1;
        for (let at = skip; at < to; at++) {
          if (data[at] === 0x5c) at++;
          else if (data[at] === 0x22) {
            expected = at;
            break;
          }
        }
        expect(findQuote(data, skip, to)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("findObject", () => {
  test("is where these bytes first stand", () => {
    fc.assert(
      fc.property(bytes, fc.nat(20), fc.nat(20), (data, skip, less) => {
        const to = Math.max(0, data.length - less);
        let expected = -1;
        for (let at = skip; at + 2 < to && expected === -1; at++) {
          if (data[at] === 0x7b && data[at + 1] === 0x22 && data[at + 2] === 0x74) expected = at;
        }
        expect(findObject(data, skip, to, Uint8Array.of(0x7b, 0x22, 0x74))).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });
});
