// Tokens: what a thread spent is what Codex's own counters say, however often they were told.

import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import type { JsonObject } from "../bytes/json.ts";
import { integer, object, payloadOf } from "../lineage/field.ts";
import { readRecords } from "../rollout/read.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { readThread, type Thread } from "./index.ts";

interface Read {
  readonly name: string;
  readonly thread: Thread;
  readonly records: readonly RecordReading[];
}

const READ: readonly Read[] = listScenarios().flatMap(({ label, name, files }) =>
  files.map((path) => {
    const readings = readRecords(sessionBytes(path));
    const file = { path, rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
    const thread = readThread([{ file, named: null, readings }]);
    return { name: `${label}/${name}`, thread, records: readings.filter((reading) => reading.kind === "record") };
  }),
);

/** It holds turns of another thread. Versions before 0.98 do not say so in the header. */
function isFork({ id, turns }: Thread): boolean {
  return turns.some((turn) => turn.thread_id !== id);
}

/** Each running total, and whether the response told beside it is all that it counts. */
function totals(records: readonly RecordReading[]): readonly { readonly total: number; readonly first: boolean }[] {
  return records.flatMap(({ inner, value }) => {
    const info = inner === "token_count" ? object(payloadOf(value)["info"]) : null;
    const usage = object(info?.["total_token_usage"]);
    const total = integer(usage?.["total_tokens"]);
    // The mark that the context is full: nothing was spent.
    const full = usage?.["input_tokens"] === 0 && usage["output_tokens"] === 0;
    return total === null || full
      ? []
      : [{ total, first: integer(object(info?.["last_token_usage"])?.["total_tokens"]) === total }];
  });
}

test("since 0.153 a thread spent what the records of its responses add up to", () => {
  let compared = 0;
  for (const { name, thread, records } of READ) {
    const own = records
      .filter(({ outer }) => outer === "token_usage_record")
      .map(({ value }): JsonObject => payloadOf(value))
      .filter((payload) => payload["thread_id"] === thread.id);
    if (own.length === 0) continue;
    const sum = own.reduce((total, payload) => total + (integer(object(payload["usage"])?.["total_tokens"]) ?? 0), 0);
    expect([name, thread.usage?.total_tokens]).toEqual([name, sum]);
    compared += 1;
  }
  expect(compared).toBeGreaterThan(200);
});

test("before, it spent what the running total came to; until 0.65 a resumed session counted from nothing again", () => {
  let compared = 0;
  for (const { name, thread, records } of READ) {
    if (records.some(({ outer }) => outer === "token_usage_record") || isFork(thread)) continue;
    const told = totals(records);
    if (told.length === 0) continue;
    // What was counted before the count began anew stays spent.
    const spent = told.reduce((sum, { total }, index) => {
      const next = told[index + 1];
      return next === undefined || (next.first && next.total !== total) ? sum + total : sum;
    }, 0);
    expect([name, thread.usage?.total_tokens]).toEqual([name, spent]);
    compared += 1;
  }
  expect(compared).toBeGreaterThan(400);
});

test("a fork did not spend what the copied beginning did", () => {
  const forks = READ.filter(
    ({ thread }) => thread.header.forked_from !== null && thread.turns.some((turn) => turn.thread_id !== thread.id),
  );
  expect(forks.length).toBeGreaterThan(10);
  for (const { name, thread } of forks) {
    const all = thread.turns.reduce((sum, { usage }) => sum + (usage?.total_tokens ?? 0), 0);
    const own = thread.turns
      .filter((turn) => turn.thread_id === thread.id)
      .reduce((sum, { usage }) => sum + (usage?.total_tokens ?? 0), 0);
    expect([name, thread.usage?.total_tokens ?? 0]).toEqual([name, own]);
    expect(own).toBeLessThan(all);
  }
});
