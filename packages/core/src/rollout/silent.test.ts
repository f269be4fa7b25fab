// Silence: what is passed without a word changes nothing of what is told, however it is damaged or cut into chunks.

import fc from "fast-check";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { allocateChunk } from "../bytes/scan.ts";
import { isKnownType } from "./known.ts";
import { createReader, type ReadOptions } from "./read.ts";
import type { Reading } from "./reading.ts";

const FILES = listScenarios().flatMap(({ files }) => files.map((path) => sessionBytes(path)));
const MEMORY = allocateChunk(1 << 16);
const PASSES: readonly NonNullable<ReadOptions["pass"]>[] = [
  () => true,
  (outer) => outer === "response_item",
  (outer, inner) => outer === "event_msg" && inner !== "token_count",
  (_, inner) => inner !== "function_call_output",
];

interface Told {
  readonly readings: readonly Reading[];
  readonly lines: number;
}

/** `size`: of the chunks, which lie in a memory that is searched by vectors. */
function read(bytes: Uint8Array, options: Partial<ReadOptions>, size: number): Told {
  const readings: Reading[] = [];
  const reader = createReader({ long: "whole", ...options }, (reading) => readings.push(reading));
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    MEMORY.set(part, 5);
    reader.push(MEMORY.subarray(5, 5 + part.length));
  }
  return { readings, lines: reader.end().lines };
}

/** The first passed record of each pair of types with its era, those of unknown types, and all that was not passed. */
function wanted(): (reading: Reading) => boolean {
  const last = new Map<string, string>();
  return (reading) => {
    if (reading.kind !== "passed" || !isKnownType(reading.outer, reading.inner)) return true;
    const pair = `${reading.outer}/${reading.inner}`;
    const fresh = last.get(pair) !== reading.era;
    last.set(pair, reading.era ?? "");
    return fresh;
  };
}

function compare(bytes: Uint8Array, pass: ReadOptions["pass"], size: number, longest: number): number {
  const options = { longest, ...(pass === undefined ? {} : { pass }) };
  const all = read(bytes, options, size);
  const silent = read(bytes, { ...options, silent: true }, size);
  const told = all.readings.filter(wanted());
  expect(silent).toEqual({ readings: told, lines: all.lines });
  return all.readings.length - told.length;
}

test("of passed records those are told that tell something new, and nothing else changes", () => {
  let passed = 0;
  for (const [index, bytes] of FILES.entries()) {
    if (index % 3 !== 0) continue;
    const pass = PASSES[index % PASSES.length];
    passed += compare(bytes, pass, MEMORY.length - 5, 1 << 20);
  }
  expect(passed).toBeGreaterThan(2000);
});

test("nor where lines are damaged, torn, glued, blank, over the limit, or cut anywhere", () => {
  const put = fc.constantFrom(
    "",
    "\n",
    "\r",
    "\0",
    "}",
    "}}",
    '"',
    "\n\n",
    "}}\n",
    '{"timestamp":"2026-11-21T07:20:18.497Z",',
    " ",
  );
  const edits = fc.array(fc.tuple(fc.nat(), put, fc.nat({ max: 40 })), { minLength: 1, maxLength: 6 });
  let passed = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...FILES.filter((bytes) => bytes.length < 60_000)),
      fc.constantFrom(...PASSES),
      edits,
      fc.integer({ min: 300, max: MEMORY.length - 5 }),
      fc.constantFrom(600, 5000, 1 << 20),
      (bytes, pass, changes, size, longest) => {
        let edited = Buffer.from(bytes);
        for (const [place, text, gone] of changes) {
          const at = place % (edited.length + 1);
          edited = Buffer.concat([edited.subarray(0, at), Buffer.from(text), edited.subarray(at + gone)]);
        }
        passed += compare(edited, pass, size, longest);
      },
    ),
    { numRuns: 200 },
  );
  expect(passed).toBeGreaterThan(500);
});
