// Names that every object has, in a session where names of its own are due.

import { expect, test } from "vitest";
import { projectActions } from "../action/project.ts";
import { readRecords } from "../rollout/read.ts";
import { readThread } from "../thread/index.ts";
import { own, put } from "./own.ts";

const NAMES = ["constructor", "toString", "hasOwnProperty", "__proto__"];
const THREAD = "01996b00-0000-7000-8000-000000000001";

function bytesOf(...records: readonly (readonly [type: string, payload: object])[]): Uint8Array {
  const lines = records.map(([type, payload], second) => {
    const timestamp = new Date(Date.UTC(2026, 2, 1, 10, 0, second)).toISOString();
    return `${JSON.stringify({ timestamp, type, payload })}\n`;
  });
  return new TextEncoder().encode(lines.join(""));
}

const HEAD = ["session_meta", { id: THREAD, cwd: "/w", cli_version: "0.169.0", originator: "t" }] as const;
const START = ["event_msg", { type: "task_started", turn_id: "t" }] as const;

test("a table holds what was put there, by any name, and nothing else", () => {
  const table: Record<string, number> = {};
  for (const name of NAMES) expect(own(table, name)).toBeUndefined();
  for (const [at, name] of NAMES.entries()) put(table, name, at);
  expect(NAMES.map((name) => own(table, name))).toEqual([0, 1, 2, 3]);
  expect(JSON.stringify(table)).toBe('{"constructor":0,"toString":1,"hasOwnProperty":2,"__proto__":3}');
});

test("an item whose status has such a name is of unknown status", () => {
  const items = NAMES.map(
    (status, at) =>
      [
        "event_msg",
        {
          type: "item_completed",
          turn_id: "t",
          item: { type: "CommandExecution", id: `c${at}`, command: ["ls"], cwd: "file:///w", status },
        },
      ] as const,
  );
  const records = projectActions(bytesOf(HEAD, START, ...items), { file: "f" });
  expect(records.filter((record) => record.record === "action").map(({ status }) => status)).toEqual(
    expect.arrayContaining(["unknown", "unknown", "unknown", "unknown"]),
  );
  expect(records.at(-1)).toMatchObject({ by_status: { unknown: 4 } });
});

test("types of such names are counted, each by itself, and so are models", () => {
  const model = (name: string) => ["turn_context", { turn_id: "t", cwd: "/w", model: name }] as const;
  const usage = { input_tokens: 10, cached_input_tokens: 0, output_tokens: 5, reasoning_output_tokens: 0 };
  const count = (spent: number) =>
    [
      "event_msg",
      {
        type: "token_count",
        info: {
          total_token_usage: { ...usage, input_tokens: 10 * spent, output_tokens: 5 * spent, total_tokens: 15 * spent },
          last_token_usage: { ...usage, total_tokens: 15 },
        },
      },
    ] as const;
  const bytes = bytesOf(
    HEAD,
    START,
    ...[...NAMES, ...NAMES].map((type) => [type, {}] as const),
    ...["first", ...NAMES].flatMap((name, at) => [model(name), count(at + 1)]),
  );
  const end = projectActions(bytes, { file: "f" }).at(-1);
  expect(end).toMatchObject({ record: "end" });
  const counted = (end as unknown as { unknown_types: Record<string, number> }).unknown_types;
  expect(Object.entries(counted)).toEqual(NAMES.map((name) => [name, 2]));

  const file = { path: "f", rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
  const thread = readThread([{ file, named: null, readings: readRecords(bytes) }]);
  const spent = Object.entries(thread.usage_by_model).map(([name, { total_tokens }]) => [name, total_tokens]);
  expect(spent).toEqual(["first", ...NAMES].map((name) => [name, 15]));
});
