// The last turn read from the end of a file is the last turn of the whole file.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { type ChainFile, createReader, type Reading } from "rollbook-core";
import { collectTurns, createThreadFold, type Item, type Turn } from "rollbook-core/thread";
import { afterAll, expect, test } from "vitest";
import { listScenarios } from "../../../../lab/specimen/session-files.ts";
import { openTail } from "./index.ts";

const PLACE = mkdtempSync(join(tmpdir(), "rollbook-tail-"));
afterAll(() => rmSync(PLACE, { recursive: true }));

const WHOLE = 0x1fffffe8;
const FILES = listScenarios()
  .flatMap(({ files }) => files)
  .filter((path) => path.endsWith(".jsonl"));

/** Turns that a record or a prompt starts: of others only an item tells, and it may be a late one of an earlier turn. */
function lastOf(path: string, batches: Iterable<readonly Reading[]>): Turn | undefined {
  const collection = collectTurns();
  const fold = createThreadFold(collection);
  const file: ChainFile = { path, rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
  fold.open(file, null);
  for (const readings of batches) for (const reading of readings) fold.read(reading);
  fold.end();
  return collection.turns().findLast(({ synthetic, id }) => !synthetic || id.startsWith("rollout-"));
}

function wholeFile(path: string): readonly Reading[] {
  const readings: Reading[] = [];
  const reader = createReader({ long: "whole" }, (reading) => readings.push(reading));
  reader.push(readFileSync(path));
  reader.end();
  return readings;
}

/** Without what needs the whole file: numbers, names made by counting, and lines. */
function told(turn: Turn | undefined): unknown {
  if (turn === undefined) return null;
  const { index: _index, id: _id, items, sources, ...head } = turn;
  return {
    ...head,
    sources: sources.map(({ offset, length }) => [offset, length]),
    items: items.map(({ id: _item, turn_id: _turn, content, ...item }: Item) => ({
      ...item,
      content: { ...content, id: null },
      sources: item.sources.map(({ offset, length }) => [offset, length]),
    })),
  };
}

test.each([
  [300, 0],
  [5000, 1],
])("of every third specimen, in blocks of %i bytes", (block, rest) => {
  let found = 0;
  const versions = new Set<string>();
  for (const path of FILES.filter((_, index) => index % 3 === rest)) {
    const tail = openTail(path, WHOLE, block);
    if (tail === null) continue;
    if (!tail.whole) found += 1;
    versions.add(/specimens\/[^/]+\/([^/]+)/.exec(path)?.[1] ?? "");
    const whole = lastOf(path, [wholeFile(path)]);
    const last = lastOf(path, tail.readings());
    expect(told(last), path).toEqual(told(whole));
    expect(last?.sources[0]?.offset, path).toBe(tail.last);
    // Ids that Codex wrote are its own.
    if (whole?.synthetic === false) expect(last?.id, path).toBe(whole.id);
  }
  expect(found).toBeGreaterThan(30);
  expect(versions.size).toBeGreaterThan(25);
});

test("lines are not counted behind the gap, and are before it", () => {
  const path = FILES.find((file) => openTail(file, WHOLE, 500)?.whole === false) ?? "";
  const tail = openTail(path, WHOLE, 500);
  const readings = [...(tail?.readings() ?? [])].flat();
  const behind = readings.findIndex(({ at }) => at.number === 0);
  expect(readings.slice(0, behind).map(({ at }) => at.number)).toEqual(
    readings.slice(0, behind).map((_, index) => index + 1),
  );
  expect(readings.slice(behind).every(({ at }) => at.number === 0)).toBe(true);
  expect(behind).toBeGreaterThan(0);
});

const META = { id: "01a1fcfa-350e-7a83-8a5c-b865c958e002", cwd: "/", originator: "x", cli_version: "0.118.0" };
let second = 0;

function record(type: string, payload: object): string {
  second += 1;
  const timestamp = new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
  return `${JSON.stringify({ timestamp, type, payload })}\n`;
}

function usage(total_tokens: number): object {
  return {
    input_tokens: total_tokens,
    cached_input_tokens: 0,
    output_tokens: 0,
    reasoning_output_tokens: 0,
    total_tokens,
  };
}

/** `tokens` are the running total behind it; null where none is told. */
function turn(number: number, tokens: number | null): string {
  const turn_id = `01a1fd00-0000-7000-8000-${String(number).padStart(12, "0")}`;
  const context = { turn_id, cwd: "/", approval_policy: "never", sandbox_policy: { type: "read-only" }, model: "m" };
  const info = { total_token_usage: usage(tokens ?? 0), last_token_usage: usage(1) };
  return [
    record("event_msg", { type: "task_started", turn_id, model_context_window: 100 }),
    record("turn_context", context),
    record("event_msg", { type: "user_message", message: `prompt ${number} ${"x".repeat(2000)}` }),
    tokens === null ? "" : record("event_msg", { type: "token_count", info, rate_limits: null }),
    record("event_msg", { type: "task_complete", turn_id, last_agent_message: null }),
  ].join("");
}

function made(name: string, text: string | Uint8Array): string {
  const path = join(PLACE, name);
  writeFileSync(path, text);
  return path;
}

test("what the last turn spent is told, though the running total before it stands some turns back", () => {
  const text = record("session_meta", META) + turn(1, 10) + turn(2, 100) + turn(3, null) + turn(4, null) + turn(5, 130);
  const path = made("totals.jsonl", text);
  const tail = openTail(path, WHOLE, 600);
  const last = lastOf(path, tail?.readings() ?? []);
  expect(last?.usage?.total_tokens).toBe(30);
  expect([...(tail?.readings() ?? [])].flat().length).toBeLessThan(wholeFile(path).length);
});

test("a line longer than many blocks, and one that is torn at the end, are no hindrance", () => {
  const long = record("response_item", {
    type: "message",
    role: "assistant",
    content: [{ type: "output_text", text: "y".repeat(30_000) }],
  });
  const torn = record("event_msg", { type: "agent_message", message: "gone" }).slice(0, 60);
  const path = made("long.jsonl", record("session_meta", META) + turn(1, 1) + turn(2, 2) + turn(3, 3) + long + torn);
  const tail = openTail(path, WHOLE, 256);
  expect(told(lastOf(path, tail?.readings() ?? []))).toEqual(told(lastOf(path, [wholeFile(path)])));
  expect(tail).not.toBeNull();
});

test("a file of one turn is read whole, and its lines are counted", () => {
  const path = made("one.jsonl", record("session_meta", META) + turn(1, 1));
  const tail = openTail(path, WHOLE, 64);
  expect(tail?.whole).toBe(true);
  expect([...(tail?.readings() ?? [])].flat()).toEqual(wholeFile(path));
});

test("small files, packed ones and those without a turn are for others to read", () => {
  const header = record("session_meta", META);
  expect(openTail(made("none.jsonl", header), WHOLE, 64)).toBeNull();
  expect(openTail(made("empty.jsonl", ""), WHOLE, 64)).toBeNull();
  const text = header + turn(1, 1) + turn(2, 2) + turn(3, 3);
  expect(openTail(made("three.jsonl", text), WHOLE, 64)?.whole).toBe(false);
  expect(openTail(made("three.jsonl", text), WHOLE)).toBeNull();
  expect(openTail(made("three.jsonl.zst", zstdCompressSync(text)), WHOLE, 64)).toBeNull();
});
