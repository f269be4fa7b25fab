// Counts of tokens read from bytes, against the full parse: in every file there is, and in lines that were damaged.

import fc from "fast-check";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { isObject, type JsonObject } from "../bytes/json.ts";
import { readRecords } from "./read.ts";
import type { Reading } from "./reading.ts";

function object(value: JsonObject[string]): JsonObject {
  if (!isObject(value)) throw new Error("no object");
  return value;
}

/** What an abridged count keeps of the whole one. */
function countsOf(value: JsonObject): JsonObject {
  const { payload: whole, ...envelope } = value;
  const payload = object(whole);
  if (value["type"] === "token_usage_record") {
    const { thread_id, turn_id, usage } = payload;
    return { ...envelope, payload: { thread_id, turn_id, usage } };
  }
  const { total_token_usage, last_token_usage } = object(payload["info"]);
  return { ...envelope, payload: { type: payload["type"], info: { total_token_usage, last_token_usage } } };
}

/** Throws where the two ways of reading disagree; answers how many counts were abridged. */
function compare(bytes: Uint8Array): number {
  const whole = readRecords(bytes, { long: "cut" });
  const brief = readRecords(bytes, { long: "cut", counts: true });
  let abridged = 0;
  const expected = whole.map((reading, index): Reading => {
    const other = brief[index];
    if (reading.kind !== "record" || other?.kind !== "record" || other.abridged !== true) return reading;
    if (reading.abridged === true) return reading;
    abridged += 1;
    return { ...reading, value: countsOf(reading.value), abridged: true };
  });
  expect(brief).toEqual(expected);
  return abridged;
}

function isCount(line: string): boolean {
  return /"type":"(?:token_count","info":\{|token_usage_record")/.test(line);
}

test("counts are those of the whole record, in every specimen", () => {
  let told = 0;
  let abridged = 0;
  for (const { files } of listScenarios()) {
    for (const path of files) {
      const bytes = sessionBytes(path);
      abridged += compare(bytes);
      told += new TextDecoder().decode(bytes).split("\n").filter(isCount).length;
    }
  }
  expect(told).toBeGreaterThan(1000);
  expect(abridged).toBeGreaterThan(0.95 * told);
});

test("a count that was damaged, or has more to it, is what parsing makes of it", () => {
  const texts = listScenarios().flatMap(({ files }) => files.slice(0, 1).map((path) => sessionBytes(path).toString()));
  const byLength = new Map(
    texts.flatMap((text) => text.split("\n").filter(isCount)).map((line) => [line.length, line]),
  );
  const lines = [...byLength.values()];
  expect(lines.length).toBeGreaterThan(20);
  const insert = fc.constantFrom(
    '"',
    "{",
    "}",
    ",",
    "0",
    "9",
    "-1",
    "\\",
    "\0",
    "\n",
    "é",
    " ",
    ',"a":1',
    ',"info":null',
    "e3",
    "",
  );
  let abridged = 0;
  fc.assert(
    fc.property(fc.constantFrom(...lines), fc.nat(), insert, fc.nat({ max: 3 }), (line, place, put, gone) => {
      const at = place % line.length;
      abridged += compare(new TextEncoder().encode(`${line.slice(0, at)}${put}${line.slice(at + gone)}\n`));
    }),
    { numRuns: 3000 },
  );
  expect(abridged).toBeGreaterThan(100);
});
