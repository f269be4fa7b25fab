// How long a session took is told where two records tell a time, and nowhere else.

import { expect, test } from "vitest";
import { readRecords } from "../rollout/read.ts";
import { createClock, createClockState } from "./clock.ts";

function told(...values: readonly object[]) {
  const clock = createClock(createClockState());
  const source = values.map((value) => `${JSON.stringify(value)}\n`).join("");
  for (const reading of readRecords(Buffer.from(source))) if (reading.kind === "record") clock.step(reading);
  return clock.told();
}

const at = (timestamp: string) => ({ timestamp, type: "event_msg", payload: { type: "agent_message", message: "a" } });

test("from the earliest time told to the latest, whatever their order", () => {
  const [first, second, last] = ["2025-10-02T10:00:02.000Z", "2025-10-02T10:00:05.000Z", "2025-10-02T10:00:00.500Z"];
  expect(told(at(first), at(second), at(last))).toEqual({
    first_timestamp: first,
    last_timestamp: last,
    duration_ms: 4500,
  });
});

test("a header with a time, and records without one, tell no duration", () => {
  const header = { id: "11111111-2222-4333-8444-555555555555", timestamp: "2025-08-02T10:00:00.000Z" };
  const said = { type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] };
  expect(told(header, said)).toMatchObject({ first_timestamp: header.timestamp, duration_ms: null });
  expect(told(said)).toMatchObject({ first_timestamp: null, duration_ms: null });
});
