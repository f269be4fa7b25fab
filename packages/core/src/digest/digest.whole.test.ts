// The laws of the digest: it can be put away anywhere, what it saves stays small, and it throws on nothing.

import fc from "fast-check";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { NO_HEADER } from "../lineage/header.ts";
import { mutatedRuns } from "../rollout/mutation.tools.ts";
import { createReader, readRecords } from "../rollout/read.ts";
import type { Reading } from "../rollout/reading.ts";
import {
  createDigest,
  resumeDigest,
  retellPassage,
  type DigestEnd,
  type DigestOptions,
  type Passage,
} from "./index.ts";

const FILE = { file: "rollout", named: null, rollout: null, inherited_from: null };
const OPTIONS: DigestOptions = { session: { header: NO_HEADER, era: null, file: "rollout", named: null }, gaps: [] };

/** A file of every size, the largest left out: what they show the others do. */
const FILES = listScenarios()
  .flatMap(({ files }) => files)
  .map((path) => sessionBytes(path))
  .filter((bytes) => bytes.length < 60_000);

interface Told {
  readonly end: DigestEnd;
  readonly given: readonly Passage[];
  /** How many of these were given before the end. */
  readonly settled: number;
  readonly saved: string;
}

function digest(readings: readonly Reading[], stops: (at: number) => boolean = () => false): Told {
  const given: Passage[] = [];
  const give = (passage: Passage): void => void given.push(passage);
  let fold = createDigest(OPTIONS, give);
  let open = fold.open(FILE);
  for (const [at, reading] of readings.entries()) {
    if (stops(at)) {
      fold = resumeDigest(fold.save(), OPTIONS, give);
      open = fold.reopen() ?? open;
    }
    open.read(reading);
  }
  const saved = fold.save();
  const settled = given.length;
  fold.close({ bytes: 1, lines: readings.length, gap: null, lost: false });
  return { end: fold.end(), given, settled, saved };
}

test("a digest that is put away before every record gives what one that never stopped gives", () => {
  let stops = 0;
  for (const [index, bytes] of FILES.entries()) {
    if (index % 9 !== 0) continue;
    const readings = readRecords(bytes);
    stops += readings.length;
    const { end, given } = digest(readings);
    const stopped = digest(readings, () => true);
    expect({ end: stopped.end, given: stopped.given }).toEqual({ end, given });
  }
  expect(stops).toBeGreaterThan(2000);
});

test("to look at a session that is being written changes nothing of what comes", () => {
  const readings = readRecords(FILES.find((bytes) => bytes.length > 30_000) ?? new Uint8Array(0));
  const given: Passage[] = [];
  const fold = createDigest(OPTIONS, (passage) => given.push(passage));
  const { read } = fold.open(FILE);
  for (const [at, reading] of readings.entries()) {
    const now = resumeDigest(fold.save(), OPTIONS, () => {});
    now.close({ bytes: 1, lines: at, gap: null, lost: false });
    expect(now.end()).toEqual(digest(readings.slice(0, at)).end);
    read(reading);
  }
  const whole = digest(readings);
  expect(given).toEqual(whole.given.slice(0, whole.settled));
});

test("a reader that begins where another stopped, and passes over what is not needed, gives the same digest", () => {
  let eras = 0;
  for (const bytes of FILES.filter((_, index) => index % 8 === 0)) {
    const whole = inParts(bytes, null);
    if (whole.end.facets.eras.includes("document")) continue;
    eras += whole.end.facets.eras.includes("legacy") ? 1 : 0;
    for (const part of [0.1, 0.5, 0.8]) expect(inParts(bytes, bytes.length * part)).toEqual(whole);
  }
  expect(eras).toBeGreaterThan(1);
});

