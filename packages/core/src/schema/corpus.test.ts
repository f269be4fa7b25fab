// Every record Codex wrote in the lab is one these schemas know, and comes back from them as it was.

import { Schema } from "effect";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { encodeLine } from "../rollout/encode.ts";
import { isKnownType } from "../rollout/known.ts";
import { readRecords } from "../rollout/read.ts";
import { decodeSession, encodeEntry, encodeSession, SessionDocument, SessionEntry } from "./index.ts";

const files = listScenarios().flatMap(({ files }) => files);

interface Survey {
  readonly wrong: readonly unknown[];
  readonly records: number;
  /** Files that hold damage. */
  readonly damaged: number;
  /** One record of each shape. */
  readonly shapes: ReadonlyMap<string, object>;
}

function survey(): Survey {
  const wrong: unknown[] = [];
  const shapes = new Map<string, object>();
  let records = 0;
  let damaged = 0;
  for (const file of files) {
    const bytes = sessionBytes(file);
    const readings = readRecords(bytes);
    const { entries, issues } = decodeSession(readings);
    if (issues.length > 0) damaged++;
    for (const issue of issues) if (issue.expected !== "a whole record") wrong.push([file, issue]);
    let next = 0;
    for (const reading of readings) {
      if (reading.kind !== "record") continue;
      const { at, value, outer, inner } = reading;
      const entry = entries[next++];
      const raw = bytes.subarray(at.offset, at.offset + at.length);
      const same = entry === value && encodeEntry(entry) === JSON.stringify(JSON.parse(raw.toString()));
      if (!same || encodeLine(value, raw) !== raw || !isKnownType(outer, inner)) wrong.push([file, at]);
      const shape = shapeOf(value);
      if (!shapes.has(shape)) shapes.set(shape, value);
      records++;
    }
  }
  return { wrong, records, damaged, shapes };
}

const { wrong, records, damaged, shapes } = survey();

test("every record of every file is accepted, keeps every key in its place, and encodes to the same JSON and bytes", () => {
  expect(wrong).toEqual([]);
  // Only scenarios that fill the disk or kill Codex, and resumes of 0.8, leave damage.
  expect(damaged).toBeLessThan(files.length / 50);
  expect(records).toBeGreaterThan(10_000);
  console.log(`${records} records of ${files.length} files accepted`);
});

test("Effect's own decode and encode keep every key and value, those of the future too", () => {
  const decode = Schema.decodeUnknownSync(SessionEntry);
  const encode = Schema.encodeUnknownSync(SessionEntry);
  for (const value of shapes.values()) {
    const record = { ...value, from_the_future: { kept: [1, null, "x"] } };
    expect(encode(decode(record))).toEqual(record);
  }
  expect(shapes.size).toBeGreaterThan(200);
});

test("a TypeScript-era document encodes to its very text", () => {
  const documents = files.filter((file) => file.endsWith(".json"));
  expect(documents.length).toBeGreaterThan(0);
  for (const file of documents) {
    const text = sessionBytes(file).toString();
    const document = Schema.decodeUnknownSync(SessionDocument)(JSON.parse(text));
    expect(JSON.parse(encodeSession(document))).toEqual(JSON.parse(text));
    const { entries, issues } = decodeSession(JSON.parse(text) as SessionDocument);
    expect(issues).toEqual([]);
    expect(entries.length).toBe(document.items.length + 1);
    expect(decodeSession(text).entries).toEqual(entries);
  }
});

/** The keys and kinds of a record's first levels: records of one shape are decoded findAlike. */
function shapeOf(value: unknown, depth = 0): string {
  if (Array.isArray(value)) return `[${shapeOf(value[0], depth + 1)}]`;
  if (typeof value !== "object" || value === null) return typeof value;
  if (depth > 3) return "{}";
  const { type } = value as { type?: unknown };
  const members = Object.entries(value).map(([key, held]) => `${key}:${shapeOf(held, depth + 1)}`);
  return `${String(type)}{${members.join()}}`;
}
