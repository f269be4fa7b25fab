// The JSON Schema of a context report, as data.

import { ERAS } from "../rollout/era.ts";

type Schema = { readonly [key: string]: unknown };

const string: Schema = { type: "string" };
const boolean: Schema = { type: "boolean" };
const count: Schema = { type: "integer", minimum: 0 };
const stringOrNull: Schema = { type: ["string", "null"] };
const countOrNull: Schema = { type: ["integer", "null"], minimum: 0 };
const oneOf = (...values: readonly (string | null)[]): Schema => ({ enum: values });
const arrayOf = (items: Schema): Schema => ({ type: "array", items });
const described = (schema: Schema, description: string): Schema => ({ ...schema, description });
const fields = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});

const source = fields({
  file: described(count, "number of the file in the chain, oldest first"),
  line: described({ type: "integer", minimum: 1 }, "physical line"),
  offset: described(count, "byte offset in the uncompressed file"),
  length: count,
  part: described(countOrNull, "which item of the record's replacement_history; null where the record is the item"),
});
const sourceOrNull: Schema = { anyOf: [source, { type: "null" }] };

const totals = {
  bytes: described(count, "of the values as JSON in UTF-8"),
  images: count,
  image_bytes: described(count, "data URLs and generated pictures, of the bytes"),
};

const item = fields({
  type: described(string, "of the model's API"),
  role: stringOrNull,
  origin: oneOf("written", "replacement", "rebuilt", "added"),
  value: described({ type: "object" }, "the item as it is sent"),
  sources: described(arrayOf(source), "the records it was made of; of an added output its call"),
  ...totals,
  altered: arrayOf(oneOf("shortened", "media_left_out")),
});

const made = fields({
  kind: oneOf("base_instructions", "surroundings", "model_switch", "compaction", "prompt"),
  place: oneOf("before", "after", "instead"),
  always: described(boolean, "false: only if something is then as the text says"),
  text: described(string, "one sentence, for people"),
  known: described(stringOrNull, "what the files know of it"),
  source: sourceOrNull,
});

const dropped = fields({
  type: string,
  role: stringOrNull,
  reason: oneOf("compacted", "rolled_back", "not_for_the_model", "no_call", "unreadable"),
  source,
});

const tokens = fields({
  record: oneOf("token_count", "token_usage_record"),
  input_tokens: countOrNull,
  cached_input_tokens: countOrNull,
  output_tokens: countOrNull,
  total_tokens: countOrNull,
  context_window: countOrNull,
  source,
  items_after: described(count, "items that were written behind it"),
  outdated: described(boolean, "the thread was compacted or rolled back behind it"),
});

const CONTEXT: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "What a resume would load into the model",
  description: "Only grows: fields and values may be added, none is taken away or changes its meaning.",
  ...fields({
    thread_id: stringOrNull,
    eras: arrayOf(oneOf(...ERAS)),
    rules: described(oneOf("0.169", "0.29", "none"), "the version of Codex whose rules were followed"),
    refused: described(stringOrNull, "why Codex would not resume the thread"),
    items: arrayOf(item),
    totals: fields({ items: count, ...totals }),
    made_at_resume: arrayOf(made),
    dropped: arrayOf(dropped),
    tokens: { anyOf: [described(tokens, "the last count that Codex wrote down"), { type: "null" }] },
    notes: arrayOf(string),
  }),
};

/** Files under contracts/: path and text. */
export function contextContracts(): Readonly<Record<string, string>> {
  return { "contracts/context.schema.json": `${JSON.stringify(CONTEXT, null, 2)}\n` };
}