/** With a stop behind the first line end from here on; null for none. */
function inParts(bytes: Uint8Array, from: number | null): Pick<Told, "end" | "given"> {
  const given: Passage[] = [];
  const give = (passage: Passage): void => void given.push(passage);
  let fold = createDigest(OPTIONS, give);
  const open = fold.open(FILE);
  let reader = createReader({ long: "whole", pass: open.pass }, open.read);
  const stop = from === null ? 0 : bytes.indexOf(10, Math.floor(from)) + 1;
  if (stop > 0) {
    reader.push(bytes.subarray(0, stop));
    fold = resumeDigest(fold.save(), OPTIONS, give);
    const again = fold.reopen();
    if (again === null) throw new Error("a file was open");
    const before = { bytes: stop, lines: bytes.subarray(0, stop).filter((byte) => byte === 10).length };
    const { read, pass, after } = again;
    reader = createReader({ long: "whole", pass, after }, (reading) => read(moved(reading, before)));
  }
  reader.push(bytes.subarray(stop));
  reader.end();
  fold.close({ bytes: 1, lines: 1, gap: null, lost: false });
  return { end: fold.end(), given };
}

function moved(reading: Reading, from: { readonly bytes: number; readonly lines: number }): Reading {
  const at = { ...reading.at, offset: reading.at.offset + from.bytes, number: reading.at.number + from.lines };
  return { ...reading, at };
}

test("the passages of a file that was cut are the first of the whole file's", () => {
  for (const bytes of FILES.filter((_, index) => index % 20 === 0)) {
    const { given } = digest(readRecords(bytes));
    for (const part of [0.3, 0.6, 0.9]) {
      const cut = digest(readRecords(bytes.subarray(0, Math.floor(bytes.length * part))));
      expect(cut.given.slice(0, cut.settled)).toEqual(given.slice(0, cut.settled));
    }
  }
});

test("of lines too long to be held, the beginnings are told, and told again alike", () => {
  const longest = 1500;
  let cut = 0;
  for (const bytes of FILES.filter((_, index) => index % 9 === 0)) {
    const whole = digest(readRecords(bytes)).given;
    const { given } = digest(readRecords(bytes, { longest }), (at) => at % 5 === 0);
    expect(given.map(({ n, kind, status }) => [n, kind, status])).toEqual(
      whole.map(({ n, kind, status }) => [n, kind, status]),
    );
    for (const [index, { texts, places, cut: short }] of given.entries()) {
      const lines = places.map(({ offset, length }) => bytes.subarray(offset, offset + length));
      if (texts !== null) expect(retellPassage(lines, longest)).toEqual(texts);
      if (short) cut += 1;
      else if (texts !== null && whole[index]?.texts !== null) expect(texts).toEqual(whole[index]?.texts);
    }
  }
  expect(cut).toBeGreaterThan(5);
});

test("what is saved does not grow with the session", () => {
  const turn = (index: number): readonly string[] => {
    const turn_id = `turn-${index}`;
    const at = (second: number): string => new Date(Date.UTC(2026, 10, 21, 7, 0, second)).toISOString();
    const record = (second: number, type: string, payload: object): string =>
      JSON.stringify({ timestamp: at(second), ordinal: index * 10 + second, type, payload });
    const call_id = `call_0123456789_${index}`;
    const command = ["bash", "-lc", `echo ${index}`];
    const item = {
      type: "CommandExecution",
      id: call_id,
      command,
      cwd: "file:///w",
      status: "completed",
      exit_code: 0,
    };
    return [
      record(0, "event_msg", { type: "task_started", turn_id }),
      record(1, "turn_context", { turn_id, cwd: "/w", model: "gpt-5-codex" }),
      record(2, "event_msg", { type: "user_message", message: `prompt ${index}` }),
      record(3, "response_item", { type: "function_call", name: "exec_command", call_id, arguments: `{"cmd":"echo"}` }),
      record(4, "event_msg", {
        type: "item_completed",
        turn_id,
        item: { ...item, aggregated_output: "x".repeat(999) },
      }),
      record(5, "response_item", { type: "function_call_output", call_id, output: "x".repeat(999) }),
      record(6, "event_msg", { type: "task_complete", turn_id, duration_ms: 5 }),
    ];
  };
  const lines = Array.from({ length: 2000 }, (_, index) => turn(index)).flat();
  const session = digest(readRecords(new TextEncoder().encode(`${lines.join("\n")}\n`)));
  expect(session.end.facets).toMatchObject({ turns: 2000, commands: 2000 });
  expect(session.end.cells).toMatchObject([{ turns: 2000, duration_ms: 10_000 }]);
  expect(session.given.length).toBe(4000);
  expect(session.saved.length).toBeLessThan(10_000);
});

