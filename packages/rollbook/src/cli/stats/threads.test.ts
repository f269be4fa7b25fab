// The token pass tells what the thread fold tells, of every file there is, though it reads a fraction of it.

import { createReader, parseRolloutName, readRecords } from "rollbook-core";
import { readThread } from "rollbook-core/thread";
import { createUsagePass, type FileUsage, type UsagePassOptions } from "rollbook-core/usage";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../../lab/specimen/session-files.ts";

function read(bytes: Uint8Array, options: UsagePassOptions): FileUsage {
  const pass = createUsagePass(options);
  const reader = createReader({ long: "cut", pass: pass.pass }, pass.read);
  reader.push(bytes);
  reader.end();
  return pass.unsure() ? read(bytes, { ...options, careful: true }) : pass.end();
}

function sums({ cells }: FileUsage): { readonly total: number; readonly models: Record<string, unknown> } {
  const models: Record<string, [number, number, number, number, number]> = {};
  for (const { model, tokens } of cells) {
    if (tokens.total === 0) continue;
    const sum = (models[model ?? ""] ??= [0, 0, 0, 0, 0]);
    [tokens.input, tokens.cached_input, tokens.output, tokens.reasoning_output, tokens.total].forEach(
      (count, index) => (sum[index] = (sum[index] ?? 0) + count),
    );
  }
  return { total: cells.reduce((sum, { tokens }) => sum + tokens.total, 0), models };
}

const FILES = listScenarios().flatMap(({ label, name, files }) =>
  files.map((path) => ({ name: `${label}/${name}`, path, named: parseRolloutName(path.split("/").at(-1) ?? "") })),
);

/** Where a thread has a review, the fold shows it as a turn as well. */
const OTHERWISE = /\/(?:review|appserver_live\w*)$/;

test("turns are those of the thread", () => {
  let turns = 0;
  for (const { name, path, named } of FILES) {
    const bytes = sessionBytes(path);
    const { cells } = read(bytes, { named: named?.thread_id ?? null });
    const file = { path, rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
    const thread = readThread([{ file, named: named?.thread_id ?? null, readings: readRecords(bytes) }]);
    const own = thread.turns.filter(({ thread_id }) => thread_id === null || thread_id === thread.id).length;
    const counted = cells.reduce((sum, { turns }) => sum + turns, 0);
    if (OTHERWISE.test(name)) expect(own - counted).toBeOneOf([0, 1]);
    else expect([name, counted]).toEqual([name, own]);
    turns += counted;
  }
  expect(turns).toBeGreaterThan(1000);
});

test("a compaction between turns is a turn, to both", () => {
  const started = { type: "task_started", turn_id: "a" };
  const complete = { type: "task_complete", turn_id: "a" };
  const compacted = { type: "context_compacted" };
  const turnsOf = (...events: readonly object[]): readonly number[] => {
    const lines = [
      { type: "session_meta", payload: { id: "019f7250-e35f-70ef-a73c-6c53633c5518", cli_version: "0.142.5" } },
      ...events.map((payload) => ({ type: "event_msg", payload })),
    ].map((record, second) => ({ timestamp: `2026-01-01T00:00:${String(second).padStart(2, "0")}.000Z`, ...record }));
    const bytes = new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    const file = { path: "a", rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
    const { cells } = read(bytes, { named: null });
    const { turns } = readThread([{ file, named: null, readings: readRecords(bytes) }]);
    return [cells.reduce((sum, cell) => sum + cell.turns, 0), turns.length];
  };
  expect(turnsOf(started, compacted, complete)).toEqual([1, 1]);
  expect(turnsOf(started, complete, compacted)).toEqual([2, 2]);
  expect(turnsOf(started, complete, compacted, compacted)).toEqual([2, 2]);
  expect(turnsOf(started, complete, compacted, { ...started, turn_id: "b" }, compacted)).toEqual([3, 3]);
  expect(
    turnsOf(started, complete, compacted, { ...started, turn_id: "b" }, { ...complete, turn_id: "b" }, compacted),
  ).toEqual([4, 4]);
});

test("of the oldest sessions an image alone is no prompt to either, but what comes of it is a turn", () => {
  const message = (role: string, ...content: readonly object[]): object => ({ type: "message", role, content });
  const image = message("user", { type: "input_image", image_url: "data:image/png;base64,AAAA" });
  const prompt = message("user", { type: "input_text", text: "look at this" });
  const answer = message("assistant", { type: "output_text", text: "I see." });
  const call = { type: "function_call", name: "shell", arguments: "{}", call_id: "a" };
  const turnsOf = (...items: readonly object[]): readonly number[] => {
    const head = {
      id: "305b14e6-5116-4e34-8256-bd8166fd3a36",
      timestamp: "2025-07-21T07:39:02.667Z",
      instructions: null,
    };
    const bytes = new TextEncoder().encode([head, ...items].map((line) => `${JSON.stringify(line)}\n`).join(""));
    const file = { path: "a", rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
    const { turns } = readThread([{ file, named: null, readings: readRecords(bytes) }]);
    return [read(bytes, { named: null }).cells.reduce((sum, cell) => sum + cell.turns, 0), turns.length];
  };
  expect(turnsOf(image)).toEqual([0, 0]);
  expect(turnsOf(image, answer)).toEqual([1, 1]);
  expect(turnsOf(image, call)).toEqual([1, 1]);
  expect(turnsOf(image, prompt, answer)).toEqual([1, 1]);
  expect(turnsOf(image, answer, prompt, call, answer)).toEqual([2, 2]);
  expect(turnsOf(prompt, answer, image, call, answer)).toEqual([1, 1]);
});

test("tokens by model are those of the thread, file by file", () => {
  let spent = 0;
  for (const { name, path, named } of FILES) {
    const bytes = sessionBytes(path);
    const found = sums(read(bytes, { named: named?.thread_id ?? null }));
    const file = { path, rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
    const thread = readThread([{ file, named: named?.thread_id ?? null, readings: readRecords(bytes) }]);
    const models = Object.fromEntries(
      Object.entries(thread.usage_by_model)
        .filter(([, usage]) => usage.total_tokens > 0)
        .map(([model, usage]) => [
          model,
          [
            usage.input_tokens,
            usage.cached_input_tokens,
            usage.output_tokens,
            usage.reasoning_output_tokens,
            usage.total_tokens,
          ],
        ]),
    );
    // A file that goes on from another begins with its sum; the fold of that file alone cannot know.
    if (thread.header.base !== null) continue;
    expect([name, path, found]).toEqual([name, path, { total: thread.usage?.total_tokens ?? 0, models }]);
    if (found.total > 0) spent += 1;
  }
  expect(spent).toBeGreaterThan(500);
});
