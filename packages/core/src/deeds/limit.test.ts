import { expect, test } from "vitest";
import { addLimits, readLimits, type LimitSample, type LimitSamples } from "./limit.ts";

const TIME = "2026-11-21T14:30:00.000Z";

test("windows are read in the words of every era", () => {
  const newest = {
    limit_id: "codex",
    primary: { used_percent: 12.5, window_minutes: 300, resets_at: 1_795_272_000 },
    secondary: null,
    plan_type: "pro",
    rate_limit_reached_type: null,
  };
  expect(readLimits({ rate_limits: newest }, TIME)).toEqual({
    hour: "2026-11-21T14",
    time: TIME,
    limit_id: "codex",
    plan_type: "pro",
    primary: {
      used_percent: 12.5,
      highest_percent: 12.5,
      window_minutes: 300,
      resets_at: "2026-11-21T14:40:00.000Z",
    },
    secondary: null,
    reached: null,
  });
  const old = {
    primary: { used_percent: 3, window_minutes: 299, resets_in_seconds: 60 },
    secondary: { used_percent: 1 },
  };
  expect(readLimits({ rate_limits: old }, TIME)).toMatchObject({
    limit_id: null,
    primary: { resets_at: "2026-11-21T14:31:00.000Z" },
    secondary: { used_percent: 1, window_minutes: null, resets_at: null },
  });
});

test.each([
  [null],
  [undefined],
  ["x"],
  [{ primary: null, secondary: null }],
  [{ primary: { used_percent: "much" } }],
  [{ primary: [] }],
])("%j tells of no limit", (rate_limits) => {
  expect(readLimits({ rate_limits }, TIME)).toBeNull();
});

test("a time that is none of a calendar is left out", () => {
  const rate_limits = { primary: { used_percent: 1, resets_at: 1e300 } };
  expect(readLimits({ rate_limits }, TIME)?.primary?.resets_at).toBeNull();
});

test("of an hour the last is kept, with the most that was told, in whatever order sessions come", () => {
  const at = (minute: string, used: number, reached: string | null): LimitSample => {
    const rate_limits = { limit_id: "codex", primary: { used_percent: used }, rate_limit_reached_type: reached };
    const sample = readLimits({ rate_limits }, `2026-11-21T14:${minute}:00.000Z`);
    if (sample === null) throw new Error("no sample");
    return sample;
  };
  const three = [at("10", 40, null), at("20", 90, "primary"), at("50", 5, null)];
  for (const order of [three, three.toReversed()]) {
    const samples: LimitSamples = new Map();
    for (const sample of order) addLimits(samples, sample);
    const [only] = samples.values();
    expect([samples.size, only?.time.slice(14, 16), only?.reached]).toEqual([1, "50", "primary"]);
    expect(only?.primary).toMatchObject({ used_percent: 5, highest_percent: 90 });
  }
});
