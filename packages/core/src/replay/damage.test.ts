// What damage may hide makes files unknown; damage that hides nothing does not.

import { basename } from "node:path";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { readRecords } from "../rollout/read.ts";
import { readThread } from "../thread/index.ts";
import { EVERYTHING, fileStates, readHistory, replay } from "./index.ts";

const FILES = listScenarios()
  .filter(({ name }) => name === "patch")
  .flatMap(({ files }) => files.filter((file) => file.endsWith(".jsonl")));

function statesOf(file: string, source: string) {
  const chain = { path: basename(file), rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
  const thread = readThread([{ file: chain, named: null, readings: readRecords(Buffer.from(source)) }]);
  const states = fileStates(replay(readHistory(thread), EVERYTHING));
  return states.map(({ path, state, text, reasons }) => ({
    path,
    state,
    text,
    reasons: reasons.map(({ kind }) => kind),
  }));
}

test("two records on one line, and a byte order mark, take nothing from what is known", () => {
  expect(FILES.length).toBeGreaterThan(20);
  for (const file of FILES) {
    const source = Buffer.from(sessionBytes(file)).toString();
    const middle = source.indexOf("}\n{", source.length / 2);
    const joined = `${source.slice(0, middle + 1)}${source.slice(middle + 2)}`;
    expect([file, statesOf(file, `\u{feff}${joined}`)]).toEqual([file, statesOf(file, source)]);
  }
});

test("a torn record makes unknown what was changed in parts", () => {
  const doubts = (states: ReturnType<typeof statesOf>): number =>
    states.filter(({ reasons }) => reasons.includes("damage")).length;
  let doubted = 0;
  for (const file of FILES) {
    const source = Buffer.from(sessionBytes(file)).toString();
    doubted += doubts(statesOf(file, source.replace(/\n[^\n]*$/, '\n{"timestamp":"2025\n')));
  }
  expect(doubted).toBeGreaterThan(10);
});
