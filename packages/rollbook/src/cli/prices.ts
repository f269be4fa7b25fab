// A table of prices of one's own, from a file.

import { readFileSync } from "node:fs";
import { readPriceTable, type PriceTable } from "rollbook-core/usage";
import { EXIT, Failure, systemCode } from "./exit.ts";

/** Throws `Failure` for one that cannot be read. */
export function readPrices(file: string): PriceTable {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    throw new Failure(EXIT.input, `cannot read the prices in ${file} (${code}); check the path`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Failure(EXIT.input, `${file} is no JSON; docs/stats.md shows what a table of prices looks like`);
  }
  const table = readPriceTable(value as Parameters<typeof readPriceTable>[0]);
  if (typeof table !== "string") return table;
  throw new Failure(EXIT.input, `${file} is no table of prices: ${table}; docs/stats.md shows one`);
}
