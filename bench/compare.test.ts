import { expect, test } from "vitest";
import { compare, judge, spread } from "./compare.ts";
import type { Measure } from "./measures.ts";

test("takes the median of an odd and of an even number of values", () => {
  expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(spread([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 });
});

test("judges speed, time and memory each by its own direction", () => {
  expect(judge("speed", 0.79, 0.8, null, null)).toBe("missed");
  expect(judge("speed", 0.81, 0.8, null, null)).toBe("met");
  expect(judge("time", 1.26, 1.25, null, null)).toBe("missed");
  expect(judge("more", 59, 60, null, null)).toBe("met");
  expect(judge("time", 1, 1.25, 251e6, 250e6)).toBe("missed");
  expect(judge("time", null, null, null, null)).toBeNull();
});

const measure: Measure = {
  name: "x",
  what: "x",
  material: [],
  subject: { name: "ours", run: null },
  yardstick: null,
  kind: "speed",
  goal: 2,
  memory: null,
};

test("says that a subject is missing", async () => {
  expect(await compare(measure, 3)).toMatchObject({ verdict: "missing", ratio: null });
});

test("runs by turns, leaves the first pair out, and relates each pair", async () => {
  const seconds = [9, 9, 1, 4, 2, 6, 1, 2];
  const order: string[] = [];
  const run = (who: string) => () => {
    order.push(who);
    return Promise.resolve({ seconds: seconds.shift() ?? 0, rss: who === "a" ? 5 : 99 });
  };
  const subject = { name: "a", run: run("a") };
  const yardstick = { name: "b", run: run("b") };
  const result = await compare({ ...measure, subject, yardstick }, 3);
  expect(order.join("")).toBe("abababab");
  expect(result).toMatchObject({ runs: 3, peak: 5, ratio: { median: 3, least: 2, most: 4 }, verdict: "met" });
});
