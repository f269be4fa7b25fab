// Shortcuts against the full parse: brief records, peeked types.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CUT_FROM, cutString } from "../bytes/cut.ts";
import { CutText, isObject, type JsonObject } from "../bytes/json.ts";
import { classifyRecord, UNTYPED } from "./classify.ts";
import { KNOWN_EVENTS, KNOWN_RESPONSE_ITEMS } from "./known.ts";
import { Peek } from "./peek.ts";
import { readBriefly } from "./brief.ts";
import { readRecords } from "./read.ts";

const encoder = new TextEncoder();

/** The record with its output cut, made from the whole value; the raw bytes of a string are those JSON.stringify writes. */
function cutReference(value: JsonObject): JsonObject {
  const payload = value["payload"];
  const output = isObject(payload) ? payload["output"] : undefined;
  if (!isObject(payload) || typeof output !== "string") return value;
  const raw = encoder.encode(JSON.stringify(output)).slice(1, -1);
  const cut = raw.length > CUT_FROM ? cutString(raw, 0, raw.length) : null;
  return cut === null ? value : { ...value, payload: { ...payload, output: cut } };
}

const words = fc.constantFrom(
  "plain ",
  "\n",
  '"',
  "\\",
  "\t",
  "\u001b[0m",
  "é",
  "日本語",
  "😀",
  "{",
  '{"timestamp":"',
  '"}}',
  '","',
  "\\\\",
  '{"output":"',
  "x".repeat(500),
);
const output = fc
  .array(words, { minLength: 1, maxLength: 40 })
  .chain((parts) => fc.integer({ min: 1, max: 60 }).map((times) => parts.join("").repeat(times)));
const record = fc.record({
  ordinal: fc.option(fc.nat(), { nil: undefined }),
  type: fc.constantFrom("function_call_output", "custom_tool_call_output"),
  before: fc.constantFrom({ call_id: "c" }, { id: "fco_1", call_id: "c", name: "n" }, { deep: { output: "x" } }, {}),
  after: fc.constantFrom(
    {},
    { metadata: { turn_id: "t" } },
    { note: "}}" },
    { long: "y".repeat(5000) },
    { output: "again" },
  ),
  sibling: fc.constantFrom({}, { metadata: { a: "b" } }),
  output,
});

describe("readBriefly", () => {
  test("is the full parse with the output cut", () => {
    let brief = 0;
    fc.assert(
      fc.property(record, ({ ordinal, type, before, after, sibling, output: text }) => {
        const head = { timestamp: "2026-11-21T07:20:18.497Z", ...(ordinal === undefined ? {} : { ordinal }) };
        const value = {
          ...head,
          type: "response_item",
          payload: { type, ...before, output: text, ...after },
          ...sibling,
        };
        const bytes = encoder.encode(`${JSON.stringify(value)}\n`);
        const [reading] = readRecords(bytes, { long: "cut" });
        const [full] = readRecords(bytes);
        if (reading?.kind !== "record" || full?.kind !== "record") throw new Error("no record");
        const payload = reading.value["payload"];
        if (isObject(payload) && payload["output"] instanceof CutText) {
          brief++;
          expect(reading).toEqual({ ...full, value: cutReference(full.value) });
        } else expect(reading).toEqual(full);
      }),
      { numRuns: 400 },
    );
    expect(brief).toBeGreaterThan(20);
  });

  test("a string that only looks long, or ends nowhere, is not read briefly", () => {
    const start = '{"timestamp":"t","type":"response_item","payload":{"type":"function_call_output"';
    const long = "z".repeat(CUT_FROM + 10);
    const brief = (rest: string): JsonObject | null => {
      const bytes = encoder.encode(start + rest);
      return readBriefly(bytes, 0, start.length, bytes.length);
    };
    expect(brief(`,"output":"${long}"}}`)).not.toBeNull();
    expect(brief(`,"output":"${long}\\"}}`)).toBeNull();
    expect(brief(`,"output":"${long}"},"payload":{}}`)).toBeNull();
    expect(brief(`,"output":"${long}","output":"short"}}`)).toBeNull();
    expect(brief(`,"output":"${long}"}`)).toBeNull();
    expect(brief(`,"other":{"output":"${long}"}}}`)).toBeNull();
  });
});

describe("Peek", () => {
  const name = fc.constantFrom(
    "response_item",
    "event_msg",
    "compacted",
    "session_meta",
    "message",
    "é",
    "new_type",
    'quo"te',
  );
  test("says what the full parse says, or nothing", () => {
    const peek = new Peek(() => false);
    let peeked = 0;
    fc.assert(
      fc.property(
        name,
        name,
        fc.option(fc.nat(), { nil: undefined }),
        fc.boolean(),
        fc.boolean(),
        (outer, inner, ordinal, typed, spaced) => {
          const payload = typed ? { type: inner, a: 1 } : { a: 1 };
          const value = {
            timestamp: "2026-11-21",
            ...(ordinal === undefined ? {} : { ordinal }),
            type: outer,
            payload,
          };
          const bytes = encoder.encode(JSON.stringify(value, null, spaced ? 1 : 0));
          if (!peek.read(bytes, 0, bytes.length)) return;
          peeked++;
          const told = classifyRecord(value);
          expect([peek.kind.outer, peek.kind.inner, peek.numbered]).toEqual([
            told.outer,
            told.inner,
            ordinal !== undefined,
          ]);
        },
      ),
      { numRuns: 500 },
    );
    expect(peeked).toBeGreaterThan(20);
  });

  test("keeps nothing of a buffer that is used again", () => {
    const peek = new Peek(() => false);
    const buffer = Buffer.alloc(400, 0x20);
    for (const inner of ["reasoning", "reasonink", "reasoning", "message", "messagf", "message"]) {
      const line = `{"timestamp":"2026-11-21T07:20:18.497Z","ordinal":1,"type":"response_item","payload":{"type":"${inner}","a":"${"b".repeat(200)}"}}`;
      buffer.fill(0x20).write(line);
      expect(peek.read(buffer, 0, line.length)).toBe(true);
      expect(peek.kind.inner).toBe(inner);
      expect(line.slice(0, peek.end).endsWith(`"type":"${inner}"`)).toBe(true);
    }
  });

  test("tells all types apart, whichever it met before", () => {
    const kinds: [string, string][] = [
      ...[...KNOWN_RESPONSE_ITEMS].map((inner): [string, string] => ["response_item", inner]),
      ...[...KNOWN_EVENTS].map((inner): [string, string] => ["event_msg", inner]),
      ...Array.from({ length: 400 }, (_, i): [string, string] => ["event_msg", `future_${i}`]),
      ...[...UNTYPED].map((outer): [string, string] => [outer, ""]),
    ];
    const lines = kinds.map(([outer, inner]) => {
      const type = inner === "" ? "" : `"type":"${inner}",`;
      return `{"timestamp":"2026-11-21T07:20:18.497Z","type":"${outer}","payload":{${type}"a":"${"b".repeat(200)}"}}`;
    });
    const peek = new Peek(() => false);
    for (const round of [lines, lines.toReversed(), lines]) {
      for (const line of round) {
        const bytes = encoder.encode(line);
        expect(peek.read(bytes, 0, bytes.length)).toBe(true);
        expect([peek.kind.outer, peek.kind.inner]).toEqual(kinds[lines.indexOf(line)]);
      }
    }
  });
});