test("of the limits the last word of each quarter of an hour is kept, whichever way a version told it", () => {
  const count = (timestamp: string, rate_limits: object | null): string =>
    JSON.stringify({ timestamp, type: "event_msg", payload: { type: "token_count", info: null, rate_limits } });
  const lines = [
    count("2025-09-01T10:01:00.000Z", { primary: { used_percent: 1, window_minutes: 300, resets_in_seconds: 60 } }),
    count("2025-09-01T10:02:00.000Z", { primary: { used_percent: 1.5, window_minutes: 300, resets_in_seconds: 60 } }),
    count("2025-09-01T10:14:59.999Z", null),
    count("2025-09-01T10:16:00.000Z", {
      limit_id: "codex",
      plan_type: "pro",
      secondary: { used_percent: 9, resets_at: 7 },
    }),
    count("2025-09-01T10:17:00.000Z", { limit_id: "codex", primary: null, secondary: null }),
    count("2025-09-01T10:18:00.000Z", { limit_id: "other", primary: { used_percent: 3 } }),
  ];
  const { end } = digest(readRecords(new TextEncoder().encode(lines.join("\n"))), () => true);
  const none = { window_minutes: null, resets_at: null };
  expect(end.limits).toEqual([
    {
      time: "2025-09-01T10:02:00.000Z",
      limit_id: null,
      plan_type: null,
      primary: { used_percent: 1.5, window_minutes: 300, resets_at: 1_756_720_980 },
      secondary: null,
    },
    {
      time: "2025-09-01T10:16:00.000Z",
      limit_id: "codex",
      plan_type: "pro",
      primary: null,
      secondary: { ...none, used_percent: 9, resets_at: 7 },
    },
    {
      time: "2025-09-01T10:18:00.000Z",
      limit_id: "other",
      plan_type: null,
      primary: { ...none, used_percent: 3 },
      secondary: null,
    },
  ]);
});

test("responses of so much input that they cost more are told apart", () => {
  const usage = (input_tokens: number): object => ({ input_tokens, output_tokens: 1, total_tokens: input_tokens + 1 });
  const record = (type: string, payload: object): string =>
    JSON.stringify({ timestamp: "2026-11-21T07:20:00.000Z", ordinal: 0, type, payload });
  const lines = [
    record("session_meta", { id: "t" }),
    record("turn_context", { turn_id: "a", model: "m" }),
    record("token_usage_record", { thread_id: "t", usage: usage(10) }),
    record("token_usage_record", { thread_id: "t", usage: usage(30) }),
  ];
  const fold = createDigest({ ...OPTIONS, longAbove: (model) => (model === "m" ? 20 : null) }, () => {});
  const { read } = fold.open(FILE);
  for (const reading of readRecords(new TextEncoder().encode(lines.join("\n")))) read(reading);
  fold.close({ bytes: 1, lines: 4, gap: null, lost: false });
  expect(fold.end().cells).toMatchObject([
    { day: "2026-11-21T07:15", model: "m", long: false, tokens: { input: 10 } },
    { day: "2026-11-21T07:15", model: "m", long: true, tokens: { input: 30 } },
  ]);
});

test("values of any type in any field make it throw nowhere, and the lines tell what it told", () => {
  let told = 0;
  fc.assert(
    fc.property(mutatedRuns(FILES.flatMap((bytes) => readRecords(bytes))), (run) => {
      const text = run.map((reading) => JSON.stringify(reading.value)).join("\n");
      const bytes = new TextEncoder().encode(text);
      const { end, given } = digest(readRecords(bytes));
      const stopped = digest(readRecords(bytes), (at) => at % 7 === 0);
      expect({ end: stopped.end, given: stopped.given }).toEqual({ end, given });
      for (const { texts, places } of given) {
        const again = retellPassage(places.map(({ offset, length }) => bytes.subarray(offset, offset + length)));
        if (texts !== null) expect(again).toEqual(texts);
        told += 1;
      }
    }),
    { numRuns: 150 },
  );
  expect(told).toBeGreaterThan(500);
});
