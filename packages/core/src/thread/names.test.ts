// Names that every object has, in a session where names of its own are due.

import { expect, test } from "vitest";
import { readRecords } from "../rollout/read.ts";
import { readThread } from "./index.ts";

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

test("what models of such names spent is summed, each by itself", () => {
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
  const bytes = bytesOf(HEAD, START, ...["first", ...NAMES].flatMap((name, at) => [model(name), count(at + 1)]));
  const file = { path: "f", rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
  const thread = readThread([{ file, named: null, readings: readRecords(bytes) }]);
  const spent = Object.entries(thread.usage_by_model).map(([name, { total_tokens }]) => [name, total_tokens]);
  expect(spent).toEqual(["first", ...NAMES].map((name) => [name, 15]));
});
