import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { readRecords } from "../rollout/read.ts";
import { foreignThread, ownFrom, stepOwnership } from "./copied.ts";
import { payloadOf, text } from "./field.ts";
import { readHeader } from "./header.ts";

/** For each record of a file whether it is the file's own, and its turn id. */
function ownership(file: string): { readonly own: boolean; readonly inner: string; readonly turn_id: string | null }[] {
  const records = readRecords(sessionBytes(file)).filter((reading) => reading.kind === "record");
  const [first, ...rest] = records;
  if (first === undefined) return [];
  let state = ownFrom(readHeader(payloadOf(first.value)));
  return rest.map((record) => {
    state = stepOwnership(state, record);
    const payload = payloadOf(record.value);
    return { own: foreignThread(state, payload) === null, inner: record.inner, turn_id: text(payload["turn_id"]) };
  });
}

const stacked = listScenarios().flatMap(({ label, files }) => {
  return files
    .filter(
      (file) =>
        readRecords(sessionBytes(file)).filter(
          (reading) => reading.kind === "record" && reading.outer === "session_meta",
        ).length > 1,
    )
    .map((file) => ({ label, file }));
});

test("specimens have forks that copied", () => {
  expect(stacked.length).toBeGreaterThan(20);
});

test.each(stacked.filter(({ label }) => label !== "0.87.0"))(
  "of a fork by $label, only the turns begun after it are its own",
  ({ file }) => {
    const id = /([0-9a-f]{8}-[0-9a-f-]{27})\.jsonl/.exec(file)?.[1] ?? "";
    const starts = ownership(file).filter((record) => record.inner === "task_started");
    expect(starts.some((record) => record.own)).toBe(true);
    expect(starts.some((record) => !record.own)).toBe(true);
    for (const { own, turn_id } of starts) expect([turn_id, own]).toEqual([turn_id, (turn_id ?? "") > id]);
  },
);

test.each(stacked.filter(({ label }) => label === "0.87.0"))(
  "before turn ids, a pause ends the copy: $file",
  ({ file }) => {
    const records = ownership(file);
    const first = records.findIndex((record) => record.own);
    expect(first).toBeGreaterThan(100);
    expect(records.slice(first).every((record) => record.own)).toBe(true);
    expect(records.slice(0, first).some((record) => record.inner === "function_call")).toBe(true);
    expect(records.slice(first).some((record) => record.inner === "function_call")).toBe(false);
  },
);
