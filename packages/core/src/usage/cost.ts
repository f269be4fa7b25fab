// Cost: what tokens came to by a price table, as an exact sum with its reasons; what has no price is said, not guessed.

import type { Cell, Tokens } from "./cell.ts";
import type { Price, PriceRow, PriceTable } from "./prices.ts";

/** All amounts are dollars as exact decimals, such as `"1.234567"`: nothing is rounded. */
export interface Cost {
  /** The sum of the four below; null where there are tokens and none of them has a price. */
  readonly usd: string | null;
  /** Input neither read from the cache nor written to it. */
  readonly input_usd: string;
  readonly cached_input_usd: string;
  readonly cache_write_input_usd: string;
  /** With reasoning. */
  readonly output_usd: string;
  /** Tokens of models without a price: they are in no amount. */
  readonly unpriced_tokens: number;
  /** Their models, sorted; null is one that no record names. */
  readonly unpriced_models: readonly (string | null)[];
}

export interface Pricing {
  /** For `UsagePassOptions`: the number of input tokens above which a model has another price. */
  longAbove(model: string): number | null;
  cost(cells: readonly Cell[]): Cost;
}

/** In millionths of a millionth of a dollar: a token at a price with six decimals is a whole number of them. */
type Sums = Record<keyof Price, bigint>;

export function createPricing({ models }: PriceTable): Pricing {
  const rows = new Map<string, PriceRow[]>();
  for (const row of models) rows.set(row.model, [...(rows.get(row.model) ?? []), row].toSorted(byDay));

  const above = new Map<string, number>();
  for (const { model, long } of models) {
    if (long !== undefined) above.set(model, Math.min(long.above, above.get(model) ?? long.above));
  }

  function priceOf({ model, day, long }: Cell): Price | null {
    const known = (model === null ? undefined : rows.get(model)) ?? [];
    const row = known.findLast(({ from }) => from === undefined || (day !== null && from <= day));
    if (row === undefined) return null;
    return long && row.long !== undefined ? row.long : row;
  }

  return {
    longAbove: (model) => above.get(model) ?? null,
    cost(cells) {
      const sums: Sums = { input: 0n, cached_input: 0n, cache_write_input: 0n, output: 0n };
      const unpriced = new Set<string | null>();
      let priced = 0;
      let unpriced_tokens = 0;
      for (const cell of cells) {
        if (cell.tokens.input === 0 && cell.tokens.output === 0) continue;
        const price = priceOf(cell);
        if (price === null) {
          unpriced.add(cell.model);
          unpriced_tokens += cell.tokens.total;
        } else {
          priced += 1;
          addUp(sums, cell.tokens, price);
        }
      }
      const sum = sums.input + sums.cached_input + sums.cache_write_input + sums.output;
      return {
        usd: priced === 0 && unpriced.size > 0 ? null : dollars(sum),
        input_usd: dollars(sums.input),
        cached_input_usd: dollars(sums.cached_input),
        cache_write_input_usd: dollars(sums.cache_write_input),
        output_usd: dollars(sums.output),
        unpriced_tokens,
        unpriced_models: [...unpriced].toSorted((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1)),
      };
    },
  };
}

function addUp(sums: Sums, tokens: Tokens, price: Price): void {
  const { cached_input, cache_write_input, output } = tokens;
  const input = Math.max(0, tokens.input - cached_input - cache_write_input);
  sums.input += BigInt(input) * units(price.input);
  sums.cached_input += BigInt(cached_input) * units(price.cached_input);
  sums.cache_write_input += BigInt(cache_write_input) * units(price.cache_write_input ?? price.input);
  sums.output += BigInt(output) * units(price.output);
}

/** `"0.175"` for a million tokens is 175,000 units for one. */
function units(price: string): bigint {
  const [whole = "0", part = ""] = price.split(".");
  return BigInt(whole + part.padEnd(6, "0"));
}

function dollars(sum: bigint): string {
  const digits = String(sum).padStart(13, "0");
  const part = digits.slice(-12).replace(/0+$/, "");
  return part === "" ? digits.slice(0, -12) : `${digits.slice(0, -12)}.${part}`;
}

function byDay(a: PriceRow, b: PriceRow): number {
  return (a.from ?? "") < (b.from ?? "") ? -1 : (a.from ?? "") > (b.from ?? "") ? 1 : 0;
}
