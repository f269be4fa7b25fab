// The searches against the obvious way to do them.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocateChunk, findObject, findQuote, findSurrogate } from "./scan.ts";
import { createSimdMemory } from "./simd.ts";

/** Stretches that are long enough for vectors, with the bytes that matter near each other and far apart. */
const run = fc.oneof(
  fc.array(fc.constantFrom(0x22, 0x5c, 0x7b, 0x74, 0x75, 0x44, 0x61), { maxLength: 12 }),
  fc.nat(90).map((count) => Array.from({ length: count }, () => 0x61)),
  fc.nat(70).map((count) => Array.from({ length: count }, () => 0x5c)),
);
const bytes = fc.array(run, { maxLength: 8 }).map((runs) => Uint8Array.from(runs.flat()));

/** The same bytes where vectors search them in place, at some distance from the start. */
const memory = allocateChunk(1 << 16);
function inMemory(data: Uint8Array, shift: number): Uint8Array {
  memory.fill(0x22, 0, shift);
  memory.set(data, shift);
  memory.fill(0x22, shift + data.length, shift + data.length + 100);
  return memory.subarray(shift, shift + data.length);
}

function quoteReference(data: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (data[at] === 0x5c) at++;
    else if (data[at] === 0x22) return at;
  }
  return -1;
}

function objectReference(data: Uint8Array, from: number, to: number): number {
  for (let at = from; at + 2 < to; at++) {
    if (data[at] === 0x7b && data[at + 1] === 0x22 && data[at + 2] === 0x74) return at;
  }
  return -1;
}

function surrogateReference(data: Uint8Array, from: number, to: number): number {
  for (let at = from; at + 2 < to; at++)
    if (data[at] === 0x5c && data[at + 1] === 0x75 && data[at + 2] === 0x44) return at;
  return -1;
}

const OBJECT = Uint8Array.of(0x7b, 0x22, 0x74);

describe("searches", () => {
  test.each([
    ["findQuote", findQuote, quoteReference],
    ["findObject", (data: Uint8Array, from: number, to: number) => findObject(data, from, to, OBJECT), objectReference],
    ["findSurrogate", findSurrogate, surrogateReference],
  ])("%s finds what reading byte by byte finds, in place and in a copy", (_name, find, reference) => {
    fc.assert(
      fc.property(bytes, fc.nat(40), fc.nat(40), fc.nat(100), (data, skip, less, shift) => {
        const from = Math.min(skip, data.length);
        const to = Math.max(from, data.length - less);
        const expected = reference(data, from, to);
        expect(find(data, from, to)).toBe(expected);
        expect(find(inMemory(data, shift), from, to)).toBe(expected);
      }),
      { numRuns: 1500 },
    );
  });

  test("stretches of more than what is copied at once", () => {
    const data = new Uint8Array(1 << 20).fill(0x61);
    for (const at of [(1 << 18) - 2, (1 << 18) - 1, 1 << 18, (1 << 19) - 3, (1 << 20) - 3]) {
      data.set(OBJECT, at);
      expect(findObject(data, 0, data.length, OBJECT)).toBe(at);
      expect(findQuote(data, 0, data.length)).toBe(at + 1);
      data.fill(0x61, at, at + 3);
    }
  });

  test("vectors are at work here", () => expect(createSimdMemory(64)).not.toBeNull());
});
