// The laws of reading: every byte is accounted for, chunks do not matter, a prefix reads like the whole, nothing throws.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createReader, readRecords, type ReadOptions } from "./read.ts";
import type { Reading, RecordReading } from "./reading.ts";

const encoder = new TextEncoder();

function bytesOf(...parts: (string | number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...encoder.encode(part)] : part)));
}

function readChunked(bytes: Uint8Array, options: ReadOptions, sizes: readonly number[]): Reading[] {
  const readings: Reading[] = [];
  const reader = createReader(options, (reading) => readings.push(reading));
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    // A Buffer that is used again, as a file's reader does.
    const chunk = Buffer.from(bytes.subarray(at, at + Math.max(1, sizes[i % sizes.length] ?? bytes.length)));
    at += chunk.length;
    reader.push(chunk);
    chunk.fill(0x7d);
  }
  expect(reader.end().bytes).toBe(bytes.length);
  return readings;
}

/** Places are in order, apart from each other, and with the lines' terminators they cover the file. */
function expectCoverage(bytes: Uint8Array, readings: readonly Reading[]): void {
  let at = 0;
  let number = 1;
  const terminators = (to: number): void => {
    for (; at < to; at++) {
      if (bytes[at] === 10) number++;
      else expect([at, bytes[at]]).toEqual([at, 13]);
    }
  };
  for (const { at: place } of readings) {
    expect(place.offset).toBeGreaterThanOrEqual(at);
    terminators(place.offset);
    expect(place.number).toBe(number);
    at = place.offset + place.length;
    number += bytes.subarray(place.offset, at).filter((byte) => byte === 10).length;
  }
  terminators(bytes.length);
}

function records(readings: readonly Reading[]): RecordReading[] {
  return readings.filter((reading) => reading.kind === "record");
}

function summary(text: string | Uint8Array, options: Partial<ReadOptions> = {}): string[] {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  const readings = readRecords(bytes, options);
  expectCoverage(bytes, readings);
  return readings.map((reading) => {
    const { offset, length } = reading.kind === "damage" ? reading.damage.at : reading.at;
    const what =
      reading.kind === "record"
        ? `${reading.outer}${reading.salvaged ? " salvaged" : ""}`
        : reading.kind === "passed"
          ? `passed ${reading.outer}`
          : reading.kind === "damage"
            ? `! ${reading.damage.kind} ${reading.damage.salvaged}`
            : "blank";
    return `${offset}+${length} ${what}`;
  });
}

const A = '{"timestamp":"2026-11-21T07:20:18.497Z","type":"event_msg","payload":{"type":"warning","message":"a"}}';
const B =
  '{"timestamp":"2026-11-21T07:20:19.000Z","ordinal":7,"type":"response_item","payload":{"type":"reasoning","summary":[]}}';
const STATE = '{"record_type":"state"}';
const ITEM = '{"type":"message","role":"user","content":[{"type":"input_text","text":"to be"}]}';
const HEADER = '{"id":"ac6af970","timestamp":"2026-11-21T07:27:31.525Z","instructions":null}';
const a = A.length;
const b = B.length;

describe("lines", () => {
  test("LF, CRLF, blank lines, no final newline", () => {
    expect(summary(`${A}\n${B}\r\n\n \r\n${A}`)).toEqual([
      `0+${a} event_msg`,
      `${a + 1}+${b} response_item`,
      `${a + b + 3}+0 blank`,
      `${a + b + 4}+1 blank`,
      `${a + b + 7}+${a} event_msg`,
    ]);
  });

  test("U+2028 ends no line", () => {
    const text = A.replace('"a"', '"\u2028\u0085"');
    expect(readRecords(encoder.encode(`${text}\n`))).toMatchObject([
      { kind: "record", value: { payload: { message: "\u2028\u0085" } } },
    ]);
  });

  test("an empty file has no reading", () => expect(summary("")).toEqual([]));

  test("a byte order mark is read past", () => {
    expect(summary(bytesOf([0xef, 0xbb, 0xbf], A, "\n", B))).toEqual([
      `0+3 ! bom 0`,
      `3+${a} event_msg`,
      `${a + 4}+${b} response_item`,
    ]);
    expect(summary(bytesOf([0xef, 0xbb, 0xbf]))).toEqual(["0+3 ! bom 0"]);
  });

  test("NUL runs alone, before, behind and between", () => {
    expect(summary(bytesOf([0, 0, 0], "\n", A))).toEqual(["0+3 ! nul 0", `4+${a} event_msg`]);
    expect(summary(bytesOf([0, 0], A, [0]))).toEqual([
      "0+2 ! nul 1",
      `2+${a} event_msg salvaged`,
      `${a + 2}+1 ! nul 1`,
    ]);
    expect(summary(bytesOf(A.slice(0, 50), [0, 0], B, "\n"))).toEqual([
      "0+50 ! torn 1",
      "50+2 ! nul 1",
      `52+${b} response_item salvaged`,
    ]);
  });

  test("bytes that are no UTF-8: the record is read and the loss is told", () => {
    const at = A.indexOf('"a"') + 1;
    const bytes = bytesOf(A.slice(0, at), [0xe6, 0x87], A.slice(at + 1), "\n");
    expect(summary(bytes)).toEqual([`0+${a + 1} event_msg`, `0+${a + 1} ! invalid-utf8 1`]);
    expect(readRecords(bytes)).toMatchObject([
      { value: { payload: { message: "\uFFFD" } } },
      { at: { offset: a + 1, length: 0 } },
    ]);
    expect(summary(A.replace('"a"', '"\uFFFD"'))).toEqual([`0+${a + 2} event_msg`]);
  });

  test("half a surrogate pair is kept and told; a whole pair, and text about one, is not", () => {
    expect(summary(A.replace('"a"', '"\\ud83d"'))).toEqual([`0+${a + 5} event_msg`, `0+${a + 5} ! lone-surrogate 1`]);
    expect(summary(A.replace('"a"', '"\\uD83D\\uDE00 \\\\ud83d"'))).toEqual([`0+${a + 19} event_msg`]);
  });

  test("what is no object, and what is no JSON", () => {
    expect(summary(`[1]\n"x"\nnull\nhello\n{"a":1} x`)).toEqual([
      "0+3 ! not-an-object 0",
      "4+3 ! not-an-object 0",
      "8+4 ! not-an-object 0",
      "13+5 ! not-json 0",
      "19+7  salvaged",
      "26+2 ! not-json 1",
    ]);
  });
});

