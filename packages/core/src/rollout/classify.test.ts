// Which era and which types a record's shape shows.

import { describe, expect, test } from "vitest";
import { classifyRecord } from "./classify.ts";
import { readRecords } from "./read.ts";

function told(value: object, around?: { first: boolean; moded: boolean }): string {
  const { era, outer, inner } = classifyRecord(JSON.parse(JSON.stringify(value)) as Record<string, string>, around);
  return `${era}/${outer}/${inner}`;
}

const FIRST = { first: true, moded: false };

describe("classifyRecord", () => {
  test.each([
    [{ timestamp: "t", type: "event_msg", payload: { type: "token_count" } }, "envelope/event_msg/token_count"],
    [{ timestamp: "t", ordinal: 0, type: "session_meta", payload: {} }, "paginated/session_meta/"],
    [{ timestamp: "t", type: "world_state", payload: {} }, "legacy/world_state/"],
    [
      { timestamp: "t", type: "event_msg", payload: { type: "thread_settings_applied" } },
      "legacy/event_msg/thread_settings_applied",
    ],
    [{ timestamp: "t", type: "session_meta", payload: { history_mode: "legacy" } }, "legacy/session_meta/"],
    [{ timestamp: "t", type: "from_the_future" }, "envelope/from_the_future/"],
    [{ type: "message", role: "user", content: [] }, "bare/response_item/message"],
    [{ record_type: "state" }, "bare/state/"],
    [{ id: "x", timestamp: "t" }, "bare/header/"],
    [{ meta: "test", instructions: "be nice" }, "null//"],
    [{ a: 1 }, "null//"],
  ])("%j", (value, expected) => expect(told(value)).toBe(expected));

  test.each([
    [{ timestamp: "t" }, "bare/header/"],
    [{ meta: "test", instructions: "be nice" }, "bare/header/"],
    [{ instructions: null }, "bare/header/"],
    [{ a: 1 }, "null//"],
  ])("as the first record: %j", (value, expected) => expect(told(value, FIRST)).toBe(expected));
});

describe("what a file's header says of its lines", () => {
  const meta = (extra: object, ordinal?: number): string =>
    JSON.stringify({ timestamp: "t", ordinal, type: "session_meta", payload: { id: "x", ...extra } });
  const event = '{"timestamp":"t","type":"event_msg","payload":{"type":"token_count"}}';
  const eras = (...lines: string[]): (string | null)[] =>
    readRecords(new TextEncoder().encode(lines.join("\n"))).map((reading) =>
      reading.kind === "record" ? reading.era : "?",
    );

  test("a history mode makes unnumbered lines legacy; only the first header counts", () => {
    expect(eras(meta({}), event, meta({ history_mode: "legacy" }), event)).toEqual([
      "envelope",
      "envelope",
      "legacy",
      "envelope",
    ]);
    expect(eras(meta({ history_mode: "legacy" }), event, meta({}), event)).toEqual([
      "legacy",
      "legacy",
      "legacy",
      "legacy",
    ]);
    expect(eras(meta({ history_mode: "paginated" }, 0), event)).toEqual(["paginated", "legacy"]);
  });
});
