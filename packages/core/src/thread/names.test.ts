// Models of names that every object has.

import { expect, test } from "vitest";
import { readRecords } from "../rollout/read.ts";
import { readThread } from "./index.ts";

const MODELS = ["first", "constructor", "toString", "__proto__"];

const line = (type: string, payload: object): string =>
  JSON.stringify({ timestamp: "2026-03-01T10:00:00.000Z", type, payload });

function counted(times: number): string {
  const usage = { input_tokens: 10 * times, cached_input_tokens: 0, output_tokens: 5 * times };
  const total_token_usage = { ...usage, reasoning_output_tokens: 0, total_tokens: 15 * times };
  const last_token_usage = { ...total_token_usage, input_tokens: 10, output_tokens: 5, total_tokens: 15 };
  return line("event_msg", { type: "token_count", info: { total_token_usage, last_token_usage } });
}

test("what models of such names spent is summed, each by itself", () => {
  const lines = [
    line("session_meta", { id: "01996b00-0000-7000-8000-000000000001", cwd: "/w", cli_version: "0.169.0" }),
    line("event_msg", { type: "task_started", turn_id: "t" }),
    ...MODELS.flatMap((model, at) => [line("turn_context", { turn_id: "t", cwd: "/w", model }), counted(at + 1)]),
  ];
  const readings = readRecords(new TextEncoder().encode(lines.join("\n")));
  const file = { path: "f", rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
  const spent = Object.entries(readThread([{ file, named: null, readings }]).usage_by_model);
  expect(spent.map(([name, { total_tokens }]) => [name, total_tokens])).toEqual(MODELS.map((name) => [name, 15]));
});