describe("torn, glued and joined records", () => {
  test("a torn record at the end, and in the middle", () => {
    expect(summary(`${A}\n${B.slice(0, 60)}`)).toEqual([`0+${a} event_msg`, `${a + 1}+60 ! torn 0`]);
    expect(summary(`${A.slice(0, 60)}\n${B}`)).toEqual(["0+60 ! torn 0", `61+${b} response_item`]);
  });

  test("a record cut at any byte, a whole one glued on behind: the whole one is always saved", () => {
    for (const torn of [
      A,
      B,
      A.replace('"a"', '"\\\\ \\" { \\u00e9 {\\"timestamp\\":\\"x\\"}"'),
      A.replace('"a"', '[1,-2.5e3,true,null,{"k":[]}]'),
    ]) {
      for (let cut = 1; cut < torn.length; cut++) {
        for (const long of ["whole", "cut"] as const) {
          expect(summary(`${torn.slice(0, cut)}${B}\n`, { long, pass: () => true })).toEqual([
            `0+${cut} ! glued 1`,
            `${cut}+${b} response_item salvaged`,
          ]);
        }
      }
    }
  });

  test("two whole records behind a torn one", () => {
    for (let cut = 1; cut < a; cut++) {
      expect(summary(`${A.slice(0, cut)}${B}${A}\n`)).toEqual([
        `0+${cut} ! glued 2`,
        `${cut}+${b} response_item salvaged`,
        `${cut + b}+${a} event_msg salvaged`,
      ]);
    }
  });

  test("two torn records and a whole one", () => {
    expect(summary(`${A.slice(0, 90)}${B.slice(0, 80)}${A}\n`)).toEqual([
      "0+170 ! glued 1",
      `170+${a} event_msg salvaged`,
    ]);
  });

  test("a whole record with a torn one glued on", () => {
    expect(summary(`${A}${B.slice(0, 80)}\n${B}`)).toEqual([
      `0+${a} event_msg salvaged`,
      `${a}+80 ! torn 1`,
      `${a + 81}+${b} response_item`,
    ]);
  });

  test("joined records, of either family", () => {
    expect(summary(`${A}${B}\n`)).toEqual([
      `0+${a} event_msg salvaged`,
      `${a}+${b} response_item salvaged`,
      `0+${a + b} ! joined 2`,
    ]);
    expect(summary(`${HEADER}\n${ITEM}${STATE}\n`)).toEqual([
      `0+${HEADER.length} header`,
      `${HEADER.length + 1}+${ITEM.length} response_item salvaged`,
      `${HEADER.length + 1 + ITEM.length}+${STATE.length} state salvaged`,
      `${HEADER.length + 1}+${ITEM.length + STATE.length} ! joined 2`,
    ]);
  });

  test("a bare record cut at any byte with another glued on", () => {
    const call = '{"type":"function_call","name":"shell","arguments":"{}","call_id":"call_1"}';
    for (const glued of [call, STATE]) {
      for (let cut = 1; cut < ITEM.length; cut++) {
        const text = `${HEADER}\n${ITEM.slice(0, cut)}${glued}\n`;
        expect(summary(text).slice(1)).toEqual([
          `${HEADER.length + 1}+${cut} ! glued 1`,
          `${HEADER.length + 1 + cut}+${glued.length} ${glued === STATE ? "state" : "response_item"} salvaged`,
        ]);
      }
    }
  });

  test("a record inside a torn record is a part of it", () => {
    const outer = `{"timestamp":"2026","type":"event_msg","payload":{"type":"x","result":[${A},${B}]}}`;
    for (let cut = 1; cut < outer.length; cut++)
      expect(records(readRecords(encoder.encode(outer.slice(0, cut))))).toEqual([]);
    expect(summary(outer)).toEqual([`0+${outer.length} event_msg`]);
    expect(summary(outer, { long: "cut", pass: () => true })).toEqual([`0+${outer.length} passed event_msg`]);
  });

  test("no message of any damage holds text of the session", () => {
    const text = `${A.replace('"a"', '"SECRET')}\n${A}SECRET\nSECRET\n"SECRET"\n${A.slice(0, 90)}SECRET${B}\n`;
    const told = readRecords(encoder.encode(text)).filter((reading) => reading.kind === "damage");
    expect(told.length).toBeGreaterThan(4);
    for (const { damage } of told) expect(damage.message).toMatch(/^[A-Z](?:(?!SECRET).)*\.$/);
  });
});

