// Bytes that were not edited stay, and an edit changes nothing but what it is about.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../bytes/json.ts";
import { encodeLine, spliceValue } from "./encode.ts";
import { spanAt, spansOf } from "./span.ts";

/** JSON texts written in more ways than one: blanks, `1.0`, escapes, keys twice. */
const blank = fc.constantFrom("", "", " ", "\t", " \r\n ");
const number = fc.constantFrom("1.0", "-0", "1e2", "12345678901234567890", "0.10");
const text = fc.oneof(
  fc.string({ unit: "grapheme" }).map((plain) => JSON.stringify(plain)),
  fc.constantFrom('"\\u00e9\\/"', '"a\\\\\\"b"', '"\\ud83d"', '"]},{"'),
);
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small" },
    fc.oneof(number, text, fc.constantFrom("null", "true", "false")),
    fc
      .tuple(blank, fc.array(tie("json"), { maxLength: 4 }))
      .map(([b, items]) => `[${b}${items.join(`${b},${b}`)}${b}]`),
    fc
      .tuple(blank, fc.array(fc.tuple(text, blank, tie("json")), { maxLength: 4 }))
      .map(([b, members]) => `{${b}${members.map(([key, c, held]) => `${key}${c}:${c}${held}`).join(`,${b}`)}${b}}`),
  ),
}));

/** Every path of a value, and its value. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): [readonly (string | number)[], unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  const inside = Array.isArray(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value);
  return [[path, value], ...inside.flatMap(([key, held]) => pathsOf(held, [...path, key]))];
}

describe("spansOf", () => {
  test("each span holds the text of its value", () => {
    fc.assert(
      fc.property(json, (source) => {
        const spans = spansOf(source);
        for (const [path, value] of pathsOf(JSON.parse(source))) {
          const span = spanAt(spans, path);
          expect(JSON.parse(source.slice(span?.start, span?.end))).toEqual(value);
        }
      }),
    );
  });
});

describe("spliceValue", () => {
  test("replaces the value and keeps every other character", () => {
    fc.assert(
      fc.property(json, fc.nat(), fc.constantFrom<Json>(7, "new", null, { a: [1] }), (source, pick, value) => {
        const paths = pathsOf(JSON.parse(source));
        const path = paths[pick % paths.length]?.[0] ?? [];
        const span = spanAt(spansOf(source), path);
        const result = spliceValue(source, path, value);
        expect(result?.startsWith(source.slice(0, span?.start))).toBe(true);
        expect(result?.endsWith(source.slice(span?.end))).toBe(true);
        const after = pathsOf(JSON.parse(result ?? "")).find(([at]) => JSON.stringify(at) === JSON.stringify(path));
        expect(after?.[1]).toEqual(value);
      }),
    );
  });

  test("a number keeps its digits", () => {
    expect(spliceValue('{"a": 1.0, "b":{"c": 2.50}}', ["a"], 3)).toBe('{"a": 3, "b":{"c": 2.50}}');
  });

  test("says that there is nothing at a path, and that a text is no JSON", () => {
    expect(spliceValue('{"a":[1]}', ["a", 1], 0)).toBe(null);
    expect(spliceValue('{"a":[1]}', ["a", "0"], 0)).toBe(null);
    expect(spliceValue('{"a":[1]}', ["a", 0, "b"], 0)).toBe(null);
    expect(spliceValue('{"a":', ["a"], 0)).toBe(null);
    expect(spliceValue('{"a":1}', ["toString"], 0)).toBe(null);
  });
});

describe("encodeLine", () => {
  const bytes = (source: string): Uint8Array => new TextEncoder().encode(source);
  const written = (record: JsonObject, source: string): string =>
    new TextDecoder().decode(encodeLine(record, bytes(source)));

  test("gives the very bytes of a record nobody touched", () => {
    const raw = bytes('{ "used_percent":1.0,"text":"\\u00e9" }');
    expect(encodeLine(JSON.parse(new TextDecoder().decode(raw)) as JsonObject, raw)).toBe(raw);
  });

  test("keeps what was not changed as it was written", () => {
    const source = '{"a":1.0,"b":{"c":"\\u00e9","d":2.50},"e":[1.0,2.0],"f":1}';
    const record = { a: 1, b: { c: "é", d: 3 }, e: [1, 2, 4], g: "new" };
    expect(written(record, source)).toBe('{"a":1.0,"b":{"c":"\\u00e9","d":3},"e":[1.0,2.0,4],"g":"new"}');
  });

  test("writes the record that it is given, whatever the bytes were", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), json, (record, source) => {
        const plain = JSON.parse(JSON.stringify(record)) as JsonObject;
        expect(JSON.parse(written(plain, source))).toEqual(plain);
      }),
    );
  });

  test("without bytes, or with damaged ones, writes JSON", () => {
    expect(new TextDecoder().decode(encodeLine({ a: 1 }))).toBe('{"a":1}');
    expect(written({ a: 1 }, '{"a":1.0')).toBe('{"a":1}');
  });
});
