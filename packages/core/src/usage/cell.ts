// Cells: what was spent on one day with one model, to be added up in any grouping.

import type { TokenUsage } from "../lineage/tokens.ts";
import type { Spent } from "../lineage/spent.ts";

/** Counts of tokens. Cached and written input are parts of the input, reasoning a part of the output. */
export interface Tokens {
  readonly input: number;
  readonly cached_input: number;
  readonly cache_write_input: number;
  readonly output: number;
  readonly reasoning_output: number;
  readonly total: number;
}

/** Plain data. */
export interface Cell {
  /** `YYYY-MM-DD`; null where no record tells the time. */
  readonly day: string | null;
  /** Null where none is named. */
  readonly model: string | null;
  /** Of responses with so much input that another price holds. */
  readonly long: boolean;
  /** Turns that began. */
  readonly turns: number;
  /** How long these took, as far as it is told. */
  readonly duration_ms: number;
  readonly tokens: Tokens;
}

export const NONE: Tokens = {
  input: 0,
  cached_input: 0,
  cache_write_input: 0,
  output: 0,
  reasoning_output: 0,
  total: 0,
};

export function addTokens(a: Tokens, b: Tokens): Tokens {
  return {
    input: a.input + b.input,
    cached_input: a.cached_input + b.cached_input,
    cache_write_input: a.cache_write_input + b.cache_write_input,
    output: a.output + b.output,
    reasoning_output: a.reasoning_output + b.reasoning_output,
    total: a.total + b.total,
  };
}

export function tokensOf({ usage, cache_write }: Spent): Tokens {
  return fromUsage(usage, cache_write);
}

export function fromUsage(usage: TokenUsage, cache_write: number): Tokens {
  return {
    input: usage.input_tokens,
    cached_input: usage.cached_input_tokens,
    cache_write_input: cache_write,
    output: usage.output_tokens,
    reasoning_output: usage.reasoning_output_tokens,
    total: usage.total_tokens,
  };
}

export interface Cells {
  add(key: Pick<Cell, "day" | "model" | "long">, what: Partial<Pick<Cell, "turns" | "duration_ms" | "tokens">>): void;
  list(): readonly Cell[];
}

/** Names come from the file, and a file of nothing but new names must not fill memory. */
const MOST = 10_000;

type Open<T> = { -readonly [K in keyof T]: T[K] };
/** By a name made of the key. */
export type CellsState = Map<string, Open<Omit<Cell, "tokens">> & { readonly tokens: Open<Tokens> }>;

export function createCells(cells: CellsState = new Map()): Cells {
  return {
    add({ day, model, long }, { turns = 0, duration_ms = 0, tokens }) {
      const name = `${day ?? ""}\n${long}\n${model ?? ""}\n${model === null}`;
      const full = cells.size >= MOST && !cells.has(name);
      const key = full ? "" : name;
      const names = full ? { day: null, model: null } : { day, model };
      const cell = cells.get(key) ?? { ...names, long, turns: 0, duration_ms: 0, tokens: { ...NONE } };
      cells.set(key, cell);
      cell.turns += turns;
      cell.duration_ms += duration_ms;
      if (tokens === undefined) return;
      cell.tokens.input += tokens.input;
      cell.tokens.cached_input += tokens.cached_input;
      cell.tokens.cache_write_input += tokens.cache_write_input;
      cell.tokens.output += tokens.output;
      cell.tokens.reasoning_output += tokens.reasoning_output;
      cell.tokens.total += tokens.total;
    },
    list: () => [...cells.values()].map((cell) => ({ ...cell, tokens: { ...cell.tokens } })),
  };
}
