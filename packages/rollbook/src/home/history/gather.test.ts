// One list of prompts: each told once, the newest first, no more than asked for.

import { expect, test } from "vitest";
import { createGathering, type Prompt } from "./index.ts";

const NONE = {
  time_ms: null,
  home: "/h",
  thread_id: "A",
  turn_id: null,
  session_begun_ms: null,
  session_written_ms: null,
};

const typed = (text: string, time_ms: number | null, more: Partial<Prompt> = {}): Prompt => {
  return { ...NONE, text, time_ms, origins: ["history"], ...more };
};
const asked = (text: string, time_ms: number | null, more: Partial<Prompt> = {}): Prompt => {
  return { ...NONE, text, time_ms, origins: ["session"], turn_id: "t", ...more };
};

function gathered(prompts: readonly Prompt[], limit = Number.POSITIVE_INFINITY): readonly Prompt[] {
  const gathering = createGathering(limit);
  for (const prompt of prompts) gathering.add(prompt);
  return gathering.newest();
}

test("the same text in the same session within seconds is one, with what each place knows", () => {
  const found = gathered([
    typed("go", 1000),
    asked("go\n", 3400),
    asked("go", 60_000),
    asked("go", 3000, { thread_id: "B" }),
  ]);
  expect(
    found.map(({ time_ms, thread_id, origins, turn_id }) => [time_ms, thread_id, origins.join(), turn_id]),
  ).toEqual([
    [60_000, "A", "session", "t"],
    [3000, "B", "session", "t"],
    [1000, "A", "history,session", "t"],
  ]);
});

test("without a time, what was typed once answers for what was asked once", () => {
  const found = gathered([typed("go", 1000), asked("go", null), asked("go", null, { session_begun_ms: 500 })]);
  expect(found.map(({ time_ms, origins }) => [time_ms, origins.join()])).toEqual([
    [1000, "history,session"],
    [null, "session"],
  ]);
});

test("a command of the TypeScript CLI finds the session that was open when it was typed", () => {
  const open = { session_begun_ms: 100_000, session_written_ms: 200_000, thread_id: "D" };
  const found = gathered([
    typed("go", 150_000, { thread_id: null }),
    typed("go", 900_000, { thread_id: null }),
    typed("go", 150_000, { thread_id: null, home: "/other" }),
    asked("go", null, open),
  ]);
  expect(found.map(({ time_ms, thread_id, home }) => [time_ms, thread_id, home])).toEqual([
    [900_000, null, "/h"],
    [150_000, null, "/other"],
    [150_000, "D", "/h"],
  ]);
});

test("a limit keeps the newest, in whatever order they come, and still tells each once", () => {
  const count = 9000;
  const scattered = Array.from({ length: count }, (_, index) => ((index * 7919) % count) + 1);
  const all = scattered.map((number) => typed(`prompt ${number}`, number * 1000));
  const again = scattered.map((number) => asked(`prompt ${number}`, number * 1000 + 900));
  const found = gathered([...all, ...again], 5);
  expect(found.map(({ text }) => text)).toEqual([9000, 8999, 8998, 8997, 8996].map((number) => `prompt ${number}`));
  expect(found.every(({ origins }) => origins.length === 2)).toBe(true);
});
