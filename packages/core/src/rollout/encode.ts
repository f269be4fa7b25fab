// A record back to its line: the very bytes it was read from, or these with only what was changed replaced.

import type { Json, JsonObject } from "../bytes/json.ts";
import { spanAt, spansOf, type Span } from "./span.ts";

/**
 * The line of a record, without its terminator. With the bytes it was read from, those very bytes if nothing of it
 * was changed; else a text in which every value that was not changed stands as it was written (`1.0` stays `1.0`, an
 * escape stays an escape). Bytes that do not hold this record at all (they are damaged) are passed over.
 */
export function encodeLine(record: JsonObject, rawBytes?: Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  if (rawBytes === undefined) return encoder.encode(JSON.stringify(record));
  const source = new TextDecoder().decode(rawBytes);
  const original = parse(source);
  if (original === undefined) return encoder.encode(JSON.stringify(record));
  if (same(record, original)) return rawBytes;
  return encoder.encode(write(record, original, spansOf(source), source));
}

/**
 * The text with the value at `path` replaced, and every other character as it was. Null if the text is no JSON, or has
 * nothing at that path. Of a key written twice, the last counts, as it does for `JSON.parse`.
 */
export function spliceValue(sourceText: string, path: readonly (string | number)[], newValue: Json): string | null {
  if (parse(sourceText) === undefined) return null;
  const span = spanAt(spansOf(sourceText), path);
  if (span === null) return null;
  return sourceText.slice(0, span.start) + JSON.stringify(newValue) + sourceText.slice(span.end);
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function write(value: Json | undefined, original: Json | undefined, span: Span, source: string): string {
  if (same(value, original)) return source.slice(span.start, span.end);
  if (Array.isArray(value) && Array.isArray(original) && Array.isArray(span.inside)) {
    const spans = span.inside;
    return `[${value.map((item: Json, i) => writeAt(item, original[i] as Json | undefined, spans[i], source)).join(",")}]`;
  }
  if (isRecord(value) && isRecord(original) && span.inside instanceof Map) {
    const spans = span.inside;
    const members = Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .map(([key, held]) => {
        const own = Object.hasOwn(original, key) ? original[key] : undefined;
        return `${JSON.stringify(key)}:${writeAt(held, own, spans.get(key), source)}`;
      });
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

function writeAt(value: Json | undefined, original: Json | undefined, span: Span | undefined, source: string): string {
  return span === undefined ? JSON.stringify(value) : write(value, original, span, source);
}

/** Whether two JSON values are the same, the order of keys included: it is part of what is written. */
function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!same(a[i] as Json, b[i] as Json)) return false;
    return true;
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  const others = Object.keys(b);
  if (keys.length !== others.length) return false;
  return keys.every((key, i) => key === others[i] && same(a[key], b[key]));
}

function isRecord(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
