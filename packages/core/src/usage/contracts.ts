// The JSON Schema of what `rollbook stats --json` prints, as data.

import { GROUPINGS } from "./group.ts";

export type Schema = { readonly [key: string]: unknown };

export const string: Schema = { type: "string" };
export const count: Schema = { type: "integer", minimum: 0 };
export const stringOrNull: Schema = { type: ["string", "null"] };
export const described = (schema: Schema, description: string): Schema => ({ ...schema, description });
export const arrayOf = (items: Schema): Schema => ({ type: "array", items });
const decimal: Schema = { type: "string", pattern: "^\\d+(\\.\\d+)?$" };

export const fields = (properties: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema => ({
  type: "object",
  properties: { ...properties, ...optional },
  required: Object.keys(properties),
});

const tokens = fields({
  input: described(count, "with what was read from the cache or written to it"),
  cached_input: count,
  cache_write_input: described(count, "told since 0.153"),
  output: described(count, "with reasoning"),
  reasoning_output: count,
  total: count,
});

const cost = described(
  fields({
    usd: {
      anyOf: [decimal, { type: "null" }],
      description: "the sum of the four below; null where there are tokens and none of them has a price",
    },
    input_usd: decimal,
    cached_input_usd: decimal,
    cache_write_input_usd: decimal,
    output_usd: decimal,
    unpriced_tokens: described(count, "tokens of models without a price: they are in no amount"),
    unpriced_models: described(arrayOf(stringOrNull), "their models; null is one that no record names"),
  }),
  "dollars as exact decimals, at the prices of the table: what the API would take, no bill",
);

const totals = {
  sessions: described(count, "sessions with anything to count"),
  turns: described(count, "turns that began"),
  duration_ms: described(count, "how long turns took, as far as the files tell (0.104 …)"),
  tokens: described(tokens, "each response of the model counted once"),
  cost,
};

/** `root` and `group` are what only some calls print. */
export function statsSchema(root: Record<string, Schema>, group: Record<string, Schema>): Schema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "rollbook:stats",
    title: "Stats",
    description:
      "What `rollbook stats --json` prints. Fields may be added; none is removed or changes its meaning. Adding groups up gives the totals, but for sessions that are in several.",
    ...fields(
      {
        schema_version: { const: 1 },
        by: { enum: GROUPINGS },
        since: described(stringOrNull, "the first day that counts"),
        until: described(stringOrNull, "the last day that counts"),
        timezone: described(string, "whose days they are"),
        ...totals,
        groups: arrayOf(
          fields(
            {
              key: described(
                stringOrNull,
                "a day (2026-11-21), week (2026-W47), month (2026-11), model, directory or session; null where none is told",
              ),
              ...totals,
            },
            group,
          ),
        ),
        prices: fields({ date: string, source: string }),
        problems: described(
          arrayOf(string),
          "what could not be read, a sentence each; what was read before is counted",
        ),
      },
      root,
    ),
  };
}
