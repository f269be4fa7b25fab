// The price table: what a million tokens cost at OpenAI's standard tier, by model and by the day it took effect.
//
// From two public sources: models.dev (github.com/anomalyco/models.dev, providers/openai, MIT) and the LiteLLM snapshot in
// ccusage 20.0.24; for gpt-6-sol, gpt-6-luna and gpt-6.1-sol what OpenAI announced on 22 and 29 September 2026; for the
// days of gpt-5.6-terra and gpt-5.6-luna their release and their cut of 30 July 2026. Where these contradict each
// other (gpt-5.6-sol, o3, o4-mini) there is no row, and the model is unpriced.

import type { PriceTable } from "./prices.ts";

const GPT_5 = { input: "1.25", cached_input: "0.125", output: "10" };
const MINI = { input: "0.25", cached_input: "0.025", output: "2" };
const GPT_5_2 = { input: "1.75", cached_input: "0.175", output: "14" };
const ABOVE = 272_000;

export const PRICES: PriceTable = {
  date: "2026-11-21",
  source: "models.dev and LiteLLM (as in ccusage 20.0.24), OpenAI standard tier",
  models: [
    { model: "gpt-5", ...GPT_5 },
    { model: "gpt-5-codex", ...GPT_5 },
    { model: "gpt-5-mini", ...MINI },
    { model: "gpt-5-nano", input: "0.05", cached_input: "0.005", output: "0.4" },
    { model: "gpt-5.1", ...GPT_5 },
    { model: "gpt-5.1-codex", ...GPT_5 },
    { model: "gpt-5.1-codex-max", ...GPT_5 },
    { model: "gpt-5.1-codex-mini", ...MINI },
    { model: "gpt-5.2", ...GPT_5_2 },
    { model: "gpt-5.2-codex", ...GPT_5_2 },
    { model: "gpt-5.3-codex", ...GPT_5_2 },
    {
      model: "gpt-5.4",
      input: "2.5",
      cached_input: "0.25",
      output: "15",
      long: { above: ABOVE, input: "5", cached_input: "0.5", output: "22.5" },
    },
    { model: "gpt-5.4-mini", input: "0.75", cached_input: "0.075", output: "4.5" },
    { model: "gpt-5.4-nano", input: "0.2", cached_input: "0.02", output: "1.25" },
    {
      model: "gpt-5.5",
      input: "5",
      cached_input: "0.5",
      output: "30",
      long: { above: ABOVE, input: "10", cached_input: "1", output: "45" },
    },
    {
      model: "gpt-5.6-terra",
      from: "2026-07-09",
      input: "2.5",
      cached_input: "0.25",
      cache_write_input: "3.125",
      output: "15",
      long: { above: ABOVE, input: "5", cached_input: "0.5", cache_write_input: "6.25", output: "22.5" },
    },
    {
      model: "gpt-5.6-terra",
      from: "2026-07-30",
      input: "2",
      cached_input: "0.2",
      cache_write_input: "2.5",
      output: "12",
      long: { above: ABOVE, input: "4", cached_input: "0.4", cache_write_input: "5", output: "18" },
    },
    {
      model: "gpt-5.6-luna",
      from: "2026-07-09",
      input: "1",
      cached_input: "0.1",
      cache_write_input: "1.25",
      output: "6",
      long: { above: ABOVE, input: "2", cached_input: "0.2", cache_write_input: "2.5", output: "9" },
    },
    {
      model: "gpt-5.6-luna",
      from: "2026-07-30",
      input: "0.2",
      cached_input: "0.02",
      cache_write_input: "0.25",
      output: "1.2",
      long: { above: ABOVE, input: "0.4", cached_input: "0.04", cache_write_input: "0.5", output: "1.8" },
    },
    {
      model: "gpt-6-astra",
      input: "10",
      cached_input: "1",
      cache_write_input: "12.5",
      output: "50",
      long: { above: ABOVE, input: "20", cached_input: "2", cache_write_input: "25", output: "75" },
    },
    {
      model: "gpt-6-sol",
      input: "2",
      cached_input: "0.2",
      cache_write_input: "2.5",
      output: "10",
      long: { above: ABOVE, input: "4", cached_input: "0.4", cache_write_input: "5", output: "15" },
    },
    {
      model: "gpt-6-luna",
      input: "0.1",
      cached_input: "0.01",
      cache_write_input: "0.125",
      output: "0.5",
      long: { above: ABOVE, input: "0.2", cached_input: "0.02", cache_write_input: "0.25", output: "0.75" },
    },
    {
      model: "gpt-6.1-sol",
      input: "2",
      cached_input: "0.1",
      cache_write_input: "2.5",
      output: "10",
      long: { above: ABOVE, input: "4", cached_input: "0.2", cache_write_input: "5", output: "15" },
    },
  ],
};
