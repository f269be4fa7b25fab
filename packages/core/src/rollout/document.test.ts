// Documents of the TypeScript CLI: items one by one, whatever the spacing, the chunks, the byte it breaks off at.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../bytes/json.ts";
import { createReader, readRecords } from "./read.ts";
import type { Reading, RecordReading } from "./reading.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const SESSION = { timestamp: "2026-11-21T07:46:23.617Z", id: "30e53581-b3a9-47b0-a81c-03656ebe61d1", instructions: "" };
const ITEMS = [
  { role: "user", content: [{ type: "input_text", text: 'a "quoted" {brace] é \\' }], type: "message" },
  { type: "function_call", name: "shell", arguments: '{"command":["ls"]}', call_id: "call_1" },
  { type: "function_call_output", call_id: "call_1", output: "[]" },
];

function recordsOf(readings: readonly Reading[]): RecordReading[] {
  return readings.filter((reading) => reading.kind === "record");
}

function damageOf(readings: readonly Reading[]): string[] {
  return readings.flatMap((reading) => (reading.kind === "damage" ? [reading.damage.kind] : []));
}

/** Documents have no terminators: every byte is in a place. */
function expectCoverage(bytes: Uint8Array, readings: readonly Reading[]): void {
  let end = 0;
  for (const { at } of readings) {
    expect(at.offset).toBe(end);
    expect(at.number).toBe(1 + bytes.subarray(0, at.offset).filter((byte) => byte === 10).length);
    end += at.length;
  }
  expect(end).toBe(bytes.length);
}

const whole = fc
  .tuple(
    fc.array(fc.oneof(fc.constantFrom(...ITEMS), fc.dictionary(fc.string(), fc.jsonValue())), { maxLength: 5 }),
    fc.constantFrom(2, 0, "\t"),
  )
  .map(([items, space]) => ({
    items: JSON.parse(JSON.stringify(items)) as Json[],
    text: JSON.stringify({ session: SESSION, items }, null, space),
  }));

describe("documents", () => {
  test("one record for the session and one for each item, at its exact place", () => {
    const bytes = encoder.encode(JSON.stringify({ session: SESSION, items: ITEMS }, null, 2));
    const found = recordsOf(readRecords(bytes));
    expect(found.map(({ era, outer, inner }) => `${era} ${outer} ${inner}`)).toEqual([
      "document header ",
      "document response_item message",
      "document response_item function_call",
      "document response_item function_call_output",
    ]);
    for (const { at, value } of found) {
      expect(JSON.parse(decoder.decode(bytes.subarray(at.offset, at.offset + at.length)))).toEqual(value);
    }
    expect(damageOf(readRecords(bytes))).toEqual([]);
  });

  test("any items, any spacing, any chunks, cut at any byte", () => {
    fc.assert(
      fc.property(
        whole,
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        fc.constantFrom(30, 1 << 20),
        ({ items, text }, step, seed, longest) => {
          const bytes = encoder.encode(text);
          const readings = readRecords(bytes, { longest });
          expectCoverage(bytes, readings);
          expect(recordsOf(readings).map(({ value }) => value)).toEqual([SESSION, ...items]);
          const chunked: Reading[] = [];
          const reader = createReader({ long: "whole", longest }, (reading) => chunked.push(reading));
          for (let at = 0; at < bytes.length; at += step) reader.push(bytes.slice(at, at + step));
          expect(reader.end().bytes).toBe(bytes.length);
          expect(chunked).toEqual(readings);
          const cut = seed % bytes.length;
          const prefix = readRecords(bytes.subarray(0, cut), { longest });
          const before = recordsOf(readings).filter(({ at }) => at.offset + at.length <= cut);
          expect(recordsOf(prefix)).toEqual(before);
          // With fewer bytes it is not known to be a document.
          if (cut < 16) return;
          expectCoverage(bytes.subarray(0, cut), prefix);
          expect(damageOf(prefix)).toEqual(["torn"]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a byte order mark, items before the session, members nobody knows, what stands behind the end", () => {
    const text = `{"items":[${JSON.stringify(ITEMS[0])}],"version":{"v":[1,2]},"session":${JSON.stringify(SESSION)}}\n{"x":1}`;
    const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, ...encoder.encode(text)]);
    const readings = readRecords(bytes);
    expectCoverage(bytes, readings);
    expect(damageOf(readings)).toEqual(["bom", "not-json"]);
    expect(recordsOf(readings).map(({ outer, value }) => [outer, value])).toEqual([
      ["response_item", ITEMS[0]],
      ["", { version: { v: [1, 2] } }],
      ["header", SESSION],
    ]);
  });

  test("a damaged item is told and the others are read", () => {
    const text = JSON.stringify({ session: SESSION, items: ITEMS }, null, 2).replace(
      '"name": "shell"',
      '"name": shell',
    );
    const readings = readRecords(encoder.encode(text));
    expect(recordsOf(readings).length).toBe(3);
    expect(damageOf(readings)).toEqual(["torn"]);
    expect(damageOf(readRecords(encoder.encode('{"session":{},"items":[1]}')))).toEqual(["not-an-object"]);
  });

  test("lines that only look findAlike are lines", () => {
    for (const text of ['{"sess":1}\n', '{"session"', '{"type":"message"}\n', " \n", "\n{"]) {
      expect(recordsOf(readRecords(encoder.encode(text))).every(({ era }) => era !== "document")).toBe(true);
    }
  });
});
