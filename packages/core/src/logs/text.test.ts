// Text logs of several versions, and what becomes of them on disks.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SPECIMENS } from "../../../../lab/index.ts";
import { createTextLog, KEPT, type LogEvent, type TextLogOptions } from "./index.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(bytes: Uint8Array, options: TextLogOptions = {}, cuts: readonly number[] = []): LogEvent[] {
  const events: LogEvent[] = [];
  const log = createTextLog(options, (event) => events.push(event));
  let from = 0;
  for (const to of [...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b), bytes.length]) {
    // A chunk is free for reuse once it was pushed.
    const chunk = bytes.slice(from, to);
    log.push(chunk);
    chunk.fill(0x58);
    from = to;
  }
  log.end();
  return events;
}

const specimen = (version: string): Uint8Array =>
  readFileSync(join(SPECIMENS, "logs", version, "home/log/codex-tui.log"));
const brief = (events: readonly LogEvent[]): unknown[] =>
  events
    .filter(({ kind }) => kind !== "event" && kind !== "span")
    .map(({ level, kind, facts }) => [level, kind, facts]);

describe("logs of Codex", () => {
  test("0.36.0, in colours, names neither modules nor sessions", () => {
    const events = read(specimen("0.36.0"));
    expect(brief(events)).toEqual([
      ["info", "tool_call", { tool: "shell" }],
      ["info", "tool_call", { tool: "shell" }],
      ["warn", "stream_retry", { attempt: 1, max_attempts: 1, delay_ms: 186 }],
      ["info", "turn_error", {}],
    ]);
    expect(events[0]).toMatchObject({ level: "error", target: null, session_id: null, offset: 0 });
    expect(events.map(({ message }) => message).join()).not.toContain("\u001b");
  });

  test("0.87.0: a patch goes on over lines that have no time of their own", () => {
    const events = read(specimen("0.87.0"));
    expect(brief(events).slice(0, 4)).toEqual([
      ["info", "tool_call", { tool: "shell_command" }],
      ["info", "tool_call", { tool: "apply_patch" }],
      ["warn", "stream_retry", { attempt: 1, max_attempts: 1, delay_ms: 188 }],
      ["info", "turn_error", {}],
    ]);
    expect(events[1]?.message).toBe(
      "ToolCall: apply_patch *** Begin Patch\n*** Add File: tui.txt\n+tui\n*** End Patch",
    );
  });

  test("0.118.0: spans tie events to sessions and turns", () => {
    const tied = read(specimen("0.118.0")).filter(({ kind }) => kind === "stream_retry" || kind === "tool_call");
    expect(tied.map(({ session_id }) => session_id)).toEqual(tied.map(() => "01a1feaa-2d8a-71d2-a345-2cbc8a8edd64"));
    expect(new Set(tied.map(({ turn_id }) => turn_id)).size).toBe(3);
    expect(tied.at(-1)).toMatchObject({ target: "codex_core::codex", time: "2026-11-21T15:12:19.755854Z" });
  });
});

const LINE = "2026-11-21T07:00:00.000001Z  INFO codex_core::codex: one";

test("what is no event is told as it stands: torn lines, NULs, odd bytes, blank lines", () => {
  const text = `torn start\n\n\ufeff${LINE}\n\0\0\0${LINE}\r\n\0\0\0${LINE}\nfoo\0\0\0\0${LINE} \u00e9\n2026-11-21T07:00`;
  const bytes = Buffer.concat([encode(text), Buffer.from([0x0a, 0xff])]);
  const events = read(bytes);
  expect(events.map(({ kind, message }) => [kind, message])).toEqual([
    ["unknown", `torn start\n\n\ufeff${LINE}`],
    ["unknown", "3 NUL bytes"],
    ["event", "one"],
    ["unknown", "3 NUL bytes"],
    ["event", "one\nfoo"],
    ["unknown", "4 NUL bytes"],
    ["event", "one \u00e9\n2026-11-21T07:00\n\ufffd"],
  ]);
  expect(read(encode(`\ufeff${LINE}`))).toMatchObject([{ kind: "event", offset: 3 }]);
  expect(read(encode(""))).toEqual([]);
});

test("a log may be in JSON, whole or torn", () => {
  const line =
    '{"timestamp":"2026-11-21T15:30:35.167734Z","level":"WARN","fields":{"message":"Turn error: no"},"target":"a::b"}';
  const events = read(encode(`${line}\n${line.slice(0, 90)}\n${line}\n{"timestamp":"soon"}\n`));
  expect(events.map(({ kind, level, target, message }) => [kind, level, target, message])).toEqual([
    ["turn_error", "warn", "a::b", "Turn error: no"],
    ["event", "warn", null, line.slice(0, 90)],
    ["turn_error", "warn", "a::b", 'Turn error: no\n{"timestamp":"soon"}'],
  ]);
});

test("times of any zone are told in UTC, to the microsecond", () => {
  const [event] = read(encode("2026-11-21T09:00:00.123456+0200 WARN x"));
  expect(event).toMatchObject({ time: "2026-11-21T07:00:00.123456Z", level: "warn", message: "x" });
  expect(event?.time_ms).toBeCloseTo(Date.parse("2026-11-21T07:00:00.123Z") + 0.456, 2);
  // A date that is none begins nothing.
  expect(read(encode("2026-99-21T09:00:00Z WARN x"))).toMatchObject([{ kind: "unknown" }]);
});

test("of an event that is too long the start is kept, and the rest is counted", () => {
  const head = `${LINE} `;
  const lines = ["a".repeat(3 * KEPT), "b".repeat(KEPT), "c"];
  const bytes = encode(`${head}${lines.join("\n")}\n${LINE}\n`);
  const [long, next] = read(bytes, {}, [10, KEPT, 2 * KEPT + 5]);
  expect(long?.message.length).toBe(KEPT - LINE.length + "one".length);
  expect(long).toMatchObject({ offset: 0, length: head.length + 4 * KEPT + 3 });
  expect(long?.omitted_bytes).toBe(head.length + 3 * KEPT - KEPT + KEPT + 1);
  expect(next).toMatchObject({ offset: head.length + 4 * KEPT + 4, length: LINE.length, omitted_bytes: 0 });
});

test("events that are not wanted are left out with all their lines", () => {
  const bytes = encode(`${LINE}\nmore\n${LINE.replace("INFO", "WARN")}\nand\n${LINE}\n`);
  expect(read(bytes, { wants: (level) => level === "warn" })).toMatchObject([{ level: "warn", message: "one\nand" }]);
});

test("events do not depend on how the bytes are cut, and hold all bytes but line breaks", () => {
  const pieces = [
    LINE,
    "more",
    "\0\0",
    "\n",
    "\r\n",
    "\u00e9",
    "\u001b[2m",
    " ",
    `\n${LINE}\n`,
    "2026-11-21T07:00:00Z ERROR x",
    '{"timestamp":"2026-11-21T07:00:00Z","level":"INFO"}',
  ];
  const file = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => encode(parts.join("")));
  fc.assert(
    fc.property(file, fc.array(fc.nat(400)), (bytes, cuts) => {
      const events = read(bytes);
      expect(read(bytes, {}, cuts)).toEqual(events);
      let end = 0;
      for (const { offset, length } of events) {
        const between = bytes.subarray(end, offset ?? 0);
        expect(between.every((byte) => byte === 0x0a || byte === 0x0d)).toBe(true);
        end = (offset ?? 0) + (length ?? 0);
      }
      expect(bytes.subarray(end).every((byte) => byte === 0x0a || byte === 0x0d)).toBe(true);
    }),
  );
});
