// For tests: runs of real records in which some values, however deep, are put in place of others of any type.

import fc from "fast-check";
import type { Reading, RecordReading } from "./reading.ts";

const VALUE = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.string(),
  fc.constant([]),
  fc.constant({}),
  fc.constant([[{}]]),
);

/** Sixty records or fewer that stood one behind the other, up to thirty of their values replaced. */
export function mutatedRuns(readings: readonly Reading[]): fc.Arbitrary<readonly RecordReading[]> {
  const records = readings.filter((reading) => reading.kind === "record");
  const mutations = fc.array(fc.tuple(fc.nat(), fc.nat(), VALUE), { minLength: 1, maxLength: 30 });
  return fc.tuple(mutations, fc.nat(records.length - 1)).map(([replaced, start]) => {
    const run = records.slice(start, start + 60);
    for (const [at, which, by] of replaced) {
      const index = at % run.length;
      const record = run[index];
      if (record !== undefined) run[index] = mutate(record, which, by);
    }
    return run;
  });
}

function mutate(record: RecordReading, which: number, by: unknown): RecordReading {
  const value = JSON.parse(JSON.stringify(record.value)) as Record<string, unknown>;
  const places: { readonly holder: Record<string, unknown>; readonly key: string }[] = [];
  const walk = (holder: Record<string, unknown>): void => {
    for (const [key, inner] of Object.entries(holder)) {
      places.push({ holder, key });
      if (typeof inner === "object" && inner !== null) walk(inner as Record<string, unknown>);
    }
  };
  walk(value);
  const place = places[which % Math.max(1, places.length)];
  if (place !== undefined) place.holder[place.key] = by;
  return { ...record, value: value as RecordReading["value"] };
}
