// Price tables: what a million tokens of a model cost, and reading such a table from JSON.

import { isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { list, natural, text } from "../lineage/field.ts";

/** Dollars for a million tokens, as exact decimals: `"0.175"`. */
export interface Price {
  /** Of input that was neither read from the cache nor written to it. */
  readonly input: string;
  readonly cached_input: string;
  /** Where it is not given, writing to the cache costs what input does. */
  readonly cache_write_input?: string;
  /** Reasoning is output. */
  readonly output: string;
}

export interface PriceRow extends Price {
  /** Exactly as Codex names it. */
  readonly model: string;
  /** The first day (`YYYY-MM-DD`) it holds; without it, since ever. Of several rows the latest that holds counts. */
  readonly from?: string;
  /** For responses with more input than so many tokens, all of them. */
  readonly long?: Price & { readonly above: number };
}

export interface PriceTable {
  /** When it was drawn up, and from what. */
  readonly date: string;
  readonly source: string;
  readonly models: readonly PriceRow[];
}

/** The table in a JSON value of that shape, or a sentence that says where it is not. */
export function readPriceTable(value: Json): PriceTable | string {
  if (!isObject(value)) return "it is no JSON object with date, source and models";
  const date = text(value["date"]);
  const source = text(value["source"]);
  if (date === null || source === null) return "date and source must be texts";
  if (!Array.isArray(value["models"])) return "models must be a list";
  const models: PriceRow[] = [];
  for (const [index, row] of list(value["models"]).entries()) {
    const found = isObject(row) ? readRow(row) : "it is no object";
    if (typeof found === "string") return `models[${index}]: ${found}`;
    models.push(found);
  }
  return { date, source, models };
}

function readRow(row: JsonObject): PriceRow | string {
  const model = text(row["model"]);
  if (model === null || model === "") return "model must be a name";
  const from = row["from"] === undefined ? null : text(row["from"]);
  if (row["from"] !== undefined && (from === null || !DAY.test(from))) return "from must be a day, YYYY-MM-DD";
  const price = readPrice(row);
  if (typeof price === "string") return price;
  const dated = from === null ? {} : { from };
  if (row["long"] === undefined) return { model, ...dated, ...price };
  if (!isObject(row["long"])) return "long must be an object";
  const above = natural(row["long"]["above"]);
  if (above === null) return "long.above must be a number of tokens";
  const long = readPrice(row["long"]);
  return typeof long === "string" ? `long.${long}` : { model, ...dated, ...price, long: { ...long, above } };
}

function readPrice(row: JsonObject): Price | string {
  const prices: Record<string, string> = {};
  for (const key of ["input", "cached_input", "cache_write_input", "output"]) {
    const told = row[key];
    if (told === undefined && key === "cache_write_input") continue;
    const price = typeof told === "number" ? String(told) : text(told);
    if (price === null || !DECIMAL.test(price)) {
      return `${key} must be dollars for a million tokens with six decimals at most, such as "0.175"`;
    }
    prices[key] = price;
  }
  return prices as unknown as Price;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const DECIMAL = /^\d{1,9}(?:\.\d{1,6})?$/;
