// The first records of a file, as they stand.

import { CutText, createReader, type Json, type JsonObject } from "rollbook-core";
import { readChunks, SourceError } from "../../home/index.ts";

/** Of a longer line long strings come cut: it is no head any more. */
const LONGEST = 4 << 20;

/** As many as there are, up to `count`; of a file that cannot be read, those that could. */
export async function readHeadRecords(path: string, count: number): Promise<readonly JsonObject[]> {
  const records: JsonObject[] = [];
  const reader = createReader({ long: "whole", longest: LONGEST }, (reading) => {
    if (reading.kind === "record" && records.length < count) records.push(reading.value);
  });
  if (count === 0) return records;
  try {
    for await (const chunk of readChunks(path)) {
      reader.push(chunk);
      if (records.length === count) return records.map(plain);
    }
  } catch (error) {
    // Reading the session tells what is wrong.
    if (!(error instanceof SourceError)) throw error;
  }
  reader.end();
  return records.map(plain);
}

function plain(record: JsonObject): JsonObject {
  return plainValue(record) as JsonObject;
}

function plainValue(value: Json): Json {
  if (value instanceof CutText) return `${value.head}…`;
  if (Array.isArray(value)) return (value as readonly Json[]).map(plainValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, each === undefined ? each : plainValue(each)]),
  );
}
