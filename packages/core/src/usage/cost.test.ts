import fc from "fast-check";
import { expect, test } from "vitest";
import { NONE, type Cell } from "./cell.ts";
import { createPricing } from "./cost.ts";
import { PRICES } from "./prices.data.ts";
import { readPriceTable } from "./prices.ts";

const cell = (model: string | null, tokens: Partial<Cell["tokens"]>, rest: Partial<Cell> = {}): Cell => ({
  day: "2026-11-01",
  model,
  long: false,
  turns: 1,
  duration_ms: 0,
  tokens: { ...NONE, total: (tokens.input ?? 0) + (tokens.output ?? 0), ...tokens },
  ...rest,
});

const { cost, longAbove } = createPricing(PRICES);

test("a cost is the sum of its reasons, to the last digit", () => {
  const found = cost([cell("gpt-5-codex", { input: 1001, cached_input: 1000, output: 3 })]);
  expect(found).toEqual({
    usd: "0.00015625",
    input_usd: "0.00000125",
    cached_input_usd: "0.000125",
    cache_write_input_usd: "0",
    output_usd: "0.00003",
    unpriced_tokens: 0,
    unpriced_models: [],
  });
});

test("nothing drifts, however much is added up", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2_000_000_000), { minLength: 1, maxLength: 200 }), (counts) => {
      const { usd } = cost(counts.map((output) => cell("gpt-5.3-codex", { output })));
      const sum = counts.reduce((total, count) => total + BigInt(count), 0n) * 14_000_000n;
      const [whole = "", part = ""] = (usd ?? "").split(".");
      expect(BigInt(whole + part.padEnd(12, "0"))).toBe(sum);
    }),
  );
});

test("writing to the cache has its price, or that of input", () => {
  const tokens = { input: 1_000_000, cached_input: 400_000, cache_write_input: 600_000 };
  expect(cost([cell("gpt-6-sol", tokens)])).toMatchObject({
    input_usd: "0",
    cache_write_input_usd: "1.5",
    usd: "1.58",
  });
  expect(cost([cell("gpt-5", tokens)])).toMatchObject({ input_usd: "0", cache_write_input_usd: "0.75", usd: "0.8" });
});

test("long requests have another price, and days before a change the one of then", () => {
  expect(longAbove("gpt-5.5")).toBe(272_000);
  expect(longAbove("gpt-5")).toBeNull();
  expect(cost([cell("gpt-5.5", { input: 300_000 }, { long: true })]).usd).toBe("3");
  const usd = (day: string | null): string | null => cost([cell("gpt-5.6-luna", { output: 1_000_000 }, { day })]).usd;
  expect([usd("2026-07-29"), usd("2026-07-30"), usd("2026-07-08"), usd(null)]).toEqual(["6", "1.2", null, null]);
});

test("a model without a price is named and in no amount", () => {
  const cells = [cell("gpt-5", { output: 1_000_000 }), cell("gpt-7", { output: 5 }), cell(null, { output: 7 })];
  expect(cost(cells)).toMatchObject({ usd: "10", unpriced_tokens: 12, unpriced_models: [null, "gpt-7"] });
  expect(cost([cell("gpt-5-codex-preview", { output: 5 })]).usd).toBeNull();
  expect(cost([cell("gpt-7", {})])).toMatchObject({ usd: "0", unpriced_models: [] });
});

test("our own table is one that can be read, without two prices for one day", () => {
  expect(readPriceTable(JSON.parse(JSON.stringify(PRICES)))).toEqual(PRICES);
  const keys = PRICES.models.map(({ model, from }) => `${model} ${from ?? ""}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test.each([
  [[], "it is no JSON object with date, source and models"],
  [{ date: "2026-01-01" }, "date and source must be texts"],
  [{ date: "2026-01-01", source: "me", models: {} }, "models must be a list"],
  [{ date: "", source: "", models: [1] }, "models[0]: it is no object"],
  [
    { date: "", source: "", models: [{ model: "x", input: "1", cached_input: "-1", output: "1" }] },
    "models[0]: cached_input must be",
  ],
  [
    { date: "", source: "", models: [{ model: "x", input: 1e-9, cached_input: "1", output: "1" }] },
    "models[0]: input must be",
  ],
  [
    { date: "", source: "", models: [{ model: "x", from: "May", input: 1, cached_input: 1, output: 1 }] },
    "models[0]: from must be",
  ],
  [
    { date: "", source: "", models: [{ model: "x", input: 1, cached_input: 1, output: 1, long: {} }] },
    "models[0]: long.above",
  ],
])("a table that is none is refused with its place: %j", (value, sentence) => {
  expect(readPriceTable(value as never)).toContain(sentence);
});