describe("passed records", () => {
  const pass = (outer: string, inner: string): boolean => outer === "event_msg" && inner === "warning";

  test("are told with types and place, and the others are read", () => {
    expect(summary(`${A}\n${B}\n`, { long: "cut", pass })).toEqual([
      `0+${a} passed event_msg`,
      `${a + 1}+${b} response_item`,
    ]);
    expect(readRecords(encoder.encode(A), { pass })).toEqual([
      {
        kind: "passed",
        at: { offset: 0, length: a, number: 1 },
        era: "envelope",
        outer: "event_msg",
        inner: "warning",
      },
    ]);
  });

  test("a torn one is damage, a glued one is saved", () => {
    expect(summary(`${A.slice(0, -1)}\n${B}\n`, { long: "cut", pass })).toEqual([
      `0+${a - 1} ! torn 0`,
      `${a}+${b} response_item`,
    ]);
    expect(summary(`${A}${B}\n`, { long: "cut", pass })).toContain(`0+${a + b} ! joined 2`);
  });
});

const part = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(A, B, ITEM, STATE, HEADER, "\n", "\r\n") },
  {
    weight: 3,
    arbitrary: fc.constantFrom("\n", " ", "\0", "\uFEFF", "{", "}", '{"timestamp":"', '"', "\\", "é", "[", '{"a":1}'),
  },
  { weight: 1, arbitrary: fc.nat(a).map((cut) => A.slice(0, cut)) },
  { weight: 1, arbitrary: fc.nat(b).map((cut) => B.slice(cut)) },
  { weight: 1, arbitrary: fc.constant(`{"session":{"id":"x"},"items":[${ITEM},\n${ITEM}]}`) },
);
const file = fc.array(part, { maxLength: 14 }).map((parts) => encoder.encode(parts.join("")));
const options = fc.record({
  long: fc.constantFrom("whole" as const, "cut" as const),
  pass: fc.constantFrom(
    () => false,
    (outer: string) => outer === "event_msg",
  ),
  longest: fc.constantFrom(40, 150, 1 << 20),
});

describe("laws", () => {
  test("every byte is accounted for, and chunks do not matter", () => {
    fc.assert(
      fc.property(
        file,
        options,
        fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 4 }),
        (bytes, how, sizes) => {
          const readings = readRecords(bytes, how);
          expectCoverage(bytes, readings);
          expect(readChunked(bytes, how, sizes)).toEqual(readings);
        },
      ),
      { numRuns: 1500 },
    );
  });

  test("the records of a file's whole lines do not depend on what follows", () => {
    fc.assert(
      fc.property(file, options, fc.nat(), (bytes, how, seed) => {
        const cut = seed % (bytes.length + 1);
        const whole = readRecords(bytes, how);
        const prefix = readRecords(bytes.subarray(0, cut), how);
        const end = bytes.subarray(0, cut).lastIndexOf(10) + 1;
        const isDocument = whole.some((reading) => reading.kind === "record" && reading.era === "document");
        const settled = (readings: readonly Reading[]): Reading[] =>
          isDocument
            ? records(readings).filter(({ at }) => at.offset + at.length < cut)
            : readings.filter(({ at }) => at.offset + at.length < end);
        expect(settled(prefix)).toEqual(settled(whole));
        // The records of the last line so far are those the whole line begins with.
        const values = (readings: readonly Reading[]): string[] =>
          readings.flatMap((reading) =>
            reading.kind === "record" ? [JSON.stringify(reading.value)] : reading.kind === "passed" ? ["-"] : [],
          );
        if (how.pass("event_msg")) return;
        expect(values(whole).slice(0, values(prefix).length)).toEqual(values(prefix));
      }),
      { numRuns: 1500 },
    );
  });

  test("any bytes at all", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), options, (bytes, how) =>
        expectCoverage(bytes, readRecords(bytes, how)),
      ),
      { numRuns: 500 },
    );
  });
});
