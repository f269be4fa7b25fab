// The JSON Schema of a hit, as data.

type Schema = { readonly [key: string]: unknown };

const string: Schema = { type: "string" };
const boolean: Schema = { type: "boolean" };
const count: Schema = { type: "integer", minimum: 0 };
const stringOrNull: Schema = { type: ["string", "null"] };
const described = (schema: Schema, description: string): Schema => ({ ...schema, description });
const fields = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});

const place = fields({
  file: described(string, "path"),
  line: described(count, "from 1"),
  offset: described(count, "bytes of the uncompressed file"),
  length: described(count, "bytes, the end of the line left out"),
});

const snippet = fields({
  field: described({ enum: ["said", "command", "output", "path"] }, "of which text it is a piece"),
  text: described(string, "one line, control characters shown as signs"),
  marks: described(
    { type: "array", items: { type: "array", items: count, minItems: 2, maxItems: 2 } },
    "what was found in it: start and end in UTF-16 units",
  ),
  more_before: boolean,
  more_after: boolean,
});

const HIT: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "A hit of a search",
  description: "Only grows: fields and values may be added, none is taken away or changes its meaning.",
  ...fields({
    record: { const: "hit" },
    schema_version: { const: 1 },
    session_id: stringOrNull,
    title: described(stringOrNull, "the name of the session, else the first words typed in it"),
    project: stringOrNull,
    cwd: stringOrNull,
    path: described(stringOrNull, "the file in which the session goes on; null when it has none any more"),
    home: described(string, "the codex home"),
    kind: described(string, "prompt, reply, reasoning, command, change, tool, …"),
    turn_id: stringOrNull,
    time: described(stringOrNull, "RFC 3339"),
    status: described(stringOrNull, "of commands, changes and calls"),
    exit_code: { type: ["integer", "null"] },
    tool: stringOrNull,
    snippet: { anyOf: [snippet, { type: "null" }] },
    evidence: described({ type: "array", items: place }, "the records that tell it"),
    resume: described(stringOrNull, "the command that goes on with the session"),
  }),
};

/** Files under contracts/: path and text. */
export function searchContracts(): Readonly<Record<string, string>> {
  return { "contracts/search.schema.json": `${JSON.stringify(HIT, null, 2)}\n` };
}
